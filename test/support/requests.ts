/** Operations as the API would hand them to the journal. */

import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { MemberStep, PatchOperation } from '@syncline/core/scim/patch-operation.ts'
import type { Request } from './lane.ts'

export function createUser(resourceId: string, attributes: JsonObject): Request {
  return { method: 'POST', resourceType: 'User', resourceId, body: { kind: 'resource', attributes } }
}

export function putUser(resourceId: string, attributes: JsonObject): Request {
  return { method: 'PUT', resourceType: 'User', resourceId, body: { kind: 'resource', attributes } }
}

export function patchUser(resourceId: string, ...operations: PatchOperation[]): Request {
  return { method: 'PATCH', resourceType: 'User', resourceId, body: { kind: 'patch', operations, memberSteps: [] } }
}

export function replaceUser(resourceId: string, path: string, value: PatchOperation['value']): Request {
  return patchUser(resourceId, { op: 'replace', path, ...(value === undefined ? {} : { value }) })
}

export function deleteUser(resourceId: string): Request {
  return { method: 'DELETE', resourceType: 'User', resourceId, body: null }
}

export function createGroup(resourceId: string, displayName: string, members: readonly string[] = []): Request {
  return {
    method: 'POST',
    resourceType: 'Group',
    resourceId,
    body: { kind: 'resource', attributes: { displayName }, members },
  }
}

/** Without `members`: a body that does not speak of them. */
export function putGroup(resourceId: string, attributes: JsonObject, members?: readonly string[]): Request {
  const body = { kind: 'resource', attributes, ...(members === undefined ? {} : { members }) } as const
  return { method: 'PUT', resourceType: 'Group', resourceId, body }
}

export function patchGroup(
  resourceId: string,
  memberSteps: readonly MemberStep[],
  operations: readonly PatchOperation[] = [],
): Request {
  return { method: 'PATCH', resourceType: 'Group', resourceId, body: { kind: 'patch', operations, memberSteps } }
}

export function addMembers(resourceId: string, ...ids: string[]): Request {
  return patchGroup(resourceId, [{ kind: 'add', ids }])
}

export function removeMembers(resourceId: string, ...ids: string[]): Request {
  return patchGroup(resourceId, [{ kind: 'remove', ids }])
}

export function replaceMembers(resourceId: string, ...ids: string[]): Request {
  return patchGroup(resourceId, [{ kind: 'replace', ids }])
}

export function renameGroup(resourceId: string, displayName: string): Request {
  return patchGroup(resourceId, [], [{ op: 'replace', path: 'displayName', value: displayName }])
}

export function deleteGroup(resourceId: string): Request {
  return { method: 'DELETE', resourceType: 'Group', resourceId, body: null }
}

/** A user with a work address that its name is made into. */
export function person(userName: string, email = `${userName}@example.com`): JsonObject {
  return { userName, displayName: `The ${userName}`, emails: [{ value: email, type: 'work', primary: true }] }
}
