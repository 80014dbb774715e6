/** What waits while a directory is paused, what of it takes access away, and what the end of the pause makes of it. */
import type { PauseMode } from '@syncline/core/domain/directory-policy.ts'
import type { Key } from '@syncline/core/domain/record.ts'
import { describe, expect, test } from 'vitest'
import { from, GroupSite } from '../support/group-site.ts'
import { CUTS, type MemoryRequest } from '../support/memory-site.ts'
import { directoryPolicy } from '../support/policies.ts'
import { A, B, C, D, G, H } from '../support/record-ids.ts'
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

const SECOND = 2
const emptied = { kind: 'resource', attributes: { displayName: 'Staff' }, members: [] } as const
const external = (name: string, email?: string) => ({ ...person(name, email), externalId: `external ${name}` })

/** Ada and Bob are in Staff; Bob is nobody's yet at the site, because he has no address. */
function site(batchSize = 1_000): GroupSite {
  const it = new GroupSite({ batchSize })
  it.apply(
    createUser(A, external('ada')),
    createUser(B, { userName: 'bob' }),
    createGroup(G, 'Staff', [A, B]),
    from(SECOND, createUser(C, person('cyd'))),
  )
  return it
}

function pause(it: GroupSite, mode: PauseMode | null = 'hold'): void {
  it.directories = new Map([...it.directories, [1, directoryPolicy({ paused: mode })]])
}

/** Ends the pause, and brings to the site what has waited. */
function resume(it: GroupSite, stepSize?: number): void {
  pause(it, null)
  it.settle(stepSize)
}

const accounts = (it: GroupSite) =>
  it.rows.accounts.all.map(({ email, active }) => (active ? email : `${email} off`)).sort()
const members = (it: GroupSite, group: string) => it.look()[group]?.[2]
const keyOf = (it: GroupSite, id: string): Key =>
  [...it.rows.users.all, ...it.rows.groups.all].find((record) => record.id === id)?.key ?? 0

/** Who waits, by SCIM id: with `loss`, somebody keeps access meanwhile. */
function waits(it: GroupSite): string[] {
  const idOf = (key: Key) => [...it.rows.users.all, ...it.rows.groups.all].find((record) => record.key === key)?.id
  return [...it.waiting.values()]
    .map(({ key, loss, gone }) => `${gone?.id ?? idOf(key)}${loss ? ' loss' : ''}${gone === null ? '' : ' gone'}`)
    .sort()
}

const CASES: readonly (readonly [string, MemoryRequest[], string[]])[] = [
  ['who comes', [createUser(D, person('eve'))], [D]],
  ['who is changed', [replaceUser(A, 'title', 'x')], [A]],
  ['who is switched off', [replaceUser(A, 'active', false)], [`${A} loss`]],
  [
    'who is switched off and on again',
    [replaceUser(A, 'active', false), replaceUser(A, 'active', true)],
    [`${A} loss`],
  ],
  ['who is switched off and has no account', [replaceUser(B, 'active', false)], [B]],
  ['who is deleted', [deleteUser(A)], [`${A} loss gone`]],
  ['who is deleted and had no account', [deleteUser(B)], []],
  ['who joins a group', [createGroup(H, 'Crew'), addMembers(G, H)], [G, H].sort()],
  ['who leaves a group', [removeMembers(G, A)], [`${A} loss`]],
  ['who leaves a group without an account', [removeMembers(G, B)], []],
  ['who joins a group that has not come to the site', [createGroup(H, 'Crew'), addMembers(H, A)], [H]],
  ['a group that loses one of two', [replaceMembers(G, B)], [`${A} loss`]],
  ['a group that loses everybody, who are marked', [replaceMembers(G)], [G]],
  ['a group that is renamed', [renameGroup(G, 'Crew')], [G]],
  ['a group that is deleted', [deleteGroup(G)], [`${G} loss gone`]],
  ['a new group', [createGroup(H, 'Crew')], [H]],
]

