/** New attributes from old ones. */
import { isJsonObject, type JsonObject } from '@syncline/core/scim/json.ts'
import { matchingEmail } from '@syncline/core/scim/user-keys.ts'

/** @param address the new matching address, in the place of the one that matches now */
export function withChanges(
  { attributes }: { readonly attributes: JsonObject },
  changes: JsonObject,
  address: string | null = null,
): JsonObject & { readonly userName: string } {
  const next: JsonObject = { ...attributes, ...changes }
  if (address !== null) next.emails = withAddress(attributes, address)
  return { ...next, userName: String(next.userName) }
}

function withAddress(attributes: JsonObject, address: string): JsonObject[] {
  const emails = Array.isArray(attributes.emails) ? attributes.emails.filter(isJsonObject) : []
  if (emails.length === 0) return [{ type: 'work', value: address }]
  const matching = matchingEmail(attributes)
  return emails.map((email) => (email.value === matching ? { ...email, value: address } : email))
}
