/** What a schema says of an attribute (RFC 7643 §2.2, §7), as data; parsing, PATCH, filters and selection read it. */
import type { Json } from './json.ts'

export type AttributeType =
  | 'string'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'dateTime'
  | 'binary'
  | 'reference'
  | 'complex'

export type Characteristics = {
  readonly multiValued: boolean
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly'
  readonly returned: 'always' | 'never' | 'default' | 'request'
  readonly uniqueness: 'none' | 'server' | 'global'
  readonly canonicalValues: readonly string[]
  readonly referenceTypes: readonly string[]
  readonly subAttributes: readonly Attribute[]
  /** Not published: what an absent attribute means and, at the top level, is shown as. PUT keeps such an attribute. */
  readonly defaultValue: Json
  /** Not published: the server computes it, so what a client sends is not kept. */
  readonly derived: boolean
  /** Not published: the values are rows of a relation (members of a group), never part of the stored attributes. */
  readonly relation: boolean
  /** Not published: for what is indexed, in UTF-16 units. An index entry of Postgres ends at 2,704 bytes. */
  readonly maximumLength: number
  /** Not published: a side table finds equal values, as soon as it is `ready`. */
  readonly index: AttributeIndex | null
}

export type AttributeIndex = { readonly id: number; readonly ready: boolean }

export type Attribute = Characteristics & {
  readonly name: string
  readonly type: AttributeType
  readonly description: string
  readonly subAttributesByName: ReadonlyMap<string, Attribute>
}

export type Schema = {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly Attribute[]
  readonly attributesByName: ReadonlyMap<string, Attribute>
}

/** For texts that are compared by an index. */
export const INDEXED = { maximumLength: 512 } as const

/** RFC 7643 §2.2. */
const DEFAULTS: Characteristics = {
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  canonicalValues: [],
  referenceTypes: [],
  subAttributes: [],
  defaultValue: null,
  derived: false,
  relation: false,
  maximumLength: Number.POSITIVE_INFINITY,
  index: null,
}

export function attribute(
  name: string,
  type: AttributeType,
  description: string,
  characteristics: Partial<Characteristics> = {},
): Attribute {
  // References and binary values are case-exact whatever RFC 7643 §8.7 prints (§2.3.7, erratum 6001).
  const caseExact = type === 'reference' || type === 'binary'
  const all = { ...DEFAULTS, caseExact, ...characteristics }
  return { name, type, description, ...all, subAttributesByName: byName(all.subAttributes) }
}

/** A multi-valued complex attribute with the sub-attributes of RFC 7643 §2.4. */
export function multiValued(
  name: string,
  description: string,
  value: Attribute,
  canonicalTypes: readonly string[] = [],
): Attribute {
  return attribute(name, 'complex', description, {
    multiValued: true,
    subAttributes: [
      value,
      attribute('display', 'string', 'A human-readable name, for display.'),
      attribute('type', 'string', "A label for the value's function.", { canonicalValues: canonicalTypes }),
      PRIMARY,
    ],
  })
}

export const PRIMARY = attribute('primary', 'boolean', 'Whether this is the preferred value; true at most once.', {
  defaultValue: false,
})

export function schema(id: string, name: string, description: string, attributes: readonly Attribute[]): Schema {
  return { id, name, description, attributes, attributesByName: byName(attributes) }
}

/** Attribute names are case-insensitive (RFC 7643 §2.1): looked up by their lower case. */
export function byName(attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> {
  return new Map(attributes.map((each) => [each.name.toLowerCase(), each]))
}
