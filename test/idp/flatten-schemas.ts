/**
 * The names that Entra's gallery validation makes of `/Schemas` (Schema_Discoverability_Test): attributes as its mappings
 * write them.
 */
import type { JsonObject } from '@syncline/core/scim/json.ts'

const CORE_USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const CORE_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** Attributes that refer to another resource go by their bare name. */
const REFERENCES = ['manager', 'members']

type Described = {
  readonly name: string
  readonly type: string
  readonly multiValued?: boolean
  readonly canonicalValues?: readonly string[]
  readonly subAttributes?: readonly Described[]
}

/** In small letters, since the validation compares without case. */
export function flattenedNames(schemas: readonly JsonObject[]): { user: Set<string>; group: Set<string> } {
  const attributesOf = (id: string) => schemas.filter((schema) => schema.id === id).flatMap(attributes)
  const extensions = schemas.filter(({ id }) => id !== CORE_USER && id !== CORE_GROUP)
  const extended = extensions.flatMap((schema) => attributes(schema).map(({ name }) => `${schema.id}:${name}`))
  return {
    user: lower([...attributesOf(CORE_USER).flatMap(namesOf), ...extended]),
    group: lower(attributesOf(CORE_GROUP).flatMap(namesOf)),
  }
}

function attributes(schema: JsonObject): Described[] {
  return schema.attributes as unknown as Described[]
}

function namesOf({ name, type, multiValued = false, subAttributes = [] }: Described): string[] {
  if (REFERENCES.includes(name)) return [name]
  if (type !== 'complex') return type === 'reference' ? [] : [name]
  if (!multiValued) {
    return subAttributes.filter((sub) => sub.type !== 'reference').map((sub) => `${name}.${sub.name}`)
  }
  const types = subAttributes.find((sub) => sub.name === 'type')?.canonicalValues ?? []
  const rest = subAttributes.filter((sub) => sub.name !== 'primary')
  if (types.length === 0) return rest.map((sub) => `${name}[primary eq "True"].${sub.name}`)
  const values = rest.filter((sub) => sub.name !== 'type')
  return types.flatMap((each) => values.map((sub) => `${name}[type eq "${each}"].${sub.name}`))
}

function lower(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()))
}
