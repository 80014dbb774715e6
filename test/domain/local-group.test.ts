/** Groups made, renamed, filled and deleted by hand; synced ones are the identity provider's. */
import type { Audience } from '@syncline/core/domain/operation.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { GroupSite } from '../support/group-site.ts'
import { holdsOf, type planHistory as Plan, planHistory, siteGroupsOf } from '../support/pure-plan.ts'
import { createGroup, createUser, deleteGroup, person } from '../support/requests.ts'

const A = '0190aaaa-0000-7000-8000-00000000000a'
const G = '0190aaaa-0000-7000-8000-00000000000b'
/** Of the accounts and groups that a history makes, in their order. */
const made = (n: number) => `0190dddd-0000-7000-8000-00000000000${n}`
const UNKNOWN = '0190ffff-0000-7000-8000-00000000000f'

const create = (name: string, audience: Audience = 'workforce') =>
  asked({ name: 'create-group', audience, groupName: name })
const rename = (name: string, groupId = made(0)) => asked({ name: 'rename-group', groupId, groupName: name })
const remove = (groupId = made(0), force = false) => asked({ name: 'delete-group', groupId, force })
const members = (groupId: string, add: readonly string[], removed: readonly string[] = []) =>
  asked({ name: 'change-group-members', groupId, add, remove: removed })
const accounts = (...emails: string[]) =>
  asked({
    name: 'import',
    accounts: emails.map((email) => ({ email, audience: 'workforce' as const })),
    groups: [],
    members: [],
  })

function last(requests: Parameters<typeof Plan>[0]) {
  const planned = planHistory(requests)
  const outcome = planned.outcomes.at(-1)
  const changes = planned.changes.filter((change) => change.operationId === outcome?.operationId)
  return { planned, outcome, changes, groups: siteGroupsOf(planned).map(({ name }) => name) }
}
const inGroups = (planned: ReturnType<typeof planHistory>) =>
  planned.state.siteMembers
    .written()
    .inserted.map(({ accountKey, origin }) => [planned.state.accounts.get(accountKey)?.email, origin])

describe('create', () => {
  test('a free name becomes a local group', () => {
    const { outcome, planned, changes } = last([create(' Staff ')])
    expect(outcome).toMatchObject({ status: 200, resource: { group: made(0), name: 'Staff', audience: 'workforce' } })
    expect(planned.state.siteGroups.written().inserted).toMatchObject([
      { id: made(0), name: 'Staff', nameKey: 'staff', source: 'local', audience: 'workforce' },
    ])
    expect(changes).toMatchObject([
      { subjectType: 'site-group', subjectId: made(0), kind: 'created', after: { name: 'Staff' } },
    ])
    expect(planned.state.counters.get('0\u0000site-groups')).toBe(1)
  })

  test('a name of the same audience is taken, whatever its spelling; an organization may have it', () => {
    const taken = last([create('Staff'), create('STAFF')])
    expect(taken.outcome).toMatchObject({ status: 409, resource: { fault: 'name-taken' } })
    expect(taken.outcome?.detail).toContain('choose another')
    expect(taken.changes).toEqual([])
    expect(last([create('Staff'), create('Staff', 'customers')]).groups).toEqual(['Staff', 'Staff'])
    expect(last([createGroup(G, 'Staff'), create('staff')]).outcome).toMatchObject({ status: 409 })
  })

  test.each(['', ' ', 'x'.repeat(1_001), 'a\u0000', '\ud800'])('%j is no name', (name) => {
    const { outcome, changes } = last([create(name)])
    expect(outcome).toMatchObject({ status: 400, resource: { fault: 'invalid' } })
    expect(outcome?.detail).toContain('1,000 characters')
    expect(changes).toEqual([])
  })
})

