/** What an undo of a decision takes back and what it leaves, and why it is refused (design: Conflicts, Undo). */
import { describe, expect, test } from 'vitest'
import { ConflictSite, clashing } from '../support/conflict-site.ts'
import { from } from '../support/group-site.ts'
import { account, group, rows } from '../support/import-rows.ts'
import { CUTS } from '../support/memory-site.ts'
import { directoryPolicy } from '../support/policies.ts'
import { A, B, C, D, G, H, I } from '../support/record-ids.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  person,
  removeMembers,
  renameGroup,
  replaceMembers,
  replaceUser,
} from '../support/requests.ts'
import { later, undo } from '../support/undo.ts'

const E = '0190aaaa-0000-7000-8000-00000000000e'
const J = '0190bbbb-0000-7000-8000-00000000000a'

const accountId = (it: ConflictSite, name: string) =>
  it.rows.accounts.all.find(({ email }) => email === `${name}@example.com`)?.id ?? ''

function removeByHand(it: ConflictSite, name: string, person: string): void {
  it.decide({ name: 'change-group-members', groupId: it.group(name), add: [], remove: [accountId(it, person)] })
}

describe.each(CUTS)('accepted, three weeks of changes, undone, $cut', ({ batchSize }) => {
  /** In Staff are Bob and Cyd, by hand; the directory has Ada and Bob. Eve is there without a directory. */
  function threeWeeks() {
    const it = new ConflictSite({ batchSize })
    it.decide(rows({ accounts: [account('eve@example.com'), account('fay@example.com')] }))
    it.decide(rows({ groups: [group('Staff', ['bob@example.com', 'cyd@example.com', 'eve@example.com'])] }))
    it.grant('Staff', 'Wiki')
    it.apply(createGroup(G, 'STAFF', [A, B]))
    it.choose('accept')
    expect(it.short()).toEqual({ STAFF: 'G ada1 bob1' })
    const { id } = it.conflict()
    later(it, 7)
    it.apply(createUser(E, person('nia')), addMembers(G, E), removeMembers(G, A), replaceUser(B, 'active', false))
    // Fay joins by hand, and the directory brings Cyd.
    it.addLocalMember('STAFF', 'fay@example.com')
    later(it, 7)
    it.apply(addMembers(G, C, A), deleteUser(C), renameGroup(G, 'Everybody'), removeMembers(G, A))
    later(it, 7)
    it.apply(createGroup(H, 'Crew', [A, E]), renameGroup(G, 'Team'))
    return { it, id }
  }

  test('rows that the link brought are gone, rows that it removed are back, local ones stay', () => {
    const { it, id } = threeWeeks()
    expect(it.short()).toEqual({ Team: 'G bob1 fay0 nia1', Crew: 'H ada1 nia1' })
    const groupId = it.group('Team')
    const outcome = undo(it, id)
    expect(outcome.resource).toEqual({
      undone: true,
      group: groupId,
      name: 'Team',
      formerName: 'Staff',
      members: 3,
      notRestored: [],
      notRestoredCount: 0,
      off: [
        { account: accountId(it, 'bob'), name: 'The bob', reason: 'switched-off' },
        { account: accountId(it, 'cyd'), name: 'The cyd', reason: 'switched-off' },
      ],
      offCount: 2,
    })
    expect(it.short()).toEqual({ Team: '- bob0 cyd0 eve0 fay0', Crew: 'H ada1 nia1' })
    expect(it.grants()).toEqual(['Wiki: Team'])
    expect(it.holds(G)).toEqual(['detached undone test'])
    expect(it.conflict()).toMatchObject({ id, state: 'undone', decision: 'accept' })
    it.expectSettled()
    // Nothing of the record reaches the site from here on.
    it.apply(addMembers(G, A), removeMembers(G, E), renameGroup(G, 'Staff'))
    expect(it.short()).toEqual({ Team: '- bob0 cyd0 eve0 fay0', Crew: 'H ada1 nia1' })
    it.expectSettled()
  })

  test('people whose accounts are gone are listed', () => {
    const { it, id } = threeWeeks()
    const eve = it.rows.accounts.all.find(({ email }) => email === 'eve@example.com')
    it.rows.accounts.clear(({ key }) => key === eve?.key)
    expect(undo(it, id).resource).toMatchObject({
      members: 2,
      notRestored: [{ account: null, name: null, reason: 'gone' }],
      notRestoredCount: 1,
    })
    expect(it.short().Team).toBe('- bob0 cyd0 fay0')
  })

  test('linked again it is for an administrator to decide, and that is undone as well', () => {
    const { it, id } = threeWeeks()
    undo(it, id)
    it.apply(renameGroup(G, 'team'))
    it.decide({ name: 'link-group', recordId: G })
    expect(it.conflict()).toMatchObject({ state: 'open', kind: 'local-group' })
    it.choose('accept')
    expect(it.short().team).toBe('G bob1 nia1')
    undo(it)
    // As it was spelled.
    expect(it.short().Team).toBe('- bob0 cyd0 eve0 fay0')
    expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(['undone', 'undone'])
    it.expectSettled()
  })
})