describe('in a pause', () => {
  test.each(CASES)('%s waits, and nothing of it reaches the site', (_, requests, expected) => {
    const it = site()
    const before = [accounts(it), it.look()]
    pause(it)
    it.apply(...requests)
    expect(waits(it)).toEqual(expected)
    const group = it.look().Staff ?? []
    expect([accounts(it), { Staff: [group[0], G, group[2]] }]).toEqual(before)
  })

  test.each(CASES)('%s is in the end as if there had been none', (_, requests) => {
    const [never, once] = [site(), site(1)]
    never.apply(...requests)
    pause(once)
    once.apply(...requests)
    resume(once, 1)
    expect([accounts(once), once.look()]).toEqual([accounts(never), never.look()])
    expect(once.rows.userLinks.all.map(({ kind }) => kind)).toEqual(never.rows.userLinks.all.map(({ kind }) => kind))
    expect(once.rows.holds.all.map(({ kind }) => kind)).toEqual(never.rows.holds.all.map(({ kind }) => kind))
    once.expectSettled()
  })

  test('the other directories go on', () => {
    const it = site()
    pause(it)
    it.apply(from(SECOND, replaceUser(C, 'active', false)), from(SECOND, createGroup(H, 'Crew', [C])))
    expect(accounts(it)).toEqual(['ada@example.com', 'cyd@example.com off'])
    expect(waits(it)).toEqual([])
  })

  test('that refuses writes what was accepted before goes on', () => {
    const it = site()
    pause(it, 'refuse')
    it.apply(replaceUser(A, 'active', false), removeMembers(G, A), deleteGroup(G))
    expect([accounts(it), it.look(), waits(it)]).toEqual([['ada@example.com off', 'cyd@example.com'], {}, []])
  })

  test('of a directory in review nobody waits for its end', () => {
    const it = new GroupSite({ directories: [directoryPolicy({ phase: 'reviewing', paused: 'hold' })] })
    it.apply(createUser(A, person('ada')), createGroup(G, 'Staff', [A]), createGroup(H, 'Crew', [G]), deleteUser(A))
    expect([waits(it), it.marks.filter(({ scope }) => scope.kind === 'members')]).toEqual([[], []])
  })

  test('a group whose members are replaced by nobody marks those that it had', () => {
    const it = site()
    pause(it)
    it.apply({ method: 'PUT', resourceType: 'Group', resourceId: G, body: emptied })
    expect(it.marks).toMatchObject([{ scope: { kind: 'members', groupKey: keyOf(it, G), loss: true } }])
  })

  test('a group that is not at the site marks nobody', () => {
    const it = site()
    pause(it)
    it.apply(createGroup(H, 'Crew', [A]))
    it.apply({
      method: 'PUT',
      resourceType: 'Group',
      resourceId: H,
      body: { ...emptied, attributes: { displayName: 'Crew' } },
    })
    expect(it.marks).toEqual([])
  })
})

