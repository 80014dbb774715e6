/** What a plan knows of the database: what was asked for is known, there or not; what was not is missing. */
import type { Loaded } from '@syncline/core/domain/loaded.ts'
import { scoped } from '@syncline/core/domain/lookup.ts'
import { isEmptyNeed, type Need } from '@syncline/core/domain/need.ts'
import { PlanState } from '@syncline/core/domain/plan-state.ts'
import { describe, expect, test } from 'vitest'
import { accountRow, groupRow, loadedRows, siteGroupRow, userRow } from '../support/loaded-rows.ts'
import { directoryPolicy, SITE_POLICY } from '../support/policies.ts'
import { NOW } from '../support/pure-plan.ts'
import { A, G, NOBODY } from '../support/record-ids.ts'

const FIRST_NEW = 10
const [user, group, account, siteGroup] = [userRow(), groupRow(), accountRow(), siteGroupRow()]
const loadedAccount = { account, ownerKey: null, memberKeys: [] }
const member = { key: user.key, directoryId: 1, id: A, nested: false }
const nestedPair = { groupKey: group.key, memberKey: 5, nested: true }
const localRow = { groupKey: siteGroup.key, accountKey: account.key, origin: 0 }
const hold = { recordKey: user.key, kind: 'duplicate', basisKey: 'x', since: NOW, by: 'lane' } as const
const name = (scope: string | number, text: string) => new Set([scoped(scope, text)])

function stateOf(...loads: readonly Loaded[]): PlanState {
  const directories = new Map([[1, directoryPolicy()]])
  return new PlanState(
    { now: NOW, nextKey: FIRST_NEW, site: SITE_POLICY, directories, guarding: false, newId: () => NOBODY },
    loads,
  )
}

type Row = {
  readonly what: string
  readonly need: Partial<Need>
  readonly rows: Partial<Omit<Loaded, 'need'>>
  readonly look: (state: PlanState) => unknown
  readonly found: unknown
  readonly absent: unknown
}

const LOOKS: readonly Row[] = [
  {
    what: 'a user by id',
    need: { userIds: new Set([A]) },
    rows: { users: [user] },
    look: (state) => state.userById(1, A),
    found: user,
    absent: undefined,
  },
  {
    what: 'a user by key',
    need: { userKeys: new Set([user.key]) },
    rows: { users: [user] },
    look: (state) => state.userByKey(user.key),
    found: user,
    absent: undefined,
  },
  {
    what: 'a group by id',
    need: { groupIds: new Set([G]) },
    rows: { groups: [group] },
    look: (state) => state.groupById(1, G),
    found: group,
    absent: undefined,
  },
  {
    what: 'a member by id',
    need: { memberIds: new Set([A]) },
    rows: { members: [member] },
    look: (state) => state.memberById(1, A),
    found: member,
    absent: undefined,
  },
  {
    what: 'an account by id',
    need: { accountIds: new Set([account.id]) },
    rows: { accounts: [loadedAccount] },
    look: (state) => state.accountById(account.id),
    found: account,
    absent: undefined,
  },
  {
    what: 'a group of the site by id',
    need: { siteGroupIds: new Set([siteGroup.id]) },
    rows: { siteGroups: [siteGroup] },
    look: (state) => state.siteGroupById(siteGroup.id),
    found: siteGroup,
    absent: undefined,
  },
  {
    what: 'a userName',
    need: { userNames: name(1, 'ada') },
    rows: { users: [user] },
    look: (state) => state.userNames.find(scoped(1, 'ada')),
    found: user.key,
    absent: undefined,
  },
  {
    what: 'a displayName',
    need: { groupNames: name(1, 'staff') },
    rows: { groups: [group] },
    look: (state) => state.groupNames.find(scoped(1, 'staff')),
    found: group.key,
    absent: undefined,
  },
  {
    what: 'a unique value',
    need: { values: name('1/1', 'x') },
    rows: { values: [{ name: scoped('1/1', 'x'), key: user.key }] },
    look: (state) => state.values.find(scoped('1/1', 'x')),
    found: user.key,
    absent: undefined,
  },
  {
    what: 'the address of an account',
    need: { accountEmails: name('workforce', 'ada@example.com') },
    rows: { accounts: [loadedAccount] },
    look: (state) => state.accountEmails.find(scoped('workforce', 'ada@example.com')),
    found: account.key,
    absent: undefined,
  },
  {
    what: 'the name of a group of the site',
    need: { siteGroupNames: name('workforce', 'staff') },
    rows: { siteGroups: [siteGroup] },
    look: (state) => state.siteGroupNames.find(scoped('workforce', 'staff')),
    found: siteGroup.key,
    absent: undefined,
  },
  {
    what: 'an externalId',
    need: { externalIds: name(1, 'x') },
    rows: { externalIds: [{ name: scoped(1, 'x'), key: user.key }] },
    look: (state) => state.externalIds.find(scoped(1, 'x')),
    found: [user.key],
    absent: [],
  },
  {
    what: 'whether a group of the site has local members',
    need: { localMembersOf: new Set([siteGroup.key]) },
    rows: { localMembers: [{ siteGroupKey: siteGroup.key, count: 1 }] },
    look: (state) => state.hasLocalMembers(siteGroup.key),
    found: true,
    absent: false,
  },
  {
    what: 'the memberships of an account',
    need: { siteRowsOf: new Set([account.key]) },
    rows: { siteRows: [localRow] },
    look: (state) => state.siteMembers.rowsOf(account.key),
    found: [localRow],
    absent: [],
  },
  {
    what: 'who is held for an address',
    need: { heldFor: name('duplicate', 'x') },
    rows: { holds: [hold] },
    look: (state) => state.holds.waitingFor('duplicate', 'x'),
    found: [user.key],
    absent: [],
  },
  {
    what: 'the members of a group',
    need: { membersOf: new Set([group.key]) },
    rows: { pairs: [nestedPair] },
    look: (state) => state.members.membersOf(group.key),
    found: [nestedPair],
    absent: [],
  },
  {
    what: 'the groups of a member',
    need: { groupsOf: new Set([5]) },
    rows: { pairs: [nestedPair] },
    look: (state) => state.members.groupsOf(5),
    found: [group.key],
    absent: [],
  },
  {
    what: 'whether a group has groups as members',
    need: { nestedIn: new Set([group.key]) },
    rows: { nestedPairs: [nestedPair] },
    look: (state) => state.members.hasNested(group.key),
    found: true,
    absent: false,
  },
]

describe.each(LOOKS)('$what', ({ need, rows, look, found, absent }) => {
  test('is missing when nobody asked for it', () => {
    const state = stateOf()
    look(state)
    expect(state.missing).toMatchObject(need)
  })

  test('is not there when it was asked for and did not come, and is not missing', () => {
    const state = stateOf(loadedRows(need))
    expect(look(state)).toEqual(absent)
    expect(isEmptyNeed(state.missing)).toBe(true)
  })

  test('is there when it came, and is not missing', () => {
    const state = stateOf(loadedRows(need, rows))
    expect(look(state)).toEqual(found)
    expect(isEmptyNeed(state.missing)).toBe(true)
  })

  test('is there when it came in one round and was asked for again in another', () => {
    const state = stateOf(loadedRows(need, rows), loadedRows(need, rows))
    expect(look(state)).toEqual(found)
  })
})