describe('rename', () => {
  test('takes the new name and frees the old one', () => {
    const { outcome, changes, groups } = last([create('Staff'), rename(' Crew ')])
    expect(outcome?.resource).toMatchObject({ group: made(0), name: 'Crew' })
    expect(changes).toMatchObject([{ kind: 'updated', before: { name: 'Staff' }, after: { name: 'Crew' } }])
    expect(groups).toEqual(['Crew'])
    expect(last([create('Staff'), rename('Crew'), create('staff')]).groups).toEqual(['Crew', 'staff'])
    expect(last([create('Staff'), rename('Crew'), create('crew')]).outcome).toMatchObject({ status: 409 })
  })

  test('another spelling of its own name is a change, the same name is none', () => {
    const { changes, groups } = last([create('Staff'), rename('STAFF')])
    expect(changes).toMatchObject([{ kind: 'updated', before: { name: 'Staff' }, after: { name: 'STAFF' } }])
    expect(groups).toEqual(['STAFF'])
    expect(last([create('Staff'), rename('Staff')]).changes).toEqual([])
    expect(last([create('Staff'), rename('STAFF'), create('staff')]).outcome).toMatchObject({ status: 409 })
  })

  test('the conflict of a group of a directory ends with the name', () => {
    const held = [create('Staff'), createGroup(G, 'staff')]
    expect(holdsOf(last(held).planned)).toMatchObject([{ kind: 'conflict' }])
    const freed = last([...held, rename('Crew')])
    expect(holdsOf(freed.planned)).toEqual([])
    expect(siteGroupsOf(freed.planned)).toEqual([
      { name: 'Crew', source: 'local' },
      { name: 'staff', source: 'synced' },
    ])
    expect(holdsOf(last([...held, rename('STAFF')]).planned)).toMatchObject([{ kind: 'conflict' }])
  })

  test.each([
    ['a taken name', [create('Other')], rename('other'), 409],
    ['no name', [], rename(' '), 400],
    ['a group that is not there', [], rename('X', UNKNOWN), 404],
    ['no id', [], rename('X', 'x'), 404],
  ])('%s is refused', (_, before, request, status) => {
    const { outcome, changes } = last([create('Staff'), ...before, request])
    expect(outcome).toMatchObject({ status, detail: expect.stringMatching(/\w/) })
    expect(changes).toEqual([])
  })

  test('a synced one is renamed in the identity provider', () => {
    const { outcome, changes } = last([createGroup(G, 'Staff'), rename('Crew')])
    expect(outcome).toMatchObject({ status: 409, resource: { fault: 'refused' } })
    expect(outcome?.detail).toContain('rename it in the identity provider')
    expect(changes).toEqual([])
  })
})

describe('delete', () => {
  test('whoever was in it is out, and the name is free', () => {
    const filled = [create('Staff'), accounts('ada@example.com'), members(made(0), [made(1)])]
    const { outcome, changes, planned } = last([...filled, remove()])
    expect(outcome?.resource).toMatchObject({ group: made(0), name: 'Staff' })
    expect(changes).toMatchObject([{ subjectType: 'site-group', kind: 'deleted', before: { name: 'Staff' } }])
    expect(inGroups(planned)).toEqual([])
    expect(planned.state.siteMembers.written().cleared).toEqual(
      expect.arrayContaining([expect.objectContaining({ origin: 0 }), expect.objectContaining({ origin: 1 })]),
    )
    expect(planned.state.counters.get('0\u0000site-groups')).toBe(0)
    expect(last([...filled, remove(), create('Staff')]).groups).toEqual(['Staff'])
    expect(last([...filled, remove(), remove()]).outcome).toMatchObject({ status: 404 })
  })

  test('a group of a directory that waited for the name gets it', () => {
    const { planned } = last([create('Staff'), createGroup(G, 'staff'), remove()])
    expect(holdsOf(planned)).toEqual([])
    expect(siteGroupsOf(planned)).toEqual([{ name: 'staff', source: 'synced' }])
  })

  test('one that gives access goes by force only', () => {
    const given = [create('Staff'), asked({ name: 'set-default-access', groupId: made(0), on: true })]
    const { outcome, changes } = last([...given, remove()])
    expect(outcome).toMatchObject({ status: 409, resource: { fault: 'refused' } })
    expect(changes).toEqual([])
    expect(last([...given, remove(made(0), true)]).groups).toEqual([])
  })

  test('a synced one is deleted in the identity provider', () => {
    const { outcome, groups } = last([createGroup(G, 'Staff'), remove()])
    expect(outcome).toMatchObject({ status: 409, resource: { fault: 'refused' } })
    expect(outcome?.detail).toContain('delete it in the identity provider')
    expect(groups).toEqual(['Staff'])
  })
})

