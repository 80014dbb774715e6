/**
 * Microsoft Entra with the compliance flag (`?aadOptscim062020`): verbs in small letters, flags as booleans, simple
 * attributes together in one replacement without a path, members removed by a filter each.
 */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { AttributeDifference } from './compare-attributes.ts'
import { entraBasics, groupMembers, MANAGER, typedDifferences } from './entra-basics.ts'
import type { IdpProfile } from './profile.ts'
import { patch } from './profile-messages.ts'

export const entraCompliant: IdpProfile = {
  ...entraBasics,
  name: 'entra-compliant',
  updateUser: ({ id, differences }) => patch('update user', `/Users/${id}`, ...toOperations(differences)),
  setManager({ id, managerId, user }) {
    if (managerId === null) return patch('set manager', `/Users/${id}`, { op: 'remove', path: MANAGER })
    const op = user.knownManagerId === null ? 'add' : 'replace'
    return patch('set manager', `/Users/${id}`, { op, path: MANAGER, value: managerId })
  },
  updateGroup: (_, id, differences) => patch('update group', `/Groups/${id}`, ...toOperations(differences)),
  changeMembers: (change) =>
    groupMembers(change, {
      remove: (ids) => ids.map((id) => ({ op: 'remove', path: `members[value eq ${JSON.stringify(id)}]` })),
      add: (ids) => [{ op: 'add', path: 'members', value: ids.map((value) => ({ value })) }],
    }),
}

function toOperations(differences: readonly AttributeDifference[]): JsonObject[] {
  const withPath: JsonObject[] = []
  const together: JsonObject = {}
  for (const { path, sent } of differences.flatMap(typedDifferences)) {
    if (sent === undefined || sent === null) withPath.push({ op: 'remove', path })
    else if (path === 'active' || path.includes('[') || Array.isArray(sent)) {
      withPath.push({ op: 'replace', path, value: sent })
    } else together[path] = sent
  }
  return Object.keys(together).length === 0 ? withPath : [...withPath, { op: 'replace', value: together }]
}