describe('who was deleted', () => {
  test('keeps account and groups until the end of the pause, and is known by then as he was', () => {
    const it = site()
    const key = keyOf(it, A)
    const nextKey = Math.max(...it.rows.users.all.map((user) => user.key)) + 100
    pause(it)
    it.apply(replaceUser(A, 'title', 'last'), deleteUser(A))
    const gone = it.waiting.get(key)?.gone
    expect(gone).toMatchObject({ type: 'User', id: A, attributes: { title: 'last', externalId: 'external ada' } })
    expect(gone?.nextKey).toBeGreaterThan(key)
    expect(gone?.nextKey).toBeLessThan(nextKey)
    expect(accounts(it)).toEqual(['ada@example.com', 'cyd@example.com'])
    resume(it)
    expect(accounts(it)).toEqual(['ada@example.com off', 'cyd@example.com'])
    // What was said last is what the account keeps.
    expect(it.rows.accounts.all.find(({ email }) => email === 'ada@example.com')?.profile).toMatchObject({
      title: 'last',
    })
    expect(members(it, 'Staff')).toEqual([])
  })

  test.each(CUTS)(
    'and is made again in the pause under another address has the account back, $cut',
    ({ batchSize }) => {
      const it = site(batchSize)
      pause(it)
      it.apply(deleteUser(A), createUser(D, external('ada', 'countess@example.com')))
      resume(it)
      expect(accounts(it)).toEqual(['countess@example.com', 'cyd@example.com'])
      it.expectSettled()
    },
  )

  test.each(CUTS)('and is made again behind it has the account back too, $cut', ({ batchSize }) => {
    const it = site(batchSize)
    pause(it)
    it.apply(deleteUser(A))
    pause(it, null)
    it.apply(createUser(D, external('ada', 'countess@example.com')))
    expect(accounts(it)).toEqual(['countess@example.com', 'cyd@example.com'])
  })

  test.each<[string, string, string]>([
    ['a user', A, 'User'],
    ['a group', G, 'Group'],
  ])('%s is kept as what it was', (_, id, type) => {
    const it = site()
    const key = keyOf(it, id)
    pause(it)
    it.apply(type === 'User' ? deleteUser(id) : deleteGroup(id))
    expect(it.waiting.get(key)?.gone).toMatchObject({ id, type })
  })

  test('a group that was renamed before is deleted under its last name', () => {
    const it = site()
    const groupId = it.group('Staff')
    pause(it)
    it.apply(renameGroup(G, 'Crew'), deleteGroup(G))
    pause(it, null)
    const changes = it.settle()
    const ofGroup = changes.filter(({ subjectId }) => subjectId === groupId)
    expect(ofGroup.map(({ kind }) => kind)).toEqual(['updated', 'deleted'])
    expect(ofGroup.at(-1)?.before).toMatchObject({ name: 'Crew' })
  })

  test.each(['unlink', 'detach'] as const)(
    'and is cut off by hand meanwhile (%s): the end does nothing to it',
    (how) => {
      const it = site()
      const key = keyOf(it, how === 'unlink' ? A : G)
      pause(it)
      it.apply(deleteUser(A), deleteGroup(G))
      if (how === 'unlink') it.rows.userLinks.clear((link) => link.key === key)
      else it.rows.groupLinks.clear((link) => link.key === key)
      resume(it)
      expect(accounts(it)).toContain(how === 'unlink' ? 'ada@example.com' : 'ada@example.com off')
      expect(Object.keys(it.look())).toEqual(how === 'unlink' ? [] : ['Staff'])
    },
  )

  test('holds of a record end with it, also of a group that has a group inside', () => {
    const it = site()
    it.apply(createGroup(H, 'Crew', []), addMembers(G, H))
    expect(it.holds(G)).toEqual(['nested-not-projected'])
    pause(it)
    it.apply(deleteGroup(G))
    expect(it.rows.holds.all.filter(({ kind }) => kind === 'nested-not-projected')).toEqual([])
  })

  test('a group with people of its own becomes local at the end, and keeps them', () => {
    const it = site()
    it.addLocalMember('Staff', 'cyd@example.com')
    pause(it)
    it.apply(deleteGroup(G))
    expect(it.look().Staff?.[0]).toBe('synced')
    resume(it)
    expect(it.look().Staff).toEqual(['local', null, ['cyd@example.com 0']])
  })

  test('what waits of a directory that was disconnected is left to its end', () => {
    const it = site()
    pause(it)
    it.apply(deleteUser(A), deleteGroup(G))
    it.directories = new Map([...it.directories, [1, directoryPolicy({ phase: 'disconnected' })]])
    it.settle()
    expect(accounts(it)).toEqual(['ada@example.com', 'cyd@example.com'])
    expect(Object.keys(it.look())).toEqual(['Staff'])
  })
})
