/** Imports of groups and members: each row is created, updated, left alone or refused, and the same rows again change nothing. */
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { GroupSite } from '../support/group-site.ts'
import { account, group, last, member, rows } from '../support/import-rows.ts'
import { type planHistory, siteGroupsOf } from '../support/pure-plan.ts'
import { createGroup, createUser, person } from '../support/requests.ts'

const A = '0190aaaa-0000-7000-8000-00000000000a'
const G = '0190aaaa-0000-7000-8000-00000000000b'
const membersIn = (planned: ReturnType<typeof planHistory>) =>
  planned.state.siteMembers.written().inserted.map(({ groupKey, accountKey, origin }) => ({
    group: planned.state.siteGroups.get(groupKey)?.name,
    account: planned.state.accounts.get(accountKey)?.email,
    origin,
  }))

describe('groups and members', () => {
  const ada = account('ada@example.com')

  test('a new group is local, with the people that the row names', () => {
    const { planned, result, changes } = last([
      asked(rows({ accounts: [ada], groups: [group(' Staff ', ['ADA@example.com', 'bob@example.com', 'no'])] })),
    ])
    expect(result.groups).toEqual([
      {
        result: 'created',
        id: expect.any(String),
        members: [
          { result: 'created' },
          { result: 'refused', fault: 'no-account' },
          { result: 'refused', fault: 'not-an-address' },
        ],
      },
    ])
    expect(siteGroupsOf(planned)).toEqual([{ name: 'Staff', source: 'local' }])
    expect(membersIn(planned)).toEqual([{ group: 'Staff', account: 'ada@example.com', origin: 0 }])
    expect(planned.state.counters.get('0\u0000site-groups')).toBe(1)
    expect(changes.map(({ subjectType, kind }) => `${subjectType} ${kind}`)).toEqual([
      'account created',
      'site-group created',
      'site-group members-added',
    ])
    expect(changes.at(-1)).toMatchObject({ before: null, after: { members: [result.accounts[0].id] } })
  })

  test('the same again changes nothing; who is not named stays', () => {
    const first = asked(rows({ accounts: [ada], groups: [group('Staff', ['ada@example.com'])] }))
    for (const again of [group('STAFF'), group('Staff', []), group('Staff', ['ada@example.com'])]) {
      const { result, changes, planned } = last([first, asked(rows({ groups: [again] }))])
      expect(result.groups).toMatchObject([{ result: 'unchanged' }])
      expect(changes).toEqual([])
      expect(membersIn(planned)).toHaveLength(1)
      expect(siteGroupsOf(planned)).toEqual([{ name: 'Staff', source: 'local' }])
    }
  })

  test('a row that brings somebody new updates its group', () => {
    const first = asked(rows({ accounts: [ada, account('bob@example.com')], groups: [group('Staff')] }))
    const { result, changes } = last([first, asked(rows({ groups: [group('Staff', ['ada@example.com'])] }))])
    expect(result.groups).toMatchObject([{ result: 'updated', members: [{ result: 'created' }] }])
    expect(changes).toHaveLength(1)
  })

  test.each([
    ['an empty name', '  '],
    ['a name that is too long', 'x'.repeat(1_001)],
    ['a name that cannot be kept', 'a\u0000'],
  ])('%s is refused', (_, name) => {
    const { result, planned } = last([
      asked(rows({ groups: [group(name)], members: [member(name, 'ada@example.com')] })),
    ])
    expect(result).toMatchObject({
      groups: [{ result: 'refused', fault: 'not-a-name' }],
      members: [{ result: 'refused', fault: 'no-group' }],
    })
    expect(siteGroupsOf(planned)).toEqual([])
  })

  test('the same name twice: the first row counts; an organization is none of the workforce', () => {
    const { result } = last([
      asked(
        rows({
          groups: [group('x'.repeat(1_000)), group('Staff'), group('staff'), { name: 'Staff', audience: 'customers' }],
        }),
      ),
    ])
    expect(result.groups.map((each: { result: string; fault?: string }) => each.fault ?? each.result)).toEqual([
      'created',
      'created',
      'twice',
      'created',
    ])
  })

  test('members join groups that are there, also those of the same import, each once', () => {
    const { result, planned, changes } = last([
      asked(rows({ accounts: [ada], groups: [group('Staff')] })),
      asked(
        rows({
          accounts: [account('bob@example.com')],
          groups: [group('New')],
          members: [
            member('staff', 'ada@example.com'),
            member('STAFF', 'Bob@example.com'),
            member('New', 'bob@example.com'),
            member('New', 'bob@example.com'),
          ],
        }),
      ),
    ])
    expect(result.members.map((each: { result: string }) => each.result)).toEqual([
      'created',
      'created',
      'created',
      'unchanged',
    ])
    expect(membersIn(planned)).toHaveLength(3)
    expect(changes.filter(({ kind }) => kind === 'members-added')).toHaveLength(2)
  })

  test.each([
    ['no such group', member('Gone', 'ada@example.com'), 'no-group'],
    ['no such account', member('Staff', 'bob@example.com'), 'no-account'],
    ['a group of another audience', { ...member('Staff', 'ada@example.com'), audience: 'customers' }, 'no-group'],
    ['no address', member('Staff', 'ada'), 'not-an-address'],
  ] as const)('%s is refused', (_, row, fault) => {
    const { result, changes } = last([
      asked(rows({ accounts: [ada], groups: [group('Staff')] })),
      asked(rows({ members: [row] })),
    ])
    expect(result.members).toEqual([{ result: 'refused', fault }])
    expect(changes).toEqual([])
  })

  test('an account of the other audience is none', () => {
    const customer = { email: 'ada@example.com', audience: 'customers' as const }
    const { result } = last([asked(rows({ accounts: [customer], groups: [group('Staff', ['ada@example.com'])] }))])
    expect(result.groups[0].members).toEqual([{ result: 'refused', fault: 'no-account' }])
  })

  test('a synced group is read-only; it is there all the same', () => {
    const { result, changes } = last([
      createUser(A, person('ada')),
      createGroup(G, 'Staff'),
      asked(rows({ groups: [group('Staff', ['ada@example.com'])], members: [member('Staff', 'ada@example.com')] })),
    ])
    expect(result.groups).toMatchObject([{ result: 'unchanged', members: [{ result: 'refused', fault: 'synced' }] }])
    expect(result.members).toEqual([{ result: 'refused', fault: 'synced' }])
    expect(changes).toEqual([])
  })

  test('whoever a directory has in a group is there already', () => {
    const { result, changes } = last([
      createUser(A, person('ada')),
      createGroup(G, 'Staff', [A]),
      asked(rows({ groups: [group('Staff', ['ada@example.com'])], members: [member('Staff', 'ada@example.com')] })),
    ])
    expect(result.groups).toMatchObject([{ result: 'unchanged', members: [{ result: 'unchanged' }] }])
    expect(result.members).toEqual([{ result: 'unchanged' }])
    expect(changes).toEqual([])
  })

  test('whoever is in a synced group for the site itself is there already', () => {
    const it = new GroupSite({})
    it.apply(createUser(A, person('ada')), createGroup(G, 'Staff', [A]))
    it.addLocalMember('Staff', 'ada@example.com')
    const outcome = it.decide(rows({ members: [member('Staff', 'ada@example.com')] }))
    expect(outcome.resource).toMatchObject({ members: [{ result: 'unchanged' }] })
  })

  test('who joins the same group by several rows is one change row', () => {
    const { changes, planned } = last([
      asked(rows({ accounts: [ada, account('bob@example.com')], groups: [group('Staff'), group('Crew')] })),
      asked(
        rows({
          groups: [group('Staff', ['ada@example.com'])],
          members: [member('Crew', 'bob@example.com'), member('Staff', 'bob@example.com')],
        }),
      ),
    ])
    const [first, second] = planned.state.accounts.written().inserted.map(({ id }) => id)
    expect(changes.map(({ kind, after }) => [kind, after])).toEqual([
      ['members-added', { members: [first, second] }],
      ['members-added', { members: [second] }],
    ])
  })

  test('a group that an identity provider brings later meets it as a conflict', () => {
    const { planned } = last([asked(rows({ groups: [group('Staff')] })), createGroup(G, 'staff')])
    expect(planned.state.holds.written().inserted).toMatchObject([{ kind: 'conflict', basisKey: 'staff' }])
  })
})
