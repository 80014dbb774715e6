import type { JsonObject } from '@syncline/core/scim/json.ts'
import { listResponse } from '@syncline/core/scim/list-response.ts'
import type { Manager } from '@syncline/core/scim/manager.ts'
import { groupResource, userResource } from '@syncline/core/scim/representation.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { expect, test } from 'vitest'
import { ENTERPRISE, GROUP, USER } from '../support/urns.ts'
import { deepFreeze } from './fixtures.ts'

const BASE = 'https://sp.example/scim/v2/d-1'
const stored = { id: 'i-1', version: 7, createdAt: new Date(0), lastModified: new Date(1500) }

test('a user is what was stored and what the server adds', () => {
  const attributes = deepFreeze({
    userName: 'a',
    active: false,
    [ENTERPRISE]: { department: 'D', manager: { value: 'u-2', $ref: 'stale' } },
  })
  const groups = [{ id: 'g-1', display: 'Guides', type: 'direct' as const }]
  const manager = { id: 'u-2', display: 'Mia' }
  expect(userResource({ ...stored, attributes, groups, manager }, RESOURCE_TYPES.User, BASE)).toEqual({
    schemas: [USER, ENTERPRISE],
    id: 'i-1',
    userName: 'a',
    active: false,
    [ENTERPRISE]: { department: 'D', manager: { value: 'u-2', displayName: 'Mia', $ref: `${BASE}/Users/u-2` } },
    groups: [{ value: 'g-1', $ref: `${BASE}/Groups/g-1`, display: 'Guides', type: 'direct' }],
    meta: {
      resourceType: 'User',
      created: '1970-01-01T00:00:00.000Z',
      lastModified: '1970-01-01T00:00:01.500Z',
      version: 'W/"7"',
      location: `${BASE}/Users/i-1`,
    },
  })
})

test('a manager who is gone is not shown, nor what it was all of; a reference that we do not resolve is', () => {
  const of = (enterprise: JsonObject, manager: Manager | null = null) =>
    userResource(
      { ...stored, attributes: { userName: 'a', [ENTERPRISE]: enterprise }, manager },
      RESOURCE_TYPES.User,
      BASE,
    )
  const gone = of({ manager: { value: 'u-2' } })
  expect([gone.schemas, ENTERPRISE in gone]).toEqual([[USER], false])
  expect(of({ manager: { value: 'u-2' } }, { id: 'u-3', display: null })[ENTERPRISE]).toBeUndefined()
  expect(of({ manager: { value: 'u-2' }, division: 'D' })[ENTERPRISE]).toEqual({ division: 'D' })
  expect(of({ manager: { $ref: 'https://hr/7' } })[ENTERPRISE]).toEqual({ manager: { $ref: 'https://hr/7' } })
  const nameless = { manager: { value: 'u-2', $ref: `${BASE}/Users/u-2` } }
  expect(of({ manager: { value: 'u-2' } }, { id: 'u-2', display: null })[ENTERPRISE]).toEqual(nameless)
})

test('an absent `active` is shown as true; no groups means no attribute', () => {
  const resource = userResource({ ...stored, attributes: { userName: 'a' }, groups: [] }, RESOURCE_TYPES.User, BASE)
  expect(resource).toMatchObject({ schemas: [USER], active: true })
  expect(resource).not.toHaveProperty('groups')
})

test('M61: a group shows `members: []` when members were asked for and there are none', () => {
  const attributes = { displayName: 'g' }
  expect(groupResource({ ...stored, attributes, members: [] }, RESOURCE_TYPES.Group, BASE)).toMatchObject({
    schemas: [GROUP],
    members: [],
  })
  expect(groupResource({ ...stored, attributes }, RESOURCE_TYPES.Group, BASE)).not.toHaveProperty('members')
})

test('members refer to their resource by type, and nothing is ever null', () => {
  const members = [
    { id: 'u-1', display: 'Babs', type: 'User' as const },
    { id: 'g-2', display: null, type: 'Group' as const },
  ]
  const resource = groupResource({ ...stored, attributes: { displayName: 'g' }, members }, RESOURCE_TYPES.Group, BASE)
  expect(resource.members).toEqual([
    { value: 'u-1', $ref: `${BASE}/Users/u-1`, display: 'Babs', type: 'User' },
    { value: 'g-2', $ref: `${BASE}/Groups/g-2`, type: 'Group' },
  ])
  expect(JSON.stringify(resource)).not.toContain('null')
})

test('a list says how many there are, from where, and always has Resources', () => {
  expect(listResponse([], { totalResults: 3, startIndex: 10 })).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 3,
    startIndex: 10,
    itemsPerPage: 0,
    Resources: [],
  })
})
