/** Users as an IdP sends them: some 700 bytes, unique by their number. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { ENTERPRISE_USER_SCHEMA } from '@syncline/core/scim/schema-enterprise-user.ts'

const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const DEPARTMENTS = ['Engineering', 'Finance', 'Legal', 'Marketing', 'Operations', 'People', 'Sales', 'Support']

export function userName(at: number): string {
  return `person.${at}@example.com`
}

export function externalId(at: number): string {
  return `00u${String(at).padStart(17, '0')}`
}

/** Attributes without `schemas`. */
export function attributesOf(at: number): JsonObject {
  return {
    userName: userName(at),
    externalId: externalId(at),
    active: true,
    displayName: `Person Number ${at}`,
    name: { givenName: 'Person', familyName: `Number ${at}`, formatted: `Person Number ${at}` },
    emails: [{ value: userName(at), type: 'work', primary: true }],
    title: 'Consultant',
    preferredLanguage: 'en-US',
    timezone: 'Europe/Berlin',
    phoneNumbers: [{ value: `+49 30 ${String(at).padStart(8, '0')}`, type: 'work' }],
    [ENTERPRISE_USER_SCHEMA]: {
      employeeNumber: String(at),
      organization: 'Example',
      department: DEPARTMENTS[at % DEPARTMENTS.length] ?? '',
    },
  }
}

export function userBody(at: number): string {
  return JSON.stringify({ schemas: [USER_SCHEMA, ENTERPRISE_USER_SCHEMA], ...attributesOf(at) })
}

export function groupBody(displayName: string): string {
  return JSON.stringify({ schemas: [GROUP_SCHEMA], displayName })
}

export function replaceBody(path: string, value: string): string {
  return patchBody({ op: 'replace', path, value })
}

export function addMembersBody(ids: readonly string[]): string {
  return patchBody({ op: 'add', path: 'members', value: ids.map((value) => ({ value })) })
}

export function removeMembersBody(ids: readonly string[]): string {
  return patchBody({ op: 'remove', path: 'members', value: ids.map((value) => ({ value })) })
}

function patchBody(operation: object): string {
  return JSON.stringify({ schemas: [PATCH_SCHEMA], Operations: [operation] })
}
