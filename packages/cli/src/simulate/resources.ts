/** Reading resources out of answers, whatever the server sent: absent and wrongly typed both come out as nothing. */
import { isJsonObject, type JsonObject } from '@syncline/core/scim/json.ts'
import type { ScimAnswer } from './client.ts'
import { ENTERPRISE_USER } from './schemas.ts'

export function textOf(resource: JsonObject, name: string): string | null {
  const value = resource[name]
  return typeof value === 'string' ? value : null
}

/** The resources of a ListResponse (RFC 7644 §3.4.2). */
export function resourcesOf(answer: ScimAnswer): JsonObject[] {
  const resources = answer.body.Resources
  return Array.isArray(resources) ? resources.filter(isJsonObject) : []
}

export function totalOf(answer: ScimAnswer): number {
  const total = answer.body.totalResults
  return typeof total === 'number' ? total : 0
}

export function managerIdOf(user: JsonObject): string | null {
  const extension = user[ENTERPRISE_USER]
  const manager = isJsonObject(extension) ? extension.manager : undefined
  return isJsonObject(manager) ? textOf(manager, 'value') : null
}

export function memberIdsOf(group: JsonObject): string[] {
  const members = group.members
  return Array.isArray(members) ? members.filter(isJsonObject).flatMap((member) => textOf(member, 'value') ?? []) : []
}
