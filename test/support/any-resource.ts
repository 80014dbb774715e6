/** Random users and groups over the schema, with texts whose comparison is anything but bytewise. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import type { Attribute } from '@syncline/core/scim/schema-attribute.ts'
import fc from 'fast-check'
import { WORLD_SCHEMAS } from './world-schemas.ts'

/** Letters that fold, compose or sort in a surprising way; what patterns, JSON and SQL have a meaning for. */
const PIECES = [
  ...['a', 'A', 'b', 'B', 'z', '0', '9', ' ', '  ', '\t', '.', '@', '-'],
  ...['ß', 'SS', 'ss', 'ẞ', 'ſ', 'İ', 'I', 'ı', 'i', 'ﬃ', 'ffi', 'Ä', 'ä', 'a\u0308', 'Σ', 'σ', 'ς', 'K', 'ﷺ'],
  ...['\u{1F600}', '\uE000', '\uFFFD', '\u{10FFFF}', '\uD7FF', 'ё', 'Ё', '漢', '\u00A0', '\u200B'],
  ...['"', '\\', "'", '%', '_', '*', '$', '--', '/v2/Users/', '/V1/groups', '{}', 'null', 'true'],
]

export const anyText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 3 })
  .map((pieces) => pieces.join(''))

export const WHOLE_NUMBERS = [0, 1, -1, 2, 10, 9_007_199_254_740_991, 1e21]
export const FRACTIONS = [0.5, -0.5, 1.25, 1e-9]
export const INSTANTS = [
  '2024-01-02T00:00:00Z',
  '2024-01-02T01:00:00+01:00',
  '2024-01-02T00:00:00.0000001Z',
  '1969-12-31T23:59:59Z',
]

/** Never empty, and seldom the same twice. */
const anyName = fc.tuple(anyText, fc.nat(99)).map(([text, n]) => `${text}${n}`)

/** Attributes as the journal keeps them; `ids` are there to be referred to. */
export function anyAttributes(type: ResourceType, ids: readonly string[]): fc.Arbitrary<JsonObject> {
  const { schema, extensions } = WORLD_SCHEMAS[type]
  const external = fc.option(anyText, { freq: 2 })
  return fc
    .tuple(
      external,
      anyObject(schema.attributes, ids),
      ...extensions.map((each) => anyObject(each.schema.attributes, ids)),
    )
    .map(([externalId, core, ...extended]) => ({
      ...core,
      ...(externalId === null ? {} : { externalId }),
      ...Object.fromEntries(
        extensions.flatMap((each, index) => {
          const value = extended[index] ?? {}
          return Object.keys(value).length === 0 ? [] : [[each.schema.id, value]]
        }),
      ),
    }))
}

function anyObject(attributes: readonly Attribute[], ids: readonly string[]): fc.Arbitrary<JsonObject> {
  const stored = attributes.filter((each) => !each.relation && each.returned !== 'never' && each.name !== 'groups')
  return fc
    .record(
      Object.fromEntries(
        stored.map((each) => [each.name, each.required ? anyName : fc.option(anyValue(each, ids), { freq: 3 })]),
      ),
    )
    .map((record) =>
      Object.fromEntries(Object.entries(record).filter((member): member is [string, Json] => member[1] !== null)),
    )
}

function anyValue(attribute: Attribute, ids: readonly string[]): fc.Arbitrary<Json> {
  const one: fc.Arbitrary<Json> = attribute.type === 'complex' ? anyComplex(attribute, ids) : anySimple(attribute, ids)
  return attribute.multiValued ? fc.array(one, { minLength: 1, maxLength: 3 }) : one
}

function anySimple({ type, name, canonicalValues }: Attribute, ids: readonly string[]): fc.Arbitrary<Json> {
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return fc.constantFrom(...WHOLE_NUMBERS)
  if (type === 'decimal') return fc.constantFrom(...WHOLE_NUMBERS, ...FRACTIONS)
  if (type === 'dateTime') return fc.constantFrom(...INSTANTS)
  if (type === 'binary') return fc.constantFrom('', 'AAAA', 'aaaa', 'AAAB')
  const known = [...canonicalValues, ...(name === 'value' ? ids : [])]
  return known.length === 0 ? anyText : fc.oneof(anyText, fc.constantFrom(...known, 'WORK'))
}

function anyComplex({ subAttributes }: Attribute, ids: readonly string[]): fc.Arbitrary<Json> {
  const stored = subAttributes.filter(({ derived, mutability }) => !derived && mutability !== 'readOnly')
  return anyObject(stored, ids)
}
