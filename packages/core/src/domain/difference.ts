/** The top-level attributes in which two resources differ, for change rows. */
import type { JsonObject } from '../scim/json.ts'
import { sameJson } from '../scim/json-equal.ts'

export function difference(before: JsonObject, after: JsonObject): { before: JsonObject; after: JsonObject } {
  const changed = { before: {} as JsonObject, after: {} as JsonObject }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = before[name]
    const now = after[name]
    if (sameJson(old, now)) continue
    if (old !== undefined) changed.before[name] = old
    if (now !== undefined) changed.after[name] = now
  }
  return changed
}
