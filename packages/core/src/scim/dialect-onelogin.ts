/**
 * Shapes that OneLogin sends and RFC 7643 does not have, read in lenient mode on every connection. What was sent:
 * `test/idp/conversations/onelogin.json`. What needs no function: the URN of SCIM 1.1 that its templates put into
 * `schemas` is not looked at.
 */
import type { Json } from './json.ts'

/**
 * `"emails": {"value": …}`: one object where a list belongs, from a JSON template that an administrator wrote. Source:
 * django-scim2.
 */
export function listOfOne(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value]
}
