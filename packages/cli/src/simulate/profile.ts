/**
 * An identity provider as data and messages: what it asks, what it sends for a change, when it tries again. The order
 * of a sync and of a cycle is the same for all and written once (sync-sequence.ts).
 */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { ScimMethod } from './client.ts'
import type { AttributeDifference } from './compare-attributes.ts'
import type { RequestKind } from './latency.ts'
import type { ModelGroup, ModelUser } from './model.ts'
import type { RetryRules } from './retry.ts'

export const PROFILE_NAMES = ['entra', 'entra-compliant', 'okta-put', 'okta-patch', 'bulk'] as const
export type ProfileName = (typeof PROFILE_NAMES)[number]

export type Message = {
  readonly kind: RequestKind
  readonly method: ScimMethod
  /** Below the base URL. */
  readonly path: string
  readonly body?: JsonObject
}

export type UserUpdate = {
  readonly user: ModelUser
  readonly id: string
  /** From what the directory has to what it should have. */
  readonly differences: readonly AttributeDifference[]
  /** As the directory shall have it after the update. */
  readonly managerId: string | null
  /** The resource as it was read just before, by a profile that does so. */
  readonly current: JsonObject
}

export type ManagerUpdate = Omit<UserUpdate, 'differences'>

export type MemberChange = {
  readonly group: ModelGroup
  readonly id: string
  readonly added: readonly ModelUser[]
  /** Ids. */
  readonly removed: readonly string[]
}

export type MemberMessage = {
  readonly messages: readonly Message[]
  /** Memberships that they add. */
  readonly added: number
}

export type IdpProfile = {
  readonly name: ProfileName
  readonly userAgent: string
  readonly retry: RetryRules
  /** Who takes over a user that a create is refused for: looks it up after every 409, or only after its own retry. */
  readonly adopts: 'always' | 'after-retry'
  /** Deletes users some time after they have left; otherwise they stay switched off for good. */
  readonly deletesUsers: boolean
  readonly readsBeforeUpdate: boolean
  /** Asks for a user or group before it creates it; otherwise only after a 409. */
  readonly looksUpFirst: boolean
  /** Writes leave together in Bulk requests of so many operations at most; null: one request each. */
  readonly bulkOperations: number | null
  /** What is asked before anything is sent; each must be answered by a list. */
  connectionTest(): readonly string[]
  userLookUp(userName: string): string
  groupLookUp(displayName: string): string
  /** @param managerReference id, or `bulkId:…`, of a manager that is there or created in the same Bulk; null: follows later */
  createUser(user: ModelUser, managerReference: string | null): JsonObject
  updateUser(update: UserUpdate): Message
  setManager(update: ManagerUpdate): Message
  /** What the directory must show of a group, members aside. */
  groupAttributes(group: ModelGroup): JsonObject
  createGroup(group: ModelGroup): JsonObject
  updateGroup(group: ModelGroup, id: string, differences: readonly AttributeDifference[]): Message
  /** One after the other; each a request, or several that belong together. */
  changeMembers(change: MemberChange): readonly MemberMessage[]
}
