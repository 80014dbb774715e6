/** Rows of a directory (what the identity provider says) and of the site (what becomes of it), as the plan sees them. */
import type { JsonObject } from '../scim/json.ts'
import type { SchemaSet } from '../scim/resource-type.ts'
import type { Audience, Mode } from './operation.ts'

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
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** key is the record's key. */
export type UserLink = { readonly key: Key; readonly accountKey: Key; readonly kind: 'owning' | 'member' }
export type GroupLink = { readonly key: Key; readonly siteGroupKey: Key }

/** Why a record does not (fully) reach the site (design: Holds). More kinds come with their rules. */
export type HoldKind = 'no-email' | 'email-taken' | 'duplicate' | 'conflict' | 'switched-off-by-admin'

export type Hold = {
  readonly recordKey: Key
  readonly kind: HoldKind
  /** The folded address or name that the record waits for. */
  readonly basisKey: string | null
  readonly since: Date
  readonly by: string
}

export type SiteMember = { readonly groupKey: Key; readonly accountKey: Key; readonly origin: number }

export type DirectoryPolicy = {
  readonly id: number
  readonly audience: Audience
  readonly mode: Mode
  readonly schemas: SchemaSet
  /** What becomes of a member or manager that is named and does not exist: the operation is refused, or it is left out. */
  readonly unknownReferences: 'refuse' | 'skip'
}
