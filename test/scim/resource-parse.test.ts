import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { parseResource } from '@syncline/core/scim/resource-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { expect, test } from 'vitest'
import { ENTERPRISE, GROUP, USER } from '../support/urns.ts'
import { MODES, refusal, refused } from './fixtures.ts'

const user = (members: JsonObject): JsonObject => ({ schemas: [USER], userName: 'carol', ...members })
const attributesOf = (members: JsonObject, mode: 'lenient' | 'strict' = 'lenient') =>
  parseResource(user(members), RESOURCE_TYPES.User, mode).body.attributes

test.each(MODES)('M01: a minimal user (%s)', (mode) => {
  expect(parseResource(user({}), RESOURCE_TYPES.User, mode)).toEqual({
    body: { kind: 'resource', attributes: { userName: 'carol' } },
    secretSent: false,
  })
})

test.each(MODES)('M03, M22: a missing, null, empty or blank userName is refused (%s)', (mode) => {
  for (const userName of [undefined, null, '', '  ', []] as (Json | undefined)[]) {
    const body = { schemas: [USER], ...(userName === undefined ? {} : { userName }) }
    expect(refusal(() => parseResource(body, RESOURCE_TYPES.User, mode))).toBe('invalidValue')
  }
  expect(refusal(() => parseResource({ schemas: [GROUP] }, RESOURCE_TYPES.Group, mode))).toBe('invalidValue')
})

test.each(MODES)('M04, M21: id, meta, groups and other read-only attributes are ignored (%s)', (mode) => {
  const body = user({ id: 'x', meta: { created: 'y' }, groups: [{ value: 'g-1' }] })
  expect(parseResource(body, RESOURCE_TYPES.User, mode).body.attributes).toEqual({ userName: 'carol' })
})

test.each(MODES)('M06: null and empty arrays are unassigned (%s)', (mode) => {
  expect(attributesOf({ title: null, addresses: null, roles: [], name: { givenName: null } }, mode)).toEqual({
    userName: 'carol',
  })
})

test('M07: a password in any spelling is dropped, and only the fact stays', () => {
  for (const name of ['password', 'PassWord', `${USER}:password`]) {
    const parsed = parseResource(user({ [name]: 't1meMa$heen' }), RESOURCE_TYPES.User, 'lenient')
    expect(parsed.secretSent).toBe(true)
    expect(JSON.stringify(parsed.body)).not.toContain('t1me')
    expect(JSON.stringify(parsed.body).toLowerCase()).not.toContain('password')
  }
  expect(attributesOf({ name: { password: 'x' }, [ENTERPRISE]: { password: 'x' } })).toEqual({ userName: 'carol' })
})

test.each(MODES)('M08: a body that is no object is refused (%s)', (mode) => {
  for (const body of [[], null, 'x', 1, undefined]) {
    expect(refusal(() => parseResource(body, RESOURCE_TYPES.User, mode))).toBe('invalidSyntax')
  }
})

test('M11: "True" is a boolean in lenient mode only', () => {
  expect(attributesOf({ active: 'True' }).active).toBe(true)
  expect(attributesOf({ active: 'fAlse' }).active).toBe(false)
  expect(refusal(() => attributesOf({ active: 'True' }, 'strict'))).toBe('invalidValue')
  expect(refusal(() => attributesOf({ active: 'yes' }))).toBe('invalidValue')
})

test.each(MODES)('M12: values are kept exactly as sent (%s)', (mode) => {
  const members = {
    phoneNumbers: [{ value: '(201) 555-0123', type: 'Work' }],
    title: '',
    displayName: '  Ｂabs ',
    roles: [{ value: '{"id":"1","value":"x"}' }],
  }
  expect(attributesOf(members, mode)).toEqual({ userName: 'carol', ...members })
})

test('M13: one object stands for an array of one in lenient mode only', () => {
  expect(attributesOf({ emails: { value: 'a@x.org' } }).emails).toEqual([{ value: 'a@x.org' }])
  expect(attributesOf({ emails: ['a@x.org'] }).emails).toEqual([{ value: 'a@x.org' }])
  expect(refusal(() => attributesOf({ emails: { value: 'a@x.org' } }, 'strict'))).toBe('invalidValue')
  expect(refusal(() => attributesOf({ emails: ['a@x.org'] }, 'strict'))).toBe('invalidValue')
})

test.each(MODES)('M14: two primary values are refused (%s)', (mode) => {
  const emails = [
    { value: 'a@x.org', primary: true },
    { value: 'b@x.org', primary: true },
  ]
  expect(refusal(() => attributesOf({ emails }, mode))).toBe('invalidValue')
})

test('names are case-insensitive and come out as the schema spells them', () => {
  const body = {
    USERNAME: 'carol',
    Name: { GIVENNAME: 'C' },
    emails: [{ VALUE: 'c@x.org', Type: 'work' }],
    [ENTERPRISE.toUpperCase()]: { Department: 'D' },
  }
  expect(parseResource(body, RESOURCE_TYPES.User, 'lenient').body.attributes).toEqual({
    userName: 'carol',
    name: { givenName: 'C' },
    emails: [{ value: 'c@x.org', type: 'work' }],
    [ENTERPRISE]: { department: 'D' },
  })
})

