/** What the database answered to a Need. `need` says what was asked: what is not here then does not exist. */
import type { Conflict } from './conflict.ts'
import type { LoadedPerson } from './erasure.ts'
import type { CopyLosses, GroupCopy } from './group-copy.ts'
import type { GuardItem } from './guard-item.ts'
import type { GuardLoss, LoadedWindow, Losers } from './guard-loss.ts'
import type { MemberRow } from './member-relation.ts'
import type { Need } from './need.ts'
import type {
  AccessGrant,
  Account,
  App,
  GroupLink,
  GroupRecord,
  Hold,
  Key,
  MemberRef,
  SiteGroup,
  SiteMember,
  Tombstone,
  UserLink,
  UserRecord,
} from './record.ts'

export type Loaded = {
  readonly need: Need
  readonly users: readonly UserRecord[]
  readonly groups: readonly GroupRecord[]
  /** Who has them, by the names in `need.values`. */
  readonly values: readonly { readonly name: string; readonly key: Key }[]
  readonly members: readonly MemberRef[]
  readonly pairs: readonly MemberRow[]
  /** Of every user and member here. */
  readonly userLinks: readonly UserLink[]
  /** Of every group here. */
  readonly groupLinks: readonly GroupLink[]
  /** Asked for by e-mail, and those that the users here are linked to; with the records that are linked to each. */
  readonly accounts: readonly LoadedAccount[]
  /** Asked for by name, and those that the groups here are linked to. */
  readonly siteGroups: readonly SiteGroup[]
  /** Of every user and group here. */
  readonly holds: readonly Hold[]
  /** How many local members those of the site groups asked about have that have any. */
  readonly localMembers: readonly { readonly siteGroupKey: Key; readonly count: number }[]
  /** Who has the external ids asked for, by the names in `need.externalIds`. */
  readonly externalIds: readonly { readonly name: string; readonly key: Key }[]
  readonly tombstones: readonly Tombstone[]
  /** Of the accounts asked for. */
  readonly siteRows: readonly SiteMember[]
  /** The pairs of the groups asked about whose member is a group. */
  readonly nestedPairs: readonly MemberRow[]
  readonly apps: readonly App[]
  readonly grants: readonly AccessGrant[]
  /** By the names in `need.heldIn`, without their records. */
  readonly heldIn: readonly { readonly name: string; readonly hold: Hold }[]
  readonly conflicts: readonly Conflict[]
  /** Which of them are what was asked for, by the names in `need.conflictsWhere`. `changed`: since they were looked at. */
  readonly conflictsWhere: readonly { readonly name: string; readonly key: Key; readonly changed: boolean }[]
  readonly groupCopies: readonly GroupCopy[]
  readonly copyLosses: readonly CopyLosses[]
  /** By the conflict that was asked about; of those without one there is none. */
  readonly decisionsBehind: readonly { readonly of: Key; readonly conflictId: string }[]
  readonly persons: readonly LoadedPerson[]
  readonly guardItems: readonly GuardItem[]
  readonly guardLosses: readonly GuardLoss[]
  readonly guardWindows: readonly LoadedWindow[]
  /** By the names in `need.guardLosers`. */
  readonly guardLosers: readonly { readonly name: string; readonly losers: Losers }[]
}

export type LoadedAccount = {
  readonly account: Account
  readonly ownerKey: Key | null
  /** Records with a member link to it. */
  readonly memberKeys: readonly Key[]
}

/** An answer that found nothing. */
export function nothingLoaded(need: Need): Loaded {
  return {
    need,
    users: [],
    groups: [],
    values: [],
    members: [],
    pairs: [],
    userLinks: [],
    groupLinks: [],
    accounts: [],
    siteGroups: [],
    holds: [],
    localMembers: [],
    externalIds: [],
    tombstones: [],
    siteRows: [],
    nestedPairs: [],
    apps: [],
    grants: [],
    heldIn: [],
    conflicts: [],
    conflictsWhere: [],
    groupCopies: [],
    copyLosses: [],
    decisionsBehind: [],
    persons: [],
    guardItems: [],
    guardLosses: [],
    guardWindows: [],
    guardLosers: [],
  }
}
