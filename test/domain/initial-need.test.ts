/** What operations ask for before anything is planned: everything that they name themselves, and nothing else. */
import { initialNeed } from '@syncline/core/domain/initial-need.ts'
import { emptyNeed, type Need } from '@syncline/core/domain/need.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import { describe, expect, test } from 'vitest'
import { bulkPlace } from '../support/bulk-place.ts'
import { DOOR, DOOR_SCHEMAS } from '../support/door-schema.ts'
import type { Request } from '../support/lane.ts'
import { directoryPolicy } from '../support/policies.ts'
import { A, B, C, G } from '../support/record-ids.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  patchGroup,
  patchUser,
  putGroup,
  putUser,
  replaceUser,
} from '../support/requests.ts'
import { ENTERPRISE } from '../support/urns.ts'

const directories = new Map([
  [1, directoryPolicy({ schemas: DOOR_SCHEMAS })],
  [2, directoryPolicy({ id: 2, audience: 'customers' })],
])
const scoped = (scope: string | number, name: string) => `${scope}\u0000${name}`
/** The parts of the need that are not empty. */
function needOf(...operations: (Request & Partial<Operation>)[]): Partial<Need> {
  const all = operations.map((each) => ({ directoryId: 1, ...each }) as Operation)
  return Object.fromEntries(Object.entries(initialNeed(all, directories)).filter(([, part]) => part.size > 0))
}
const managedBy = (manager: string) => ({ userName: 'ada', [ENTERPRISE]: { manager: { value: manager } } })
const setManager = (path: string, value: string | { value: string } | null) =>
  patchUser(A, { op: 'replace', path, value })
const group = { displayName: 'Staff', [DOOR]: { number: '7' } }

test('nothing is asked for without operations', () => {
  expect(initialNeed([], directories)).toEqual(emptyNeed())
})

describe('of a user', () => {
  test.each<[string, Request, Partial<Need>]>([
    ['a POST asks for its name', createUser(A, { userName: 'Ada' }), { userNames: new Set([scoped(1, 'ada')]) }],
    [
      'a POST asks for account, externalId and manager, where it names them',
      createUser(A, { ...managedBy(B), externalId: 'x', emails: [{ value: 'Ada@Example.com' }] }),
      {
        userNames: new Set([scoped(1, 'ada')]),
        accountEmails: new Set([scoped('workforce', 'ada@example.com')]),
        externalIds: new Set([scoped(1, 'x')]),
        memberIds: new Set([B]),
      },
    ],
    [
      'a POST asks for its unique values',
      createUser(A, { userName: 'a', [DOOR]: { number: 'X', floor: '3' } }),
      { userNames: new Set([scoped(1, 'a')]), values: new Set([scoped('1/1', 'x')]) },
    ],
    [
      'a PUT asks for the user too',
      putUser(A, { userName: 'Ada' }),
      { userIds: new Set([A]), userNames: new Set([scoped(1, 'ada')]) },
    ],
    ['a DELETE asks for the user', deleteUser(A), { userIds: new Set([A]) }],
    ['a PATCH asks for the user', replaceUser(A, 'title', 'x'), { userIds: new Set([A]) }],
    ['a value that is no id is no manager', setManager('manager', 'CN=Boss'), { userIds: new Set([A]) }],
    ['no value is no manager', setManager('manager', null), { userIds: new Set([A]) }],
    ['another attribute is no manager', setManager('title', B), { userIds: new Set([A]) }],
    ['an attribute that ends alike is no manager', setManager('xmanager', B), { userIds: new Set([A]) }],
    ['an attribute that begins alike is no manager', setManager('managers', B), { userIds: new Set([A]) }],
    ['an operation without a path names no manager', patchUser(A, { op: 'add', value: B }), { userIds: new Set([A]) }],
    ['a removal names no manager', patchUser(A, { op: 'remove', path: 'manager' }), { userIds: new Set([A]) }],
  ])('%s', (_, request, need) => {
    expect(needOf(request)).toEqual(need)
  })

  test.each<[string, string | { value: string }]>([
    ['manager', B],
    ['manager', { value: B }],
    ['Manager.Value', B],
    [`${ENTERPRISE}:manager`, { value: B }],
    [`${ENTERPRISE}:manager.value`, B],
  ])('a PATCH of %s asks for the manager', (path, value) => {
    expect(needOf(setManager(path, value))).toEqual({ userIds: new Set([A]), memberIds: new Set([B]) })
  })
})

describe('of a group', () => {
  const named = {
    groupNames: new Set([scoped(1, 'staff')]),
    siteGroupNames: new Set([scoped('workforce', 'staff')]),
  }
  test.each<[string, Request, Partial<Need>]>([
    [
      'a POST asks for its names, and members as such: it has none yet',
      createGroup(G, 'Staff', [A, B]),
      { ...named, memberIds: new Set([A, B]) },
    ],
    [
      'a PUT asks for the group, and whether its members are some already',
      putGroup(G, { displayName: 'Staff' }, [A, B]),
      { ...named, groupIds: new Set([G]), memberIds: new Set([A, B]), memberPairs: new Map([[G, new Set([A, B])]]) },
    ],
    [
      'a PUT without members asks for none',
      putGroup(G, { displayName: 'Staff' }),
      { ...named, groupIds: new Set([G]) },
    ],
    [
      'a PUT asks for its unique values',
      putGroup(G, group),
      { ...named, groupIds: new Set([G]), values: new Set([scoped('1/1', '7')]) },
    ],
    ['a DELETE asks for the group', deleteGroup(G), { groupIds: new Set([G]) }],
    [
      'a PATCH asks for the members of all its steps',
      patchGroup(G, [
        { kind: 'add', ids: [A] },
        { kind: 'remove', ids: [B, 'no id'] },
      ]),
      { groupIds: new Set([G]), memberIds: new Set([A, B]), memberPairs: new Map([[G, new Set([A, B])]]) },
    ],
    ['members that are no ids are not asked for', addMembers(G, 'no id'), { groupIds: new Set([G]) }],
  ])('%s', (_, request, need) => {
    expect(needOf(request)).toEqual(need)
  })
})

test('names are asked for in their directory and audience', () => {
  const need = needOf(
    { ...createUser(A, { userName: 'ada', emails: [{ value: 'a@x.example' }] }), directoryId: 2 },
    { ...createGroup(G, 'Staff'), directoryId: 2 },
  )
  expect(need).toEqual({
    userNames: new Set([scoped(2, 'ada')]),
    groupNames: new Set([scoped(2, 'staff')]),
    accountEmails: new Set([scoped('customers', 'a@x.example')]),
    siteGroupNames: new Set([scoped('customers', 'staff')]),
  })
})

test('of several operations all is asked for, but for those that are refused already', () => {
  const refusal = { status: 400, scimType: null, detail: 'no' }
  const need = needOf(
    deleteUser(A),
    { ...deleteUser(B), bulk: bulkPlace(0, { refusal }) },
    {
      ...deleteUser(C),
      bulk: bulkPlace(1),
    },
  )
  expect(need).toEqual({ userIds: new Set([A, C]) })
})

test('a command asks for what it names itself, and not for what is said of a request', () => {
  const nothing = { name: 'reproject', scopes: [] } as const
  expect(needOf({ ...deleteUser(A), command: nothing })).toEqual({})
  const unlink = { name: 'unlink-user', userId: B } as const
  expect(needOf({ ...deleteUser(A), command: unlink })).toMatchObject({ userIds: new Set([B]) })
})
