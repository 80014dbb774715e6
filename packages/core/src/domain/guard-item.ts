/** A loss that the deprovisioning guard holds until an administrator decides (design: Deprovisioning guard). */
import type { GoneRecord } from './gone-record.ts'
import type { Key } from './record.ts'

/**
 * Of a person: `deactivated`, `deleted`, `left-access` (left without the last app or project). Of a group that gives access, with
 * everybody who has no other: `group-deleted`, `group-emptied`.
 */
export const GUARD_ITEM_KINDS = ['deactivated', 'deleted', 'left-access', 'group-deleted', 'group-emptied'] as const
export type GuardItemKind = (typeof GUARD_ITEM_KINDS)[number]

/**
 * `releasing`, `rejecting`: decided, to be carried out when its row is projected. `rejected`: the person stays on whatever the
 * directory says; until it is closed it may still be released. `ended`: by the identity provider. `superseded`: by something that says more.
 */
export const GUARD_ITEM_STATES = [
  'held',
  'releasing',
  'rejecting',
  'rejected',
  'released',
  'ended',
  'superseded',
] as const
export type GuardItemState = (typeof GUARD_ITEM_STATES)[number]

export type GuardItem = {
  readonly key: Key
  readonly id: string
  readonly directoryId: number
  readonly recordKey: Key
  readonly recordId: string
  readonly kind: GuardItemKind
  readonly state: GuardItemState
  /** Of a person. */
  readonly accountKey: Key | null
  readonly accountId: string | null
  /** Of a group. */
  readonly siteGroupKey: Key | null
  readonly siteGroupId: string | null
  readonly externalId: string | null
  readonly emailKey: string | null
  /** As they were when it was held. */
  readonly name: string | null
  readonly email: string | null
  readonly groups: readonly string[]
  /** Groups of the site whose membership it keeps: rows with the origin -directoryId. */
  readonly kept: readonly Key[]
  /** A record that the directory has deleted. */
  readonly gone: GoneRecord | null
  /** Who loses by it. */
  readonly people: number
  readonly operationId: string
  readonly since: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly closedAt: Date | null
}
