/** PUT (RFC 7644 §3.5.1): what was sent replaces what was there; omitted attributes are cleared, with few exceptions. */
import { ScimError } from './error.ts'
import type { JsonObject } from './json.ts'
import { sameJson } from './json-equal.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'

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
  return sameJson(current, result) ? current : result
}
