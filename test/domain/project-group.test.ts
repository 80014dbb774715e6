/** From a group record to the site's group, and from membership to the people in it. */
import { expect, test } from 'vitest'
import { holdsOf, planHistory, siteGroupsOf, statusesOf } from '../support/pure-plan.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  patchGroup,
  person,
  renameGroup,
  replaceMembers,
  replaceUser,
} from '../support/requests.ts'

const [A, B] = ['a', 'b'].map((letter) => `0190aaaa-0000-7000-8000-00000000000${letter}`) as [string, string]
const [G, H] = ['1', '2'].map((letter) => `0190bbbb-0000-7000-8000-00000000000${letter}`) as [string, string]
const guest = { userName: 'guest_x#EXT#@tenant.example' }

test('a group with a free name gets a site group with everybody in it who has an account', () => {
  const planned = planHistory([
    createUser(A, person('ada')),
    createUser(B, guest),
    createGroup(H, 'Nested'),
    createGroup(G, 'Staff', [A, B, H]),
  ])
  expect(siteGroupsOf(planned)).toEqual([
    { name: 'Nested', source: 'synced' },
    { name: 'Staff', source: 'synced' },
  ])
  expect(planned.state.members.written().inserted).toHaveLength(3)
  expect(planned.state.siteMembers.written().inserted).toHaveLength(1)
})

test('somebody who gets an account later joins the groups that he is already in', () => {
  const planned = planHistory([
    createUser(B, guest),
    createGroup(G, 'Staff', [B]),
    replaceUser(B, 'emails', [{ value: 'guest@x.example' }]),
  ])
  expect(planned.state.siteMembers.written().inserted).toHaveLength(1)
})

test('a renamed group keeps its site group, and a name that only changes its spelling is no clash', () => {
  const planned = planHistory([createGroup(G, 'Staff'), renameGroup(G, 'STAFF '), renameGroup(G, 'People')])
  expect(statusesOf(planned)).toEqual([201, 200, 200])
  expect(siteGroupsOf(planned)).toEqual([{ name: 'People', source: 'synced' }])
})

test('a name that another group of the directory has answers 409 and changes nothing', () => {
  const planned = planHistory([
    createGroup(G, 'Staff'),
    createGroup(H, 'ſtaff'),
    createGroup(H, 'B'),
    renameGroup(H, 'STAFF'),
  ])
  expect(statusesOf(planned)).toEqual([201, 409, 201, 409])
  expect(planned.outcomes[3]?.scimType).toBe('uniqueness')
})

test('an unknown member is refused as a whole, removing one is not', () => {
  const planned = planHistory([
    createUser(A, person('ada')),
    createGroup(G, 'Staff', [A, B]),
    createGroup(G, 'Staff', [A]),
    addMembers(G, 'no-uuid'),
    patchGroup(G, [{ kind: 'remove', ids: [B, 'no-uuid'] }]),
    addMembers(G, A),
  ])
  expect(statusesOf(planned)).toEqual([201, 400, 201, 400, 200, 200])
  expect(planned.outcomes[1]?.scimType).toBe('invalidValue')
  expect(planned.outcomes[5]?.version).toBe(1)
})

test('a patch that fails changes neither name nor members', () => {
  const planned = planHistory([
    createGroup(G, 'Staff'),
    createGroup(H, 'Other'),
    createUser(A, person('ada')),
    patchGroup(G, [{ kind: 'add', ids: [A] }], [{ op: 'replace', path: 'displayName', value: 'Other' }]),
    patchGroup(G, [{ kind: 'add', ids: [B] }], [{ op: 'replace', path: 'displayName', value: 'Renamed' }]),
  ])
  expect(statusesOf(planned)).toEqual([201, 201, 201, 409, 400])
  expect(planned.state.members.written().inserted).toEqual([])
  expect(siteGroupsOf(planned).map((group) => group.name)).toEqual(['Staff', 'Other'])
})

test('a deleted user leaves its groups, each of which gets a new version', () => {
  const planned = planHistory([
    createUser(A, person('ada')),
    createGroup(G, 'Staff', [A]),
    createGroup(H, 'More', [A]),
    deleteUser(A),
  ])
  const groups = planned.state.groups.written().inserted
  expect(groups.map((group) => [group.memberCount, group.version])).toEqual([
    [0, 2],
    [0, 2],
  ])
  expect(planned.state.siteMembers.written().inserted).toEqual([])
})

test('a deleted group takes its site group and memberships along', () => {
  const planned = planHistory([createUser(A, person('ada')), createGroup(G, 'Staff', [A]), deleteGroup(G)])
  expect(siteGroupsOf(planned)).toEqual([])
  expect(planned.state.members.written().inserted).toEqual([])
  expect(planned.state.siteMembers.written().inserted).toEqual([])
  expect(holdsOf(planned)).toEqual([])
})

test('replacing the members adds and removes only the difference', () => {
  const planned = planHistory([
    createUser(A, person('ada')),
    createUser(B, person('bob')),
    createGroup(G, 'Staff', [A]),
    replaceMembers(G, A, B),
    replaceMembers(G, A, B),
  ])
  const kinds = planned.changes.filter((change) => change.subjectType === 'Group').map((change) => change.after)
  expect(kinds).toEqual([null, { members: [A] }, { members: [B] }])
  expect(planned.outcomes.slice(-2).map((outcome) => outcome.version)).toEqual([2, 2])
})
