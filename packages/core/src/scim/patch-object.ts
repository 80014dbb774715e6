/** Changed copies of objects; the same object where nothing changes. */
import { ScimError } from './error.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { sameJson } from './json-equal.ts'
import type { Attribute } from './schema-attribute.ts'

/** null and whatever is empty unassign the member (RFC 7643 §2.5). */
export function withMember(object: JsonObject, name: string, value: Json): JsonObject {
  const current = object[name]
  if (!isUnassigned(value)) return sameJson(current, value) ? object : { ...object, [name]: value }
  if (current === undefined) return object
  const { [name]: _removed, ...rest } = object
  return rest
}

export function withSubAttribute(object: JsonObject, sub: Attribute, value: Json): JsonObject {
  const next = withMember(object, sub.name, value)
  if (sub.mutability === 'immutable' && next !== object && object[sub.name] !== undefined) {
    throw ScimError.of('mutability', `${sub.name}: cannot be changed once it is set`)
  }
  return next
}

/** The given sub-attributes replace those of the object, null ones unassign, others stay. */
export function withMerged(object: JsonObject, attribute: Attribute, given: JsonObject): JsonObject {
  let result = object
  for (const sub of attribute.subAttributes) {
    const value = given[sub.name]
    if (value !== undefined) result = withSubAttribute(result, sub, value)
  }
  return result
}

function isUnassigned(value: Json): boolean {
  if (value === null) return true
  if (Array.isArray(value)) return value.length === 0
  return isJsonObject(value) && Object.keys(value).length === 0
}
