/** The `schemas` member of a resource (RFC 7643 §3). Lenient does not look at it: Entra lists URNs of its own. */
import { ScimError } from './error.ts'
import type { JsonObject } from './json.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'

/** Strict: a list of this resource type's URNs, with its core schema and every extension that has a member. */
export function assertSchemas(body: JsonObject, definition: ResourceTypeDefinition): void {
  const core = definition.schema.id.toLowerCase()
  const value = Object.entries(body).find(([name]) => name.toLowerCase() === 'schemas')?.[1]
  if (!Array.isArray(value) || value.length === 0) throw refuse('is required and lists the URNs of the schemas used')
  const listed = new Set<string>()
  for (const urn of value) {
    if (typeof urn !== 'string') throw refuse('each entry is a URN as a string')
    const lower = urn.toLowerCase()
    if (lower !== core && !definition.extensionsByUrn.has(lower))
      throw refuse(`only ${knownUrns(definition)} apply here`)
    if (listed.has(lower)) throw refuse('each URN is listed once')
    listed.add(lower)
  }
  if (!listed.has(core)) throw refuse(`${definition.schema.id} is missing`)
  for (const name of Object.keys(body)) {
    const extension = definition.extensionsByUrn.get(name.toLowerCase())
    if (extension !== undefined && !listed.has(name.toLowerCase()))
      throw refuse(`${extension.id} is used but not listed`)
  }
}

function knownUrns(definition: ResourceTypeDefinition): string {
  return [definition.schema, ...definition.extensions.map((extension) => extension.schema)]
    .map((schema) => schema.id)
    .join(' and ')
}

function refuse(text: string): ScimError {
  return ScimError.of('invalidSyntax', `schemas: ${text}`)
}
