/** Bodies as identity providers send them: resources, PATCHes, Bulk and searches over the schema. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import type { Attribute } from '@syncline/core/scim/schema-attribute.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import { filterText, pathText } from './filter-text.ts'
import { HOSTILE_TEXTS } from './hostile.ts'
import type { Known } from './known.ts'

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0:'
const NAMES = 400
const MOST_OPERATIONS = 3

export function resourceBody(type: ResourceType, random: SeededRandom, known: Known): JsonObject {
  const { schema, extensions } = RESOURCE_TYPES[type]
  const attributes = schema.attributes.filter((each) => each.required || random.chance(0.3))
  const extended = extensions
    .filter(() => random.chance(0.3))
    .map(({ schema: { id, attributes: all } }) => {
      const some = all.filter(() => random.chance(0.4))
      return [id, objectOf(some, random, known)] as const
    })
  return {
    schemas: [schema.id, ...extended.map(([id]) => id)],
    ...(random.chance(0.3) ? { externalId: `e-${random.whole(0, NAMES)}` } : {}),
    ...objectOf(attributes, random, known),
    ...Object.fromEntries(extended),
  }
}

export function patchBody(type: ResourceType, random: SeededRandom, known: Known, chaos: number): JsonObject {
  const count = random.chance(0.1) ? random.whole(1, 60) : random.whole(1, MOST_OPERATIONS)
  const operation = (): JsonObject => {
    const op = random.pick(['add', 'replace', 'remove', 'Add', 'Replace', 'Remove'])
    if (random.chance(0.2)) return { op, value: withoutSchemas(resourceBody(type, random, known)) }
    const named = random.pick(settable(type))
    if (random.chance(0.7)) return { op, path: named.name, value: anyValue(named.attribute, random, known) }
    const path = pathText(type, random, known.texts(random), chaos)
    if (random.chance(0.3)) return { op, path }
    return {
      op,
      path,
      value: random.chance(0.5) ? random.pick(known.texts(random)) : anyValue(named.attribute, random, known),
    }
  }
  return { schemas: [`${MESSAGES}PatchOp`], Operations: Array.from({ length: count }, operation) }
}

export function searchBody(type: ResourceType, random: SeededRandom, known: Known, chaos: number): JsonObject {
  const texts = known.texts(random)
  const some = (members: JsonObject): JsonObject => (random.chance(0.5) ? members : {})
  return {
    schemas: [`${MESSAGES}SearchRequest`],
    ...some({ filter: filterText(type, random, texts, chaos) }),
    ...some({ attributes: [pathText(type, random, texts, chaos), 'userName'] }),
    ...some({ excludedAttributes: [pathText(type, random, texts, chaos)] }),
    ...some({ sortBy: pathText(type, random, texts, chaos), sortOrder: random.pick(['ascending', 'descending']) }),
    ...some(random.chance(0.5) ? { startIndex: random.whole(-2, 40) } : { cursor: known.cursor(random) }),
    ...some({ count: random.whole(-2, 60) }),
  }
}

export function bulkBody(random: SeededRandom, known: Known, chaos: number): JsonObject {
  const count = random.whole(0, 6)
  const operation = (at: number): JsonObject => {
    const type = random.pick(['User', 'Group'] as const)
    const { endpoint } = RESOURCE_TYPES[type]
    const method = random.pick(['POST', 'PUT', 'PATCH', 'DELETE'])
    const reference = `bulkId:${random.whole(0, count)}`
    const path = method === 'POST' ? endpoint : `${endpoint}/${random.chance(0.2) ? reference : known.id(type, random)}`
    const data = method === 'PATCH' ? patchBody(type, random, known, chaos) : resourceBody(type, random, known)
    const members: JsonObject = type === 'Group' && random.chance(0.3) ? { members: [{ value: reference }] } : {}
    return {
      method,
      path,
      ...(method === 'POST' || random.chance(0.2) ? { bulkId: String(at) } : {}),
      ...(method === 'DELETE' ? {} : { data: { ...data, ...members } }),
      ...(random.chance(0.1) ? { version: 'W/"1"' } : {}),
    }
  }
  return {
    schemas: [`${MESSAGES}BulkRequest`],
    ...(random.chance(0.3) ? { failOnErrors: random.whole(0, 3) } : {}),
    Operations: Array.from({ length: count }, (_, at) => operation(at)),
  }
}

function withoutSchemas({ schemas: _, ...rest }: JsonObject): JsonObject {
  return rest
}

function settable(type: ResourceType): { name: string; attribute: Attribute }[] {
  const { schema, extensions } = RESOURCE_TYPES[type]
  return [
    ...schema.attributes.map((attribute) => ({ name: attribute.name, attribute })),
    ...extensions.flatMap((each) =>
      each.schema.attributes.map((attribute) => ({ name: `${each.schema.id}:${attribute.name}`, attribute })),
    ),
  ]
}

function objectOf(attributes: readonly Attribute[], random: SeededRandom, known: Known): JsonObject {
  return Object.fromEntries(attributes.map((each) => [each.name, anyValue(each, random, known)]))
}

function anyValue(attribute: Attribute, random: SeededRandom, known: Known): Json {
  const one = () => oneValue(attribute, random, known)
  return attribute.multiValued ? Array.from({ length: random.whole(0, 3) }, one) : one()
}

function oneValue(attribute: Attribute, random: SeededRandom, known: Known): Json {
  const { type, name, subAttributes, canonicalValues, relation } = attribute
  if (relation) return { value: known.id(random.chance(0.9) ? 'User' : 'Group', random) }
  if (name === 'manager') return { value: known.id('User', random) }
  if (type === 'complex') {
    const some = subAttributes.filter((sub) => sub.name === 'value' || random.chance(0.4))
    return objectOf(
      some.filter((sub) => sub.name !== 'primary' || random.chance(0.2)),
      random,
      known,
    )
  }
  if (type === 'boolean') return random.chance(0.8)
  if (type === 'integer' || type === 'decimal') return random.whole(-3, 3)
  if (type === 'dateTime') return '2024-05-13T04:42:34Z'
  if (type === 'binary') return 'AAAA'
  if (canonicalValues.length > 0 && random.chance(0.8)) return random.pick(canonicalValues)
  if (random.chance(0.03)) return random.pick(HOSTILE_TEXTS)
  return `${name}-${random.whole(0, NAMES)}`
}
