/** The row of a user goes, with its names and counters. What it is linked to at the site, and its groups, are the caller's. */
import type { ResourceTypeDefinition } from '../scim/resource-type.ts'
import { scoped } from './lookup.ts'
import { moveExternalId } from './move-external-id.ts'
import type { PlanState } from './plan-state.ts'
import type { UserRecord } from './record.ts'
import { moveValues } from './unique-values.ts'

export function removeUser(state: PlanState, user: UserRecord, type: ResourceTypeDefinition): void {
  moveValues(state, user, null, type)
  moveExternalId(state, user, null)
  state.users.delete(user.key)
  state.userNames.release(scoped(user.directoryId, user.userNameKey), user.key)
  state.forgetMember(user)
  state.count(user.directoryId, 'users', -1)
  if (user.active) state.count(user.directoryId, 'active-users', -1)
  state.change({ subjectType: 'User', subjectId: user.id, kind: 'deleted', before: null, after: null })
}