describe('everything in one batch', () => {
  test('decided, changed and undone', () => {
    const it = clashing()
    const { id } = it.conflict()
    it.apply(
      it.asking('accept'),
      addMembers(G, C),
      removeMembers(G, A),
      { method: 'POST', resourceType: 'User', body: null, command: { name: 'undo-decision', conflictId: id } },
      addMembers(G, A),
      createGroup(H, 'Crew', [A]),
    )
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0', Crew: 'H ada1' })
    it.expectSettled()
  })

  test('accepted and deleted: everybody who was in it can be restored', () => {
    const it = clashing()
    it.apply(it.asking('accept'), addMembers(G, C), deleteGroup(G))
    expect(it.short()).toEqual({})
    const copyId = it.rows.groupCopies.all.at(-1)?.id ?? ''
    expect(it.decide({ name: 'restore-group', copyId }).resource).toMatchObject({ members: 3 })
    expect(it.short()).toEqual({ Staff: '- ada0 bob0 cyd0' })
    // The decision can be undone again: whom it took away comes back.
    expect(undo(it).resource).toMatchObject({ undone: true })
    expect(it.short()).toEqual({ Staff: '- ada0 bob0 cyd0' })
    it.expectSettled()
  })
})

describe('what stays', () => {
  test('whoever was added by hand since, and whoever was taken away by hand and was none of the decision', () => {
    const it = clashing()
    it.choose('merge')
    it.addLocalMember('Staff', 'dan@example.com')
    removeByHand(it, 'Staff', 'cyd')
    expect(it.short().Staff).toBe('G ada1 bob0 bob1 dan0')
    undo(it)
    expect(it.short().Staff).toBe('- bob0 dan0')
    it.expectSettled()
  })

  test('people of the group and access, where it was made local since; whom the decision removed come back', () => {
    const it = clashing()
    it.choose('accept')
    it.detach('Staff', G)
    expect(it.short().Staff).toBe('- ada0 bob0')
    expect(undo(it).resource).toMatchObject({ undone: true, members: 2 })
    expect(it.short().Staff).toBe('- ada0 bob0 cyd0')
    expect(it.holds(G)).toEqual(['detached test'])
    it.expectSettled()
  })

  test('a link that the decision did not make', () => {
    const it = clashing()
    it.choose('accept')
    it.detach('Staff', G)
    it.renameLocal('Staff', 'Former')
    it.decide({ name: 'link-group', recordId: G })
    expect(it.short()).toEqual({ Former: '- ada0 bob0', Staff: 'G ada1 bob1' })
    undo(it)
    expect(it.short()).toEqual({ Former: '- ada0 bob0 cyd0', Staff: 'G ada1 bob1' })
    it.expectSettled()
  })

  test.each([
    ['people by hand', (it: ConflictSite) => it.addLocalMember('Given', 'dan@example.com'), '- dan0'],
    ['access', (it: ConflictSite) => it.grant('Given', 'Wiki'), '-'],
  ])('a group that the decision made and that has %s', (_, give, left) => {
    const it = clashing()
    it.choose('rename', { name: 'Given' })
    give(it)
    expect(undo(it).resource).toMatchObject({ undone: true, name: 'Given' })
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0', Given: left })
    expect(it.look().Given?.[0]).toBe('local')
    it.expectSettled()
  })

  test('a group that the decision made is gone otherwise', () => {
    const it = clashing()
    it.choose('rename', { name: 'Given' })
    expect(undo(it).resource).toMatchObject({ undone: true, group: null, name: null })
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0' })
  })
})

