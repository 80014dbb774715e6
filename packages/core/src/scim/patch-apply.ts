/**
 * Applies the operations of a PATCH to the attributes of a resource (RFC 7644 §3.5.2): in their order, all or none.
 * Pure: the input is never changed, and what no operation touches is shared with the result.
 */
import type { Mode } from '../domain/operation.ts'
import { ScimError } from './error.ts'
import type { Json, JsonObject } from './json.ts'
import { isJsonObject } from './json.ts'
import { sameJson } from './json-equal.ts'
import { inOperation } from './patch-envelope.ts'
import { changeList } from './patch-list.ts'
import { withMember, withMerged, withSubAttribute } from './patch-object.ts'
import type { PatchOperation } from './patch-operation.ts'
import { type AttributePath, parsePath } from './path.ts'
import { assertComplete } from './required.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'

export type AppliedPatch = { readonly attributes: JsonObject; readonly changed: boolean }

/** Operations come from parsePatch. Without an effect (RFC 7644 §3.5.2.1) `attributes` is the very object given. */
export function applyPatch(
  attributes: JsonObject,
  operations: readonly PatchOperation[],
  type: ResourceTypeDefinition,
  mode: Mode,
): AppliedPatch {
  let result = attributes
  operations.forEach((operation, index) => {
    try {
      result = applyOperation(result, operation, type, mode)
    } catch (error) {
      throw operations.length > 1 ? inOperation(error, index) : error
    }
  })
  assertTouchedExtensions(attributes, result, type)
  // Operations may undo each other: only the net result counts.
  return result === attributes || sameJson(result, attributes)
    ? { attributes, changed: false }
    : { attributes: result, changed: true }
}

function applyOperation(
  attributes: JsonObject,
  operation: PatchOperation,
  type: ResourceTypeDefinition,
  mode: Mode,
): JsonObject {
  if (operation.path === undefined) throw ScimError.of('noTarget', 'an operation needs a path')
  const path = parsePath(operation.path, type, mode)
  const { extension } = path
  if (path.kind === 'schema') return extension === null ? attributes : withoutExtension(attributes, extension, type)
  if (extension === null) return applyTo(attributes, path, operation, mode)
  const current = attributes[extension]
  const members = isJsonObject(current) ? current : {}
  return withMember(attributes, extension, applyTo(members, path, operation, mode))
}

/** What no operation touched is left alone, even if the schema has come to ask for more. */
function assertTouchedExtensions(before: JsonObject, after: JsonObject, type: ResourceTypeDefinition): void {
  for (const { schema } of type.ownExtensions) {
    const value = after[schema.id]
    if (value !== before[schema.id] && isJsonObject(value)) assertComplete(value, schema.attributes, `${schema.id}:`)
  }
}

function withoutExtension(attributes: JsonObject, extension: string, type: ResourceTypeDefinition): JsonObject {
  const members = attributes[extension]
  const schema = type.extensionsByUrn.get(extension.toLowerCase())
  for (const { name, mutability } of schema?.attributes ?? []) {
    if (mutability === 'immutable' && isJsonObject(members) && members[name] !== undefined) throw immutable(name)
  }
  return withMember(attributes, extension, null)
}

function immutable(name: string): ScimError {
  return ScimError.of('mutability', `${name}: cannot be changed once it is set`)
}

/** `holder`: the resource, or the object of an extension. */
function applyTo(holder: JsonObject, path: AttributePath, operation: PatchOperation, mode: Mode): JsonObject {
  const { attribute } = path
  const current = holder[attribute.name]
  const next = attribute.multiValued
    ? changeList(Array.isArray(current) ? current : [], path, operation, mode)
    : changeOne(current, path, operation)
  // An absent attribute already has its default (active: true).
  if (current === undefined && attribute.defaultValue !== null && sameJson(next, attribute.defaultValue)) return holder
  if (attribute.mutability === 'immutable' && current !== undefined && !sameJson(current, next))
    throw immutable(attribute.name)
  return withMember(holder, attribute.name, next)
}

function changeOne(current: Json | undefined, path: AttributePath, operation: PatchOperation): Json {
  const value = operation.op === 'remove' ? null : (operation.value ?? null)
  const object = isJsonObject(current) ? current : {}
  if (path.sub !== null) return withSubAttribute(object, path.sub, value)
  // add and replace of a complex attribute both merge (RFC 7644 §3.5.2.3).
  return isJsonObject(value) ? withMerged(object, path.attribute, value) : value
}
