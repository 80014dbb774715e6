/**
 * Shapes that JumpCloud sends and RFC 7644 does not have, read in lenient mode on every connection. What was sent:
 * `test/idp/conversations/jumpcloud.json`. What needs no function: a removal with a list of values is that of Entra
 * (L3).
 */
import type { Json } from './json.ts'

/**
 * One member in place of the list: `"path": "members", "value": {"value": "id"}`; and L15, its bare id, which
 * Microsoft's reference client sends. Nulls among the members are nobody. Source: fixtures of scim_v2; Microsoft's
 * Postman collection.
 */
export function memberElements(value: Json): readonly Json[] {
  return Array.isArray(value) ? value.filter((element) => element !== null) : [value]
}
