/** Members of SCIM messages (RFC 7644): of PatchOp and BulkRequest. */
import type { Mode } from '../domain/operation.ts'
import type { Json, JsonObject } from './json.ts'

/** Lenient finds a member whatever the case of its name. */
export function messageMember(object: JsonObject, name: string, mode: Mode): Json | undefined {
  const value = object[name]
  if (value !== undefined || mode === 'strict') return value
  const lower = name.toLowerCase()
  return Object.entries(object).find(([key]) => key.toLowerCase() === lower)?.[1]
}
