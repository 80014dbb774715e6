/**
 * Shapes that authentik sends and RFC 7644 does not have, read in lenient mode on every connection. What was sent:
 * `test/idp/conversations/authentik.json`. What needs no function: one operation a member, as many as
 * ServiceProviderConfig allows in a Bulk (L11), is within the limits of a body; a PUT of a group that does not name
 * members keeps them (`core/domain/plan-group.ts`).
 */
import type { AttributeReference } from './attribute-reference.ts'

/**
 * L10: a replacement without a path, with the whole group as it was read: what is the server's own (`schemas`, `id`,
 * `meta`, a user's `groups`) is passed over. Source: providers/scim/clients/groups.py.
 */
export function isServersOwn({ attribute, sub }: AttributeReference): boolean {
  return attribute.returned === 'always' || attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly'
}