test('unknown attributes are dropped in lenient mode and refused in strict', () => {
  const stray = { nosuch: 1, ['__proto__']: { a: 1 }, name: { givenName: 'C', nick: 'x' }, 'urn:example:x': { a: 1 } }
  expect(attributesOf(stray)).toEqual({ userName: 'carol', name: { givenName: 'C' } })
  expect(refusal(() => attributesOf({ nosuch: 1 }, 'strict'))).toBe('invalidSyntax')
  expect(refusal(() => attributesOf({ name: { nick: 'x' } }, 'strict'))).toBe('invalidSyntax')
  const body = { schemas: [USER, ENTERPRISE], userName: 'c', [ENTERPRISE]: { nosuch: 1 } }
  expect(refusal(() => parseResource(body, RESOURCE_TYPES.User, 'strict'))).toBe('invalidSyntax')
})

test('`schemas` is inferred in lenient mode and checked in strict', () => {
  const ms = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'
  for (const schemas of [undefined, [], [ms, GROUP], 'x', [GROUP, GROUP], [USER]] as (Json | undefined)[]) {
    const body = { displayName: 'Tour Guides', ...(schemas === undefined ? {} : { schemas }) }
    expect(parseResource(body, RESOURCE_TYPES.Group, 'lenient').body.attributes).toEqual({ displayName: 'Tour Guides' })
    expect(refusal(() => parseResource(body, RESOURCE_TYPES.Group, 'strict'))).toBe('invalidSyntax')
  }
  const unlisted = { schemas: [USER], userName: 'c', [ENTERPRISE]: { division: 'd' } }
  expect(refusal(() => parseResource(unlisted, RESOURCE_TYPES.User, 'strict'))).toBe('invalidSyntax')
})

test.each(MODES)('a value of another type is refused (%s)', (mode) => {
  for (const wrong of [
    { title: 1 },
    { title: { a: 1 } },
    { active: 1 },
    { name: 'Carol' },
    { emails: [{ value: 1 }] },
    { emails: 5 },
    { photos: [{ value: false }] },
    { x509Certificates: [{ value: '***' }] },
    { title: ['a', 'b'] },
  ] as JsonObject[]) {
    expect(refusal(() => attributesOf(wrong, mode))).toBe('invalidValue')
  }
})

test('the manager: a bare id in lenient mode; $ref and displayName are the server’s', () => {
  const full = { value: 'u-2', $ref: '../Users/u-2', displayName: 'John' }
  expect(attributesOf({ [ENTERPRISE]: { manager: full } })[ENTERPRISE]).toEqual({ manager: { value: 'u-2' } })
  expect(attributesOf({ [ENTERPRISE]: { manager: 'u-2' } })[ENTERPRISE]).toEqual({ manager: { value: 'u-2' } })
  expect(attributesOf({ [ENTERPRISE]: { manager: '' } })).toEqual({ userName: 'carol' })
  expect(attributesOf({ [ENTERPRISE]: null })).toEqual({ userName: 'carol' })
  expect(refusal(() => attributesOf({ [ENTERPRISE]: 'x' }))).toBe('invalidValue')
})

test('members come out as ids, each once; absent members are not an empty list', () => {
  const members = (value: Json, mode: 'lenient' | 'strict' = 'lenient') =>
    parseResource({ schemas: [GROUP], displayName: 'g', members: value }, RESOURCE_TYPES.Group, mode).body.members
  const element = { value: 'u-1', $ref: null, type: 'User', display: 'x' }
  expect(members([element, { VALUE: 'u-2' }, { value: 'u-1' }])).toEqual(['u-1', 'u-2'])
  expect(members([element, { value: 'u-2' }], 'strict')).toEqual(['u-1', 'u-2'])
  expect(members(['u-1', 'u-2', null])).toEqual(['u-1', 'u-2'])
  expect(members('u-1')).toEqual(['u-1'])
  expect(members({ value: 'u-1' })).toEqual(['u-1'])
  for (const empty of [null, []]) expect(members(empty, 'strict')).toEqual([])
  expect(parseResource({ displayName: 'g' }, RESOURCE_TYPES.Group, 'lenient').body).toEqual({
    kind: 'resource',
    attributes: { displayName: 'g' },
  })
  for (const wrong of [[{}], [{ value: 5 }], [{ value: '' }], 7, [[]]]) {
    expect(refusal(() => members(wrong))).toBe('invalidValue')
  }
  for (const wrong of [['u-1'], 'u-1', { value: 'u-1' }])
    expect(refusal(() => members(wrong, 'strict'))).toBe('invalidValue')
})

test('text that cannot be stored, or is too long to be indexed, is refused where it stands', () => {
  for (const wrong of [
    { title: 'a\0' },
    { emails: [{ value: '\ud800' }] },
    { userName: 'x'.repeat(513) },
  ] as JsonObject[]) {
    expect(refusal(() => attributesOf(wrong))).toBe('invalidValue')
  }
  expect(refusal(() => parseResource({ displayName: 'g', members: ['\0'] }, RESOURCE_TYPES.Group, 'lenient'))).toBe(
    'invalidValue',
  )
  expect(() => attributesOf({ userName: '\ufdfa'.repeat(100) })).toThrow('userName: longer than 512 characters')
  expect(attributesOf({ userName: 'x'.repeat(512) }).userName).toHaveLength(512)
})

test('errors name the attribute and never repeat a value', () => {
  const error = refused(() => attributesOf({ emails: [{ value: { secret: 'MARKER' } }] }))
  expect(error.message).toContain('emails.value')
  expect(error.message).not.toContain('MARKER')
  expect(
    refused(() => parseResource({ 'MARKER with spaces': 1 }, RESOURCE_TYPES.User, 'strict')).message,
  ).not.toContain('MARKER')
})

test('the body that was parsed is not changed', () => {
  const body = user({ emails: [{ value: 'a', primary: 'True' }], name: { givenName: null } })
  const before = structuredClone(body)
  parseResource(body, RESOURCE_TYPES.User, 'lenient')
  expect(body).toEqual(before)
})
