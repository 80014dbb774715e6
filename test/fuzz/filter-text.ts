/** Filters and paths as text: from the grammar (RFC 7644 §3.4.2.2), with faults. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import type { Attribute } from '@syncline/core/scim/schema-attribute.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import { HOSTILE_TEXTS } from './hostile.ts'

const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
const PIECES = [
  '(',
  ')',
  '[',
  ']',
  '"',
  '\\',
  ' and ',
  ' or ',
  ' not ',
  ' pr',
  ' eq ',
  '.',
  ':',
  "'",
  ' ',
  '\t',
  ',',
  '$',
] as const
const MOST_TERMS = 260

type Named = { readonly name: string; readonly attribute: Attribute }

/** @param known values that occur in the directory */
export function filterText(type: ResourceType, random: SeededRandom, known: readonly string[], chaos: number): string {
  return damaged(tree(type, random, known, random.whole(0, 3)), random, chaos)
}

/** A name of an attribute, a sub-attribute or a schema, as requests write them. */
export function pathText(type: ResourceType, random: SeededRandom, known: readonly string[], chaos: number): string {
  const { name, attribute } = random.pick(attributesOf(type))
  const sub =
    attribute.subAttributes.length > 0 && random.chance(0.5) ? random.pick(attribute.subAttributes).name : null
  const inBrackets = attribute.subAttributes.length > 0 && random.chance(0.4)
  const element = inBrackets ? `[${elementFilter(attribute, random, known)}]` : ''
  const bare = random.chance(0.03) ? random.pick(urnsOf(type)) : `${name}${element}${sub === null ? '' : `.${sub}`}`
  return damaged(spelled(bare, random), random, chaos)
}

function tree(type: ResourceType, random: SeededRandom, known: readonly string[], depth: number): string {
  const inner = () => tree(type, random, known, depth - 1)
  if (depth <= 0 || random.chance(0.4)) return term(type, random, known)
  switch (random.whole(0, 4)) {
    case 0:
      return `not (${inner()})`
    case 1:
      return `(${inner()})`
    case 2:
      return `${inner()} or ${inner()}`
    default:
      return `${inner()} and ${inner()}`
  }
}

function term(type: ResourceType, random: SeededRandom, known: readonly string[]): string {
  const { name, attribute } = random.pick(attributesOf(type))
  const { subAttributes } = attribute
  if (subAttributes.length > 0 && random.chance(0.4)) {
    const tail = random.chance(0.3) ? `.${compare('value', null, random, known)}` : ''
    return `${spelled(name, random)}[${elementFilter(attribute, random, known)}]${tail}`
  }
  const sub = subAttributes.length > 0 && random.chance(0.8) ? random.pick(subAttributes) : null
  const path = sub === null ? name : `${name}.${sub.name}`
  return compare(spelled(path, random), sub ?? attribute, random, known)
}

function elementFilter({ subAttributes }: Attribute, random: SeededRandom, known: readonly string[]): string {
  const one = () => {
    const sub = random.pick(subAttributes)
    return compare(sub.name, sub, random, known)
  }
  return random.chance(0.6) ? one() : `${one()} ${random.pick(['and', 'or'])} ${one()}`
}

function compare(path: string, attribute: Attribute | null, random: SeededRandom, known: readonly string[]): string {
  if (random.chance(0.15)) return `${path} pr`
  const operator = spelled(random.pick(OPERATORS), random)
  return `${path} ${operator} ${literal(attribute, random, known)}`
}

function literal(attribute: Attribute | null, random: SeededRandom, known: readonly string[]): string {
  if (attribute?.type === 'boolean' && random.chance(0.8)) return random.pick(['true', 'false', '"True"', '"FALSE"'])
  if (attribute?.type === 'dateTime' && random.chance(0.7)) {
    const hour = String(random.whole(0, 24)).padStart(2, '0')
    return `"2026-11-22T${hour}:00:00.1234567${random.pick(['Z', '+02:00', ''])}"`
  }
  switch (random.whole(0, 9)) {
    case 0:
      return random.pick(['null', 'true', '1', '-1.5e3', '1e400', 'word', "'single'", '007', 'NaN', '{}'])
    case 1:
    case 2:
      return JSON.stringify(random.pick(HOSTILE_TEXTS))
    case 3:
      return JSON.stringify(random.pick(known).slice(0, random.whole(1, 12)))
    default:
      return JSON.stringify(random.pick(known))
  }
}

function spelled(name: string, random: SeededRandom): string {
  if (random.chance(0.8)) return name
  return random.chance(0.5) ? name.toUpperCase() : name.toLowerCase()
}

function damaged(text: string, random: SeededRandom, chaos: number): string {
  if (!random.chance(chaos)) return text
  const at = random.whole(0, text.length)
  switch (random.whole(0, 7)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(at)
    case 2:
      return text.slice(0, at) + random.pick(HOSTILE_TEXTS) + text.slice(at)
    case 3:
      return text.slice(0, at) + text.slice(at + random.whole(1, 5))
    case 4:
      return `${'('.repeat(random.whole(1, 80))}${text}${')'.repeat(random.whole(1, 80))}`
    case 5:
      return Array.from({ length: random.whole(2, MOST_TERMS) }, () => text).join(random.pick([' and ', ' or ']))
    case 6:
      return random.pick(HOSTILE_TEXTS)
    default:
      return text.slice(0, at) + random.pick(PIECES) + text.slice(at)
  }
}

function attributesOf(type: ResourceType): readonly Named[] {
  const { attributesByName, extensions, schema } = RESOURCE_TYPES[type]
  return [
    ...[...attributesByName.values()].map((attribute) => ({ name: attribute.name, attribute })),
    ...schema.attributes.slice(0, 3).map((attribute) => ({ name: `${schema.id}:${attribute.name}`, attribute })),
    ...extensions.flatMap((extension) =>
      extension.schema.attributes.map((attribute) => ({ name: `${extension.schema.id}:${attribute.name}`, attribute })),
    ),
  ]
}

function urnsOf(type: ResourceType): readonly string[] {
  const { schema, extensions } = RESOURCE_TYPES[type]
  return [schema.id, ...extensions.map((extension) => extension.schema.id)]
}
