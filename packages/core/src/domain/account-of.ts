/** What an account takes from the record that owns it. */
import type { Json, JsonObject } from '../scim/json.ts'
import { isJsonObject } from '../scim/json.ts'
import { ENTERPRISE_USER_SCHEMA } from '../scim/schema-enterprise-user.ts'
import { matchingEmail } from '../scim/user-keys.ts'
import type { UserRecord } from './record.ts'

export type AccountProfile = {
  readonly email: string | null
  readonly displayName: string | null
  readonly profile: JsonObject
}

/** Display name wins over first and last name (design: Users, update). */
export function accountProfile(user: UserRecord): AccountProfile {
  const { attributes } = user
  const enterprise = attributes[ENTERPRISE_USER_SCHEMA]
  const profile: JsonObject = {}
  for (const name of ['title', 'timezone', 'preferredLanguage']) set(profile, name, attributes[name])
  if (isJsonObject(enterprise)) for (const name of ['organization', 'department']) set(profile, name, enterprise[name])
  return {
    email: matchingEmail(attributes),
    displayName: text(attributes.displayName) ?? fullName(attributes.name),
    profile,
  }
}

function fullName(name: Json | undefined): string | null {
  if (!isJsonObject(name)) return null
  const parts = [text(name.givenName), text(name.familyName)].filter((part) => part !== null)
  return text(name.formatted) ?? (parts.length > 0 ? parts.join(' ') : null)
}

function set(profile: JsonObject, name: string, value: Json | undefined): void {
  const known = text(value)
  if (known !== null) profile[name] = known
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
