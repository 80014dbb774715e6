/**
 * Shapes that Okta sends and RFC 7644 does not have. What was sent: `test/idp/conversations/okta-*.json`. What needs
 * no function: removals and additions in one request, and a full push of members (L9), are the RFC's own; strays of a
 * profile are passed over; `password` is dropped in both modes.
 */
import type { Attribute } from './schema-attribute.ts'

/**
 * L8: a group is renamed by `{"op": "replace", "value": {"id": …, "displayName": …}}`: `id` is passed over, in both
 * modes. Source: SCIM 2.0 protocol reference.
 */
export function isIdentifier(attribute: Attribute): boolean {
  return attribute.returned === 'always' && attribute.mutability === 'readOnly'
}
