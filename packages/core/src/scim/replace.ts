/** PUT (RFC 7644 §3.5.1): what was sent replaces what was there; omitted attributes are cleared, with few exceptions. */
import { ScimError } from './error.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { sameJson } from './json-equal.ts'
import { assertComplete } from './required.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'
import type { Attribute, Schema } from './schema-attribute.ts'

/**
 * The attributes after a PUT; `next` comes from parseResource. An omitted attribute that has a default (active) is
 * kept: a PUT without it must not switch a person off or on. Returns `current` itself when nothing changes.
 */
export function replaceAttributes(current: JsonObject, next: JsonObject, type: ResourceTypeDefinition): JsonObject {
  const result = { ...next }
  for (const attribute of type.schema.attributes) {
    const before = current[attribute.name]
    const after = result[attribute.name]
    if (attribute.mutability === 'immutable' && before !== undefined && !sameJson(before, after)) {
      throw ScimError.of('mutability', `${attribute.name}: cannot be changed once it is set`)
    }
    if (attribute.defaultValue === null) continue
    if (after === undefined && before !== undefined) result[attribute.name] = before
    // The default was shown although it is not stored: sending it back changes nothing.
    if (before === undefined && sameJson(after, attribute.defaultValue)) delete result[attribute.name]
  }
  for (const { schema } of type.ownExtensions) keepImmutable(current[schema.id], result, schema)
  return sameJson(current, result) ? current : result
}

/** Immutable attributes of an extension stay: left out or sent as they are; anything else is refused. */
function keepImmutable(before: Json | undefined, result: JsonObject, { id, attributes }: Schema): void {
  if (!isJsonObject(before)) return
  const sent = result[id]
  const kept = withImmutable(before, isJsonObject(sent) ? sent : {}, attributes, `${id}:`)
  if (Object.keys(kept).length === 0) return
  assertComplete(kept, attributes, `${id}:`)
  result[id] = kept
}

function withImmutable(
  before: JsonObject,
  after: JsonObject,
  attributes: readonly Attribute[],
  prefix: string,
): JsonObject {
  const result = { ...after }
  for (const { name, mutability, multiValued, subAttributes } of attributes) {
    const old = before[name]
    const now = after[name]
    if (old === undefined) continue
    if (mutability === 'immutable') {
      if (now !== undefined && !sameJson(old, now))
        throw ScimError.of('mutability', `${prefix}${name}: cannot be changed once it is set`)
      result[name] = old
    } else if (!multiValued && isJsonObject(old) && isJsonObject(now)) {
      result[name] = withImmutable(old, now, subAttributes, `${prefix}${name}.`)
    }
  }
  return result
}
