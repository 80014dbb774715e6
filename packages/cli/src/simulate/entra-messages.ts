/** Bodies and paths as Microsoft Entra sends them. */
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import type { AttributeDifference } from './compare-attributes.ts'
import type { ModelGroup, ModelUser } from './model.ts'
import { CORE_GROUP, CORE_USER, ENTERPRISE_USER, ENTRA_GROUP, PATCH_OP } from './schemas.ts'

export function userLookUpPath(userName: string): string {
  return `/Users?filter=${equals('userName', userName)}`
}

export function groupLookUpPath(displayName: string): string {
  return `/Groups?excludedAttributes=members&filter=${equals('displayName', displayName)}`
}

export function createUserBody(user: ModelUser): JsonObject {
  return {
    schemas: ENTERPRISE_USER in user.attributes ? [CORE_USER, ENTERPRISE_USER] : [CORE_USER],
    ...user.attributes,
    roles: [],
    meta: { resourceType: 'User' },
  }
}

export function createGroupBody(group: ModelGroup): JsonObject {
  return {
    schemas: [CORE_GROUP, ENTRA_GROUP],
    externalId: group.externalId,
    displayName: group.displayName,
    meta: { resourceType: 'Group' },
  }
}

/** The manager as a plain string under the full path of the attribute. */
export function setManagerBody(managerId: string): JsonObject {
  return patch({ op: 'Add', path: `${ENTERPRISE_USER}:manager`, value: managerId })
}

export function updateBody(differences: readonly AttributeDifference[]): JsonObject {
  return patch(...differences.map(toOperation))
}

export function changeMembersBody(op: 'Add' | 'Remove', ids: readonly string[]): JsonObject {
  return patch({ op, path: 'members', value: ids.map((value) => ({ $ref: null, value })) })
}

function toOperation({ path, sent }: AttributeDifference): JsonObject {
  if (sent === undefined || sent === null) return { op: 'Remove', path }
  // Entra sends booleans as words (protocol table L1).
  const value: Json = typeof sent === 'boolean' ? (sent ? 'True' : 'False') : sent
  return { op: 'Replace', path, value }
}

function patch(...operations: JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP], Operations: operations }
}

/** A filter literal is a JSON string (RFC 7644 §3.4.2.2). */
function equals(attribute: string, value: string): string {
  return encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`)
}
