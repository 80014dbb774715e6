/**
 * The body of POST and PUT (RFC 7644 §3.3, §3.5.1), checked against the schema without looking at any state.
 * Guarantee: canonical attribute names, values as sent; no id, meta, schemas, readOnly, unknown or never-returned
 * attribute, no null, no empty array. Members of a group come out apart, as ids.
 */
import type { Mode, ResourceBody } from '../domain/operation.ts'
import { resolveReference } from './attribute-reference.ts'
import { parseAttributeValue, unknownAttribute } from './attribute-value.ts'
import { ScimError } from './error.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { parseMemberIds } from './member-list.ts'
import { assertComplete, isBlank, requiredMissing } from './required.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'
import type { Attribute, Schema } from './schema-attribute.ts'
import { assertSchemas } from './schemas-check.ts'

export type ParsedResource = { readonly body: ResourceBody; readonly secretSent: boolean }

/** What parsing gathers while it walks over the body. */
type Gathered = { attributes: JsonObject; members: string[] | undefined; secretSent: boolean }

export function parseResource(body: unknown, type: ResourceTypeDefinition, mode: Mode): ParsedResource {
  if (!isJsonObject(body)) throw ScimError.of('invalidSyntax', 'the body has to be a JSON object')
  if (mode === 'strict') assertSchemas(body, type)
  const gathered: Gathered = { attributes: {}, members: undefined, secretSent: false }
  for (const [key, value] of Object.entries(body)) {
    const lower = key.toLowerCase()
    const attribute = type.attributesByName.get(lower)
    const extension = type.extensionsByUrn.get(lower)
    if (attribute !== undefined) takeAttribute(gathered, attribute, attribute.name, value, mode)
    else if (extension !== undefined) takeExtension(gathered, extension, value, mode)
    else takeUnknown(gathered, key, type, mode)
  }
  assertRequired(gathered.attributes, type.schema)
  assertExtensions(gathered.attributes, type)
  const { attributes, members, secretSent } = gathered
  const parsed = members === undefined ? { attributes } : { attributes, members }
  return { body: { kind: 'resource', ...parsed }, secretSent }
}

function takeAttribute(gathered: Gathered, attribute: Attribute, name: string, value: Json, mode: Mode): void {
  if (attribute.returned === 'never') gathered.secretSent = true
  if (attribute.returned === 'never' || attribute.mutability === 'readOnly' || attribute.derived) return
  if (attribute.relation) {
    gathered.members = parseMemberIds(attribute, value, name, mode)
    return
  }
  const parsed = parseAttributeValue(attribute, value, name, { mode, patch: false })
  if (parsed === null) delete gathered.attributes[attribute.name]
  else gathered.attributes[attribute.name] = parsed
}

function takeExtension(gathered: Gathered, extension: Schema, value: Json, mode: Mode): void {
  if (value === null) return
  const inner = gatherExtension(extension, value, mode)
  if (Object.keys(inner.attributes).length > 0) gathered.attributes[extension.id] = inner.attributes
  if (inner.secretSent) gathered.secretSent = true
}

/** The members of an extension as they are kept; those that were kept once come out as they are. */
export function parseExtension(extension: Schema, value: Json, mode: Mode): JsonObject {
  return gatherExtension(extension, value, mode).attributes
}

function gatherExtension(extension: Schema, value: Json, mode: Mode): Gathered {
  if (!isJsonObject(value)) throw ScimError.of('invalidValue', `${extension.id}: expected an object`)
  const inner: Gathered = { attributes: {}, members: undefined, secretSent: false }
  for (const [key, member] of Object.entries(value)) {
    const attribute = extension.attributesByName.get(key.toLowerCase())
    if (attribute !== undefined) takeAttribute(inner, attribute, `${extension.id}:${attribute.name}`, member, mode)
    else if (mode === 'strict') throw ScimError.of('invalidSyntax', unknownAttribute(`${extension.id}:${key}`))
  }
  return inner
}

/** Dropped in lenient mode (RFC 7644 §3.3): the bodies of Entra and Okta hold strays. */
function takeUnknown(gathered: Gathered, key: string, type: ResourceTypeDefinition, mode: Mode): void {
  if (mode === 'strict') throw ScimError.of('invalidSyntax', unknownAttribute(key))
  const reference = resolveReference(key, type)
  if (reference?.kind === 'attribute' && reference.attribute.returned === 'never') gathered.secretSent = true
}

/** What is required of extensions: that they are there, and what is required in those that are. */
export function assertExtensions(attributes: JsonObject, type: ResourceTypeDefinition): void {
  for (const { schema, required } of type.ownExtensions) {
    const value = attributes[schema.id]
    if (isJsonObject(value)) assertComplete(value, schema.attributes, `${schema.id}:`)
    else if (required) throw requiredMissing(schema.id)
  }
}

function assertRequired(attributes: JsonObject, schema: Schema): void {
  for (const attribute of schema.attributes) {
    if (attribute.required && isBlank(attributes[attribute.name])) throw requiredMissing(attribute.name)
  }
}
