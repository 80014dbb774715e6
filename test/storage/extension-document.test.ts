/** What an operator may register as an extension schema, and how it may change afterwards. */
import { CatalogueError } from '@syncline/core/storage/catalogue/catalogue-error.ts'
import { changeFaults } from '@syncline/core/storage/catalogue/extension-change.ts'
import { parseExtensionDocument } from '@syncline/core/storage/catalogue/extension-document.ts'
import { indexNames } from '@syncline/core/storage/catalogue/extension-index.ts'
import { clashFaults } from '@syncline/core/storage/catalogue/extension-room.ts'
import { describe, expect, test } from 'vitest'
import { BADGE, BADGE_DOCUMENT } from '../support/extension.ts'

const withAttributes = (...attributes: unknown[]) => ({ id: BADGE, name: 'Badge', attributes })
const refused = (document: unknown): string => {
  try {
    parseExtensionDocument(document)
  } catch (error) {
    if (error instanceof CatalogueError && error.fault === 'schema-invalid') return error.message
    throw error
  }
  return ''
}

test('what is left out has the default of RFC 7643 §2.2; what /Schemas adds is passed over', () => {
  const parsed = parseExtensionDocument({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    meta: { resourceType: 'Schema' },
    ...withAttributes({ name: 'code' }, { name: 'link', type: 'reference', caseExact: false }),
  })
  expect(parsed.attributes[0]).toEqual({
    name: 'code',
    type: 'string',
    description: '',
    multiValued: false,
    required: false,
    caseExact: false,
    canonicalValues: [],
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    referenceTypes: [],
    subAttributes: [],
  })
  expect(parsed.attributes[1]?.caseExact).toBe(true)
})

test.each<[string, unknown, string]>([
  ['a URN of the RFCs', { ...withAttributes({ name: 'a' }), id: 'urn:ietf:params:scim:x' }, 'belongs to the RFCs'],
  ['no URN', { ...withAttributes({ name: 'a' }), id: 'Badge' }, 'has to be a URN'],
  ['a URN that a path cannot name', { ...withAttributes({ name: 'a' }), id: 'urn:example:a b' }, 'has to be a URN'],
  ['no attributes', withAttributes(), 'attributes'],
  ['a name with a dot', withAttributes({ name: 'a.b' }), 'begins with a letter'],
  ['a name of every object', withAttributes({ name: 'constructor' }), 'word of JavaScript'],
  ['one name twice', withAttributes({ name: 'Code' }, { name: 'code' }), 'two attributes'],
  ['a misspelled characteristic', withAttributes({ name: 'a', multivalued: true }), 'multivalued'],
  ['an unknown type', withAttributes({ name: 'a', type: 'text' }), 'type'],
  ['complex without sub-attributes', withAttributes({ name: 'a', type: 'complex' }), 'needs subAttributes'],
  ['simple with sub-attributes', withAttributes({ name: 'a', subAttributes: [{ name: 'b' }] }), 'only a complex'],
  [
    'complex inside complex',
    withAttributes({ name: 'a', type: 'complex', subAttributes: [{ name: 'b', type: 'complex' }] }),
    'cannot be complex',
  ],
  ['writeOnly that is returned', withAttributes({ name: 'a', mutability: 'writeOnly' }), 'go together'],
  [
    'required and readOnly',
    withAttributes({ name: 'a', required: true, mutability: 'readOnly' }),
    'exclude each other',
  ],
  ['globally unique', withAttributes({ name: 'a', uniqueness: 'global' }), 'cannot be kept'],
  ['a unique boolean', withAttributes({ name: 'a', type: 'boolean', uniqueness: 'server' }), 'uniqueness'],
  ['several unique values', withAttributes({ name: 'a', multiValued: true, uniqueness: 'server' }), 'singular'],
  ['canonical numbers', withAttributes({ name: 'a', type: 'integer', canonicalValues: ['1'] }), 'are for strings'],
  ['more attributes than fit', withAttributes(...Array.from({ length: 101 }, (_, n) => ({ name: `a${n}` }))), '100'],
  ['nothing at all', null, 'object'],
])('%s is refused, and the text says why', (_, document, text) => {
  expect(refused(document)).toContain(text)
})

test('every fault is named at once', () => {
  const text = refused(withAttributes({ name: 'a', type: 'complex' }, { name: 'b', uniqueness: 'global' }))
  expect(text).toContain('a: ')
  expect(text).toContain('b: ')
})

describe('URNs beside each other', () => {
  test.each([
    [`${BADGE}:deeper`, 1],
    [BADGE.slice(0, BADGE.lastIndexOf(':')), 1],
    [`${BADGE}2`, 0],
    [BADGE.toUpperCase(), 1],
    ['urn:example:other', 0],
  ])('%s beside it: %i faults', (urn, faults) => {
    expect(clashFaults(urn, [{ urn: BADGE, indexes: [] }])).toHaveLength(faults)
  })
})

test('indexed are what was asked for and what is unique; what has no one text is refused', () => {
  const document = parseExtensionDocument(BADGE_DOCUMENT)
  expect(indexNames(document, ['CODE'])).toEqual(['number', 'code'])
  for (const name of ['nothing', 'doors', 'vip', 'pin'])
    expect(() => indexNames(document, [name])).toThrow(`--index ${name}`)
})

describe('a change while records have values', () => {
  const before = parseExtensionDocument(BADGE_DOCUMENT)
  const changed = (name: string, change: Record<string, unknown>) =>
    changeFaults(before, {
      ...before,
      attributes: before.attributes.map((each) => (each.name === name ? { ...each, ...change } : each)),
    })

  test('is right where it adds or loosens', () => {
    const [number] = before.attributes
    if (number === undefined) throw new Error('no attribute')
    const fresh = { ...number, name: 'fresh', required: false, uniqueness: 'none' as const }
    expect(changeFaults(before, { ...before, attributes: [...before.attributes, fresh] })).toEqual([])
    expect(changed('number', { required: false, uniqueness: 'none', description: 'x' })).toEqual([])
    expect(changed('color', { canonicalValues: ['green'], returned: 'default' })).toEqual([])
  })

  test.each<[string, Record<string, unknown>]>([
    ['floor', { type: 'string' }],
    ['tags', { multiValued: false }],
    ['code', { caseExact: false }],
    ['code', { required: true }],
    ['code', { uniqueness: 'server' }],
    ['code', { returned: 'never', mutability: 'writeOnly' }],
    ['code', { name: 'renamed' }],
    ['desk', { subAttributes: [] }],
  ])('is refused where stored values would be wrong: %s %j', (name, change) => {
    expect(changed(name, change).join()).toContain(name)
  })
})
