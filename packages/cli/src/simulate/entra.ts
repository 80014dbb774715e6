/** Microsoft Entra without the compliance flag: capitalised verbs, a path each, flags as words, members removed by a list. */
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import type { AttributeDifference } from './compare-attributes.ts'
import { entraBasics, groupMembers, MANAGER, typedDifferences } from './entra-basics.ts'
import type { IdpProfile } from './profile.ts'
import { patch } from './profile-messages.ts'

export const entra: IdpProfile = {
  ...entraBasics,
  name: 'entra',
  updateUser: ({ id, differences }) => patch('update user', `/Users/${id}`, ...toOperations(differences)),
  /** A plain string under the full path of the attribute; taken away by replacing it with nothing. */
  setManager({ id, managerId, user }) {
    const op = user.knownManagerId === null ? 'Add' : 'Replace'
    return patch('set manager', `/Users/${id}`, { op, path: MANAGER, value: managerId ?? '' })
  },
  updateGroup: (_, id, differences) => patch('update group', `/Groups/${id}`, ...toOperations(differences)),
  changeMembers: (change) =>
    groupMembers(change, {
      remove: (ids) => [{ op: 'Remove', path: 'members', value: ids.map((value) => ({ $ref: null, value })) }],
      add: (ids) => [{ op: 'Add', path: 'members', value: ids.map((value) => ({ $ref: null, value })) }],
    }),
}

function toOperations(differences: readonly AttributeDifference[]): JsonObject[] {
  return differences.flatMap(typedDifferences).map(({ path, sent }): JsonObject => {
    if (sent === undefined || sent === null) return { op: 'Remove', path }
    const value: Json = typeof sent === 'boolean' ? (sent ? 'True' : 'False') : sent
    return { op: 'Replace', path, value }
  })
}
