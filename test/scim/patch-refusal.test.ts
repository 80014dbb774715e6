import type { Mode } from '@syncline/core/domain/operation.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { applyPatch } from '@syncline/core/scim/patch-apply.ts'
import { parsePatch } from '@syncline/core/scim/patch-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { expect, test } from 'vitest'
import { ENTERPRISE, PATCH, USER } from '../support/urns.ts'
import { deepFreeze, MODES, refusal, refused } from './fixtures.ts'

const parse = (operations: Json[], mode: Mode = 'lenient') =>
  parsePatch({ schemas: [PATCH], Operations: operations }, RESOURCE_TYPES.User, mode)
const patch = (user: JsonObject, operations: Json[], mode: Mode = 'lenient') =>
  applyPatch(deepFreeze(user), parse(operations, mode).body.operations, RESOURCE_TYPES.User, mode).attributes

test.each(MODES)('the envelope is checked (%s)', (mode) => {
  const bodies = [
    null,
    [],
    'x',
    {},
    { Operations: {} },
    { Operations: [] },
    { Operations: [5] },
    { Operations: [{}] },
    { Operations: [{ op: 7 }] },
  ]
  for (const body of bodies) {
    const sent =
      body !== null && typeof body === 'object' && !Array.isArray(body) ? { schemas: [PATCH], ...body } : body
    expect(refusal(() => parsePatch(sent, RESOURCE_TYPES.User, mode))).toBe('invalidSyntax')
  }
  expect(refusal(() => parse([{ op: 'add', path: 5, value: 'x' }], mode))).toBe('invalidPath')
})

test('lenient tolerates what is beside the point; strict does not', () => {
  const operation = { op: 'replace', path: 'title', value: 'T' }
  for (const body of [
    { Operations: [operation] },
    { schemas: ['x', PATCH], Operations: [operation] },
    { schemas: [PATCH], operations: [operation] },
    { schemas: [PATCH], Operations: [{ ...operation, name: 'x' }] },
    { schemas: [PATCH], Operations: [{ op: 'replace', path: null, value: { title: 'T' } }] },
    { schemas: [PATCH], Operations: [{ op: 'replace', path: '', value: { title: 'T' } }] },
  ] as Json[]) {
    expect(parsePatch(body, RESOURCE_TYPES.User, 'lenient').body.operations).toEqual([operation])
    expect(['invalidSyntax', 'invalidPath']).toContain(refusal(() => parsePatch(body, RESOURCE_TYPES.User, 'strict')))
  }
})

test.each(MODES)('read-only and required attributes are protected (%s)', (mode) => {
  const refuse = (operation: JsonObject) => refusal(() => parse([operation], mode))
  for (const path of [
    'id',
    'meta',
    'meta.version',
    'groups',
    'groups.value',
    'groups[value eq "x"]',
    'manager.displayName',
  ]) {
    for (const op of ['add', 'replace', 'remove']) expect(refuse({ op, path, value: 'x' })).toBe('mutability')
  }
  for (const path of ['userName', `${USER}:username`, 'schemas'])
    expect(refuse({ op: 'remove', path })).toBe('mutability')
  for (const value of [null, '', '  ']) expect(refuse({ op: 'replace', path: 'userName', value })).toBe('invalidValue')
  expect(parse([{ op: 'add', path: 'schemas', value: [ENTERPRISE] }], mode).body.operations).toEqual([])
})

test('strict refuses what the schema does not have inside a value, lenient passes over it', () => {
  const operations = (value: JsonObject) => [{ op: 'add', path: 'name', value }]
  expect(patch({}, operations({ nosuch: 1, givenName: 'G' }))).toEqual({ name: { givenName: 'G' } })
  expect(refusal(() => parse(operations({ nosuch: 1 }), 'strict'))).toBe('invalidPath')
  const manager = [{ op: 'add', path: 'manager', value: { value: 'm', displayName: 'M' } }]
  expect(patch({}, manager)).toEqual({ [ENTERPRISE]: { manager: { value: 'm' } } })
  expect(refusal(() => parse(manager, 'strict'))).toBe('mutability')
})

test.each(MODES)('paths that are no paths are refused (%s)', (mode) => {
  for (const path of [
    'emails[type eq "work"]x',
    'emails[type eq "work"].nosuch',
    'emails[type eq "work"].value.x',
    'emails.',
    '[x]',
    'emails]',
    'emails[',
    'userName[value eq "a"]',
    'emails.value[type eq "a"]',
    'emails "x"',
    '0',
    'x y',
    `${ENTERPRISE}[division eq "x"]`,
    `${ENTERPRISE}:nosuch`,
    'emails[type eq "work',
  ]) {
    expect(
      refusal(() => parse([{ op: 'replace', path, value: 'x' }], mode)),
      path,
    ).toBe('invalidPath')
  }
  for (const path of [
    'emails[type is "work"]',
    'emails[nosuch eq "x"]',
    'emails[]',
    'emails[0]',
    'emails[primary gt true]',
  ]) {
    expect(
      refusal(() => parse([{ op: 'replace', path, value: 'x' }], mode)),
      path,
    ).toBe('invalidFilter')
  }
})

test('an error says which operation it is about, and repeats no value', () => {
  const operations = [
    { op: 'add', path: 'title', value: 'T' },
    { op: 'add', path: 'active', value: 'MARKER' },
  ]
  expect(refused(() => parse(operations)).message).toBe(
    'Operations[1]: active: expected a boolean (true or false, not in quotes)',
  )
  for (const path of [
    'emails[value eq "MARKER"].nosuch',
    'emails[value eq "MARKER',
    'active[value eq "MARKER"]',
    '"MARKER"',
  ]) {
    expect(refused(() => parse([{ op: 'add', path, value: 'x' }])).message).not.toContain('MARKER')
  }
  const late = [
    { op: 'add', path: 'title', value: 'T' },
    { op: 'add', path: 'emails[value sw "MARKER"].type', value: 'x' },
  ]
  expect(refused(() => patch({}, late)).message).toBe('Operations[1]: emails.type: the path selects no value')
})

test('text that cannot be stored is refused in values, in paths and in what a filter would create', () => {
  for (const operation of [
    { op: 'add', path: 'title', value: 'a\0' },
    { op: 'add', path: 'emails', value: [{ value: '\ud800' }] },
    { op: 'add', path: 'title\0', value: 'x' },
  ]) {
    expect(refusal(() => parse([operation]))).toBe('invalidValue')
  }
  expect(refusal(() => parse([{ op: 'add', path: 'emails[type eq "\\u0000"].value', value: 'x' }]))).toBe('invalidPath')
})
