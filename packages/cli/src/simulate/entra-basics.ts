/** What Microsoft Entra does with and without the compliance flag. */
import { randomUUID } from 'node:crypto'
import { isJsonObject, type Json, type JsonObject } from '@syncline/core/scim/json.ts'
import { type AttributeDifference, differingAttributes } from './compare-attributes.ts'
import type { ModelGroup, ModelUser } from './model.ts'
import type { IdpProfile, MemberChange, MemberMessage } from './profile.ts'
import { equals, inBatches, patch } from './profile-messages.ts'
import type { RetryRules } from './retry.ts'
import { CORE_GROUP, CORE_USER, ENTERPRISE_USER, ENTRA_GROUP } from './schemas.ts'

const MEMBERS_PER_REQUEST = 100
export const MANAGER = `${ENTERPRISE_USER}:manager`

/** What Entra makes of Retry-After is not documented; here it keeps to it. What fails stays for the next cycle. */
const RETRY: RetryRules = {
  timeoutMs: 60_000,
  firstWaitMs: 100,
  longestWaitMs: 5_000,
  giveUpAfterMs: 120_000,
  retriedStatuses: [429, 502, 503, 504],
  rateLimit: { attempts: Number.POSITIVE_INFINITY, doubles: false, withoutIntegerMs: null },
}

export const entraBasics = {
  userAgent: 'syncline-simulator (Entra)',
  retry: RETRY,
  adopts: 'always',
  deletesUsers: true,
  readsBeforeUpdate: false,
  looksUpFirst: true,
  bulkOperations: null,
  /** A user that cannot exist. */
  connectionTest: () => [userLookUp(randomUUID())],
  userLookUp,
  createUser,
  createGroup,
  groupAttributes,
  groupLookUp: (displayName) => `/Groups?excludedAttributes=members&filter=${equals('displayName', displayName)}`,
} satisfies Partial<IdpProfile>

function userLookUp(userName: string): string {
  return `/Users?filter=${equals('userName', userName)}`
}

function createUser(user: ModelUser): JsonObject {
  return {
    schemas: ENTERPRISE_USER in user.attributes ? [CORE_USER, ENTERPRISE_USER] : [CORE_USER],
    ...user.attributes,
    roles: [],
    meta: { resourceType: 'User' },
  }
}

function groupAttributes({ externalId, displayName }: ModelGroup): JsonObject {
  return { externalId, displayName }
}

/** Without members: they follow. */
function createGroup(group: ModelGroup): JsonObject {
  return { schemas: [CORE_GROUP, ENTRA_GROUP], ...groupAttributes(group), meta: { resourceType: 'Group' } }
}

/** Entra maps single values of an attribute with several: `emails[type eq "work"].value`. */
export function typedDifferences(difference: AttributeDifference): AttributeDifference[] {
  const { path, sent, found } = difference
  const [wanted, known] = [byType(sent), byType(found)]
  if (wanted === null || known === null || wanted.size + known.size === 0) return [difference]
  return [...new Set([...wanted.keys(), ...known.keys()])].flatMap((type) => {
    const element = `${path}[type eq ${JSON.stringify(type)}]`
    const [want, have] = [wanted.get(type), known.get(type)]
    if (want === undefined) return [{ path: element, sent: undefined, found: have }]
    return differingAttributes(want, have ?? { type }).map((part) => ({ ...part, path: `${element}.${part.path}` }))
  })
}

/** Null where a type is missing or comes twice. */
function byType(value: Json | undefined): Map<string, JsonObject> | null {
  const elements = value === undefined || value === null ? [] : value
  if (!Array.isArray(elements)) return null
  const types = new Map<string, JsonObject>()
  for (const element of elements) {
    if (!isJsonObject(element) || typeof element.type !== 'string' || types.has(element.type)) return null
    types.set(element.type, element)
  }
  return types
}

type MemberOperations = {
  remove(ids: readonly string[]): JsonObject[]
  add(ids: readonly string[]): JsonObject[]
}

/** Removals first, a hundred members a request. */
export function groupMembers({ id, added, removed }: MemberChange, operations: MemberOperations): MemberMessage[] {
  const message = (parts: readonly JsonObject[]) => [patch('change members', `/Groups/${id}`, ...parts)]
  return [
    ...inBatches(removed, MEMBERS_PER_REQUEST).map((ids) => ({ messages: message(operations.remove(ids)), added: 0 })),
    ...inBatches(
      added.flatMap((user) => user.id ?? []),
      MEMBERS_PER_REQUEST,
    ).map((ids) => ({ messages: message(operations.add(ids)), added: ids.length })),
  ]
}
