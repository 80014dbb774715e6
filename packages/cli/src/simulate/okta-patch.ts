/** Okta's integration apps: one replacement without a path, with what has changed and nothing else. */
import { isJsonObject, type Json, type JsonObject } from '@syncline/core/scim/json.ts'
import type { AttributeDifference } from './compare-attributes.ts'
import { oktaBasics } from './okta-basics.ts'
import type { IdpProfile } from './profile.ts'
import { patch } from './profile-messages.ts'
import { ENTERPRISE_USER } from './schemas.ts'

export const oktaPatch: IdpProfile = {
  ...oktaBasics,
  name: 'okta-patch',
  readsBeforeUpdate: false,
  updateUser: ({ id, differences }) =>
    patch('update user', `/Users/${id}`, { op: 'replace', value: changedAttributes(differences) }),
  setManager({ id, managerId }) {
    const manager = managerId === null ? null : { value: managerId }
    return patch('set manager', `/Users/${id}`, { op: 'replace', value: { [ENTERPRISE_USER]: { manager } } })
  },
}

/** Nested as in the resource; null takes an attribute away (RFC 7643 §2.5). */
function changedAttributes(differences: readonly AttributeDifference[]): JsonObject {
  const value: JsonObject = {}
  for (const { path, sent } of differences) {
    const at = path.startsWith('urn:') ? path.lastIndexOf(':') : path.indexOf('.')
    if (at < 0) value[path] = sent ?? null
    else value[path.slice(0, at)] = extended(value[path.slice(0, at)], path.slice(at + 1), sent ?? null)
  }
  return value
}

function extended(object: Json | undefined, name: string, value: Json): JsonObject {
  return { ...(isJsonObject(object) ? object : {}), [name]: value }
}
