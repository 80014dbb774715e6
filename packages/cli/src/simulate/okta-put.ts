/** Okta's wizard apps: a user is read, and sent back as a whole with what has changed; also to switch it off. */
import { isJsonObject, type JsonObject } from '@syncline/core/scim/json.ts'
import type { ModelUser } from './model.ts'
import { oktaBasics, schemasOf } from './okta-basics.ts'
import type { IdpProfile, ManagerUpdate } from './profile.ts'
import { ENTERPRISE_USER } from './schemas.ts'

export const oktaPut: IdpProfile = {
  ...oktaBasics,
  name: 'okta-put',
  readsBeforeUpdate: true,
  updateUser: (update) => ({
    kind: 'update user',
    method: 'PUT',
    path: `/Users/${update.id}`,
    body: wholeUser(update),
  }),
  setManager: (update) => ({
    kind: 'set manager',
    method: 'PUT',
    path: `/Users/${update.id}`,
    body: wholeUser(update),
  }),
}

/** Attributes that Okta knows nothing of stay as they were read. */
function wholeUser({ user, id, managerId, current }: ManagerUpdate): JsonObject {
  const unmanaged = Object.entries(current).filter(([name]) => !isManaged(user, name))
  return {
    ...Object.fromEntries(unmanaged),
    ...user.attributes,
    ...enterprise(user, managerId),
    schemas: schemasOf(user, managerId),
    id,
    groups: [],
  }
}

function isManaged(user: ModelUser, name: string): boolean {
  return name === ENTERPRISE_USER || (user.known !== null && name in user.known) || name in user.attributes
}

function enterprise({ attributes }: ModelUser, managerId: string | null): JsonObject {
  const known = attributes[ENTERPRISE_USER]
  const own = isJsonObject(known) ? known : {}
  if (managerId === null) return known === undefined ? {} : { [ENTERPRISE_USER]: own }
  return { [ENTERPRISE_USER]: { ...own, manager: { value: managerId } } }
}