describe('members', () => {
  const filled = [create('Staff'), accounts('ada@example.com', 'bob@example.com')]
  const [STAFF, ADA, BOB] = [made(0), made(1), made(2)]

  test('join and leave by hand, one change row for each direction', () => {
    const both = [...filled, members(STAFF, [ADA])]
    const { outcome, changes, planned } = last([...both, members(STAFF, [BOB], [ADA])])
    expect(outcome?.resource).toEqual({ added: [{ result: 'updated' }], removed: [{ result: 'updated' }] })
    expect(changes).toMatchObject([
      { subjectType: 'site-group', subjectId: STAFF, kind: 'members-added', before: null, after: { members: [BOB] } },
      { subjectType: 'site-group', subjectId: STAFF, kind: 'members-removed', before: { members: [ADA] }, after: null },
    ])
    expect(inGroups(planned)).toEqual([['bob@example.com', 0]])
  })

  test('the same again changes nothing', () => {
    const again = last([...filled, members(STAFF, [ADA], [BOB]), members(STAFF, [ADA, ADA], [BOB])])
    expect(again.outcome?.resource).toEqual({
      added: [{ result: 'unchanged' }, { result: 'unchanged' }],
      removed: [{ result: 'unchanged' }],
    })
    expect(again.changes).toEqual([])
  })

  test('who is not there or of another audience is refused by itself', () => {
    const { outcome } = last([
      create('Acme', 'customers'),
      accounts('ada@example.com'),
      members(STAFF, [ADA, UNKNOWN, 'x'], [ADA, UNKNOWN]),
    ])
    const refused = { result: 'refused', fault: 'no-account' }
    expect(outcome?.resource).toEqual({ added: [refused, refused, refused], removed: [refused, refused] })
  })

  test('1,000 at once, not one more, and a group that is there', () => {
    const unknown = (count: number) => Array.from({ length: count }, () => UNKNOWN)
    expect(last([...filled, members(STAFF, unknown(500), unknown(500))]).outcome).toMatchObject({ status: 200 })
    const more = last([...filled, members(STAFF, unknown(500), unknown(501))])
    expect(more.outcome).toMatchObject({ status: 400, detail: expect.stringContaining('1000') })
    for (const id of [UNKNOWN, 'x']) {
      expect(last([...filled, members(id, [ADA])]).outcome).toMatchObject({ status: 404 })
    }
  })

  describe('of a synced group', () => {
    // Ada is the group's by her directory, Bob by the site's own will: from before it was merged.
    const local = [create('Staff'), accounts('bob@example.com'), members(made(0), [made(1)])]
    const synced = [createUser(A, person('ada')), createGroup(G, 'Crew', [A])]

    test('nobody is added, with what to do', () => {
      const { outcome, changes } = last([...synced, accounts('bob@example.com'), members(made(1), [made(2)])])
      expect(outcome).toMatchObject({ status: 409, resource: { fault: 'refused' } })
      expect(outcome?.detail).toContain('add people in the identity provider')
      expect(changes).toEqual([])
    })

    test('who is in it by the directory stays; who is not in it is none to remove', () => {
      const { outcome, changes } = last([
        ...synced,
        accounts('bob@example.com'),
        members(made(1), [], [made(0), made(2)]),
      ])
      expect(outcome?.resource).toEqual({
        added: [],
        removed: [{ result: 'refused', fault: 'of-directory' }, { result: 'unchanged' }],
      })
      expect(changes).toEqual([])
    })

    test('who is in it for the site itself goes, and stays as far as the directory has them', () => {
      const it = new GroupSite({})
      it.apply(createUser(A, person('ada')), createGroup(G, 'Crew', [A]))
      it.apply(accounts('bob@example.com'))
      it.addLocalMember('Crew', 'ada@example.com')
      it.addLocalMember('Crew', 'bob@example.com')
      const groupId = it.group('Crew')
      const remove = it.rows.accounts.all.map(({ id }) => id)
      const outcome = it.decide({ name: 'change-group-members', groupId, add: [], remove })
      expect(outcome.resource).toEqual({ added: [], removed: [{ result: 'updated' }, { result: 'updated' }] })
      expect(it.look().Crew?.[2]).toEqual(['ada@example.com 1'])
    })

    test('of one that is local since its directory was disconnected everybody goes', () => {
      const it = new GroupSite({})
      it.apply(createUser(A, person('ada')))
      it.createLocal('Crew')
      const [account] = it.rows.accounts.all
      const groupKey = it.rows.siteGroups.all[0]?.key ?? 0
      it.rows.siteMembers.insert({ groupKey, accountKey: account?.key ?? 0, origin: 2 })
      const remove = [account?.id ?? '']
      const outcome = it.decide({ name: 'change-group-members', groupId: it.group('Crew'), add: [], remove })
      expect(outcome.resource).toEqual({ added: [], removed: [{ result: 'updated' }] })
      expect(it.look().Crew?.[2]).toEqual([])
    })

    test('one that became local with people of its own lets all of them go', () => {
      const { planned } = last([...local, ...synced, deleteGroup(G), members(made(0), [], [made(1)])])
      expect(inGroups(planned)).toEqual([])
    })
  })
})
