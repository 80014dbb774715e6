/** Rows of a directory (what the identity provider says) and of the site (what becomes of it), as the plan sees them. */
import type { JsonObject } from '../scim/json.ts'
import type { Audience } from './operation.ts'

/** A row key: unique in a site over users, groups, accounts and site groups. */
export type Key = number

export type UserRecord = {
  readonly key: Key
  readonly directoryId: number
  readonly id: string
  readonly version: number
  readonly active: boolean
  readonly userNameKey: string
  readonly externalId: string | null
  readonly displayNameKey: string | null
  /** The folded matching e-mail; null when the record has none. */
  readonly emailKey: string | null
  /** Every e-mail, folded, without duplicates. */
  readonly emailKeys: readonly string[]
  readonly createdAt: Date
  readonly lastModified: Date
  readonly attributes: JsonObject
}

export type GroupRecord = {
  readonly key: Key
  readonly directoryId: number
  readonly id: string
  readonly version: number
  readonly memberCount: number
  readonly displayNameKey: string
  readonly externalId: string | null
  readonly createdAt: Date
  readonly lastModified: Date
  readonly attributes: JsonObject
}

/** A record named as a member: as much of it as a membership needs. */
export type MemberRef = {
  readonly key: Key
  readonly directoryId: number
  readonly id: string
  readonly nested: boolean
}

export function memberRef(record: UserRecord | GroupRecord, nested: boolean): MemberRef {
  return { key: record.key, directoryId: record.directoryId, id: record.id, nested }
}

export type AccountClass = 'managed' | 'external' | 'portal-only'

export type Account = {
  readonly key: Key
  readonly id: string
  readonly audience: Audience
  readonly class: AccountClass
  readonly active: boolean
  readonly switchedOffBy: 'directory' | 'admin' | null
  readonly email: string
  readonly emailKey: string
  readonly displayName: string | null
  readonly profile: JsonObject
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type SiteGroup = {
  readonly key: Key
  readonly id: string
  readonly audience: Audience
  readonly source: 'local' | 'synced'
  readonly name: string
  readonly nameKey: string
  /** Whoever is new at the site gets into it; no directory may fill it. */
  readonly defaultAccess: boolean
  /** The directory that left it local when it was disconnected; until it is linked again. */
  readonly leftBy: number | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What groups (apps) and organizations (projects) give access to. */
export type AppKind = 'app' | 'project'

export type App = {
  readonly key: Key
  readonly id: string
  readonly kind: AppKind
  readonly name: string
  readonly nameKey: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Bound to the group and never to its name. */
export type AccessGrant = {
  readonly appKey: Key
  readonly siteGroupKey: Key
  readonly grantedAt: Date
  /** Who it is on record as. */
  readonly grantedBy: string
}

/** key is the record's key. */
export type UserLink = {
  readonly key: Key
  readonly accountKey: Key
  /** Profile, class, on and off follow the owning record; of the others only the groups count. */
  readonly kind: 'owning' | 'member'
  /** Whether the groups of the record count for the account. */
  readonly joins: boolean
  /** `lane`, or the administrator who decided it. */
  readonly madeBy: string
}
/** key is the record's key. */
export type GroupLink = {
  readonly key: Key
  readonly siteGroupKey: Key
  /** The folded name of the record for which the site's group has another one by decision; with any other name it follows again. */
  readonly nameKeptFor: string | null
}

/**
 * Why a record does not (fully) reach the site (design: Holds). `reviewing` and `paused` are of the directory and no rows: a
 * record that was projected once has a link or a hold, so one with neither is still in review.
 */
export const HOLD_KINDS = [
  'no-email',
  'email-taken',
  'duplicate',
  'external-review',
  'external-ignored',
  /** Outside of the verified domains, inactive, and not linked: not synced until it is active (ours). */
  'inactive',
  'conflict',
  'built-in-name',
  'default-group',
  'nested-not-projected',
  'switched-off-by-admin',
  /** It would lose access by its directory, with too many others; or an administrator has said that it does not. */
  'guard',
  'guard-rejected',
  'detached',
] as const
export type HoldKind = (typeof HOLD_KINDS)[number]

export type Hold = {
  readonly recordKey: Key
  readonly kind: HoldKind
  /** The folded address or name that the record waits for. */
  readonly basisKey: string | null
  readonly since: Date
  /** `lane`; an administrator who set it, or who dismissed it: known, and to be left as it is. */
  readonly by: string
}

export type SiteMember = { readonly groupKey: Key; readonly accountKey: Key; readonly origin: number }

/** Of a deleted record: who is created again with its externalId gets the account back. directoryId 0: any directory. */
export type Tombstone = {
  readonly directoryId: number
  readonly audience: Audience
  readonly externalId: string
  readonly accountKey: Key
  /** The first row key that was free when it was laid: only records that are made later come back to the account. */
  readonly sinceKey: Key
  readonly expiresAt: Date
}
