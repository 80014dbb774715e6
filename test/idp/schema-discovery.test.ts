/** Schemas (RFC 7643 §7) for the gallery validation of Entra, test 15: each attribute that Entra maps by default is found in `/Schemas`. */
import { beforeAll, expect, test } from 'vitest'
import type { ScimAnswer } from '../support/test-api.ts'
import { useTestSystem } from '../support/test-system.ts'
import { ENTERPRISE } from '../support/urns.ts'
import { flattenedNames } from './flatten-schemas.ts'

/** The attributes of a new non-gallery app ("Develop a SCIM endpoint", tables of default mappings). */
const MAPPED_USER_ATTRIBUTES = [
  'userName',
  'active',
  'displayName',
  'title',
  'emails[type eq "work"].value',
  'emails[type eq "home"].value',
  'emails[type eq "other"].value',
  'preferredLanguage',
  'name.givenName',
  'name.familyName',
  'name.formatted',
  'name.honorificPrefix',
  'name.honorificSuffix',
  ...['formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country'].flatMap((part) => [
    `addresses[type eq "work"].${part}`,
    `addresses[type eq "other"].${part}`,
  ]),
  'phoneNumbers[type eq "work"].value',
  'phoneNumbers[type eq "mobile"].value',
  'phoneNumbers[type eq "fax"].value',
  'phoneNumbers[type eq "home"].value',
  'phoneNumbers[type eq "other"].value',
  'phoneNumbers[type eq "pager"].value',
  'externalId',
  'nickName',
  'userType',
  'locale',
  'timezone',
  'roles[primary eq "True"].display',
  'roles[primary eq "True"].value',
  'roles[primary eq "True"].type',
  ...['employeeNumber', 'costCenter', 'organization', 'division', 'department', 'manager'].map(
    (name) => `${ENTERPRISE}:${name}`,
  ),
]
const MAPPED_GROUP_ATTRIBUTES = ['displayName', 'externalId', 'members']

const { scim } = useTestSystem({ directory: 'once' })
let schemas: ScimAnswer

beforeAll(async () => {
  schemas = await scim('GET', '/Schemas')
})

const missing = (mapped: readonly string[], found: ReadonlySet<string>) =>
  mapped.filter((name) => !found.has(name.toLowerCase()))

test('each user attribute that Entra maps is discoverable', () => {
  expect(schemas.status).toBe(200)
  expect(missing(MAPPED_USER_ATTRIBUTES, flattenedNames(schemas.body.Resources).user)).toEqual([])
})

test('each group attribute that Entra maps is discoverable', () => {
  expect(missing(MAPPED_GROUP_ATTRIBUTES, flattenedNames(schemas.body.Resources).group)).toEqual([])
})

test('an attribute that is not there would be missed', () => {
  const { user } = flattenedNames(schemas.body.Resources)
  expect(missing(['emails[type eq "nowhere"].value', 'nothing'], user)).toHaveLength(2)
})

test('no description of an attribute is null', () => {
  expect(JSON.stringify(schemas.body)).not.toContain('null')
})