describe('decided by policy', () => {
  test.each([
    ['sync', 'accept', { Staff: '- bob0 cyd0' }, ['undone']],
    ['skip', 'keep', { Staff: '- bob0 cyd0' }, ['undone', 'open']],
  ] as const)('%s is undone like any other, and does not decide again', (clashingGroups, decision, groups, states) => {
    const it = clashing('local-group', { first: { clashingGroups } })
    expect(it.conflict()).toMatchObject({ state: 'resolved', decision, decidedBy: 'policy' })
    expect(undo(it).resource).toMatchObject({ undone: true })
    expect(it.short()).toEqual(groups)
    expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(states)
    it.expectSettled()
    expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(states)
  })
})

describe('decided in review', () => {
  test('is carried out by the start, and undone afterwards', () => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    it.choose('accept')
    expect(undo(it)).toMatchObject({ status: 409, resource: { fault: 'refused' } })
    it.start(2)
    expect(it.short()).toEqual({ Staff: 'G ada1 bob1' })
    expect(undo(it).resource).toMatchObject({ undone: true })
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0' })
    it.expectSettled()
  })
})

test('a group that waits for the name meets a local group again', () => {
  const it = clashing()
  it.choose('accept')
  const first = it.conflict().id
  it.apply(from(2, createUser(D, person('dan'))), from(2, createGroup(H, 'Staff', [D])))
  expect(it.conflict(H)).toMatchObject({ kind: 'owned-by-other-directory', state: 'open' })
  undo(it, first)
  expect(it.conflict(H)).toMatchObject({ kind: 'local-group', state: 'open' })
  it.expectSettled()
})

test('people of nested groups are not brought, and nobody is taken for one', () => {
  const it = clashing()
  it.apply(createGroup(I, 'Inner', [C]), replaceMembers(G, A, I))
  it.choose('accept')
  expect(it.short().Staff).toBe('G ada1')
  undo(it)
  expect(it.short().Staff).toBe('- bob0 cyd0')
  expect(it.holds(G)).toEqual(['detached undone test', 'nested-not-projected'])
  it.apply(createGroup(J, 'Later', [A]))
  it.expectSettled()
})

test.each(CUTS)(
  'undone, $cut: the group of another directory, which waited for the name as well, waits for a local group now',
  (cut) => {
    const it = new ConflictSite({
      ...cut,
      directories: [directoryPolicy(), directoryPolicy({ id: 2, clashingGroups: 'sync' })],
    })
    it.clash('local-group')
    it.choose('accept')
    const { id } = it.conflict()
    it.apply(from(2, createUser(D, person('dan'))), from(2, createGroup(H, 'Staff', [D])))
    expect([it.short(), it.conflict(H).kind]).toEqual([{ Staff: 'G ada1 bob1' }, 'owned-by-other-directory'])
    expect(undo(it, id).resource).toMatchObject({ undone: true, name: 'Staff', members: 2 })
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0' })
    expect(it.conflict(H)).toMatchObject({ kind: 'local-group', state: 'open' })
    it.expectSettled()
  },
)
