/** From joined rows to what the plan works on. */
import type { Loaded } from '../../domain/loaded.ts'
import type { Audience } from '../../domain/operation.ts'
import type {
  Account,
  AccountClass,
  GroupLink,
  GroupRecord,
  Hold,
  HoldKind,
  MemberRef,
  SiteGroup,
  Tombstone,
  UserLink,
  UserRecord,
} from '../../domain/record.ts'
import type { JsonObject } from '../../scim/json.ts'
import { userKeys } from '../../scim/user-keys.ts'

type HoldJson = { kind: HoldKind; basisKey: string | null; since: string; by: string }

export type AccountRow = {
  account_key: number
  account_id: string
  audience: Audience
  class: AccountClass
  account_active: boolean
  switched_off_by: 'directory' | 'admin' | null
  email: string
  account_email_key: string
  display_name: string | null
  profile: JsonObject
  account_created_at: Date
  account_updated_at: Date
  owner_key: number | null
  member_keys: number[] | null
}

export type UserRow = {
  key: number
  directory_id: number
  id: string
  version: number
  created_at: Date
  last_modified: Date
  resource: JsonObject
  holds: HoldJson[] | null
  link_account_key: number | null
  link_kind: 'owning' | 'member' | null
  link_joins: boolean | null
  link_made_by: string | null
} & { [Name in keyof AccountRow]: AccountRow[Name] | null }

export type SiteGroupRow = {
  site_group_key: number
  site_group_id: string
  site_group_audience: Audience
  source: 'local' | 'synced'
  name: string
  name_key: string
  default_access: boolean
  left_by: number | null
  site_group_created_at: Date
  site_group_updated_at: Date
}

export type GroupRow = {
  key: number
  directory_id: number
  id: string
  version: number
  member_count: number
  display_name_key: string
  external_id: string | null
  created_at: Date
  last_modified: Date
  resource: JsonObject
  holds: HoldJson[] | null
  name_kept_for: string | null
} & { [Name in keyof SiteGroupRow]: SiteGroupRow[Name] | null }

export type MemberRefRow = {
  key: number
  directory_id: number
  id: string
  nested: boolean
  link_account_key: number | null
  link_kind: 'owning' | 'member' | null
  link_joins: boolean | null
  link_made_by: string | null
}

/** A hold without its record. */
export type HeldRow = {
  directory_id: number
  record_key: number
  kind: HoldKind
  basis_key: string | null
  since: Date
  by: string
}

/** Of a record that may be gone. */
export type UserLinkRow = AccountRow & Pick<MemberRefRow, 'key' | LinkColumn>

type LinkColumn = 'link_account_key' | 'link_kind' | 'link_joins' | 'link_made_by'

export type GroupLinkRow = SiteGroupRow & Pick<GroupRow, 'key' | 'name_kept_for'>

export type TombstoneRow = AccountRow & {
  directory_id: number
  external_id: string
  since_key: number
  expires_at: Date
}

export type Collected = {
  readonly users: Map<number, UserRecord>
  readonly groups: Map<number, GroupRecord>
  readonly members: MemberRef[]
  readonly userLinks: Map<number, UserLink>
  readonly groupLinks: Map<number, GroupLink>
  readonly accounts: Map<number, Loaded['accounts'][number]>
  readonly siteGroups: Map<number, SiteGroup>
  readonly holds: Hold[]
}

export function collectUser(into: Collected, row: UserRow): void {
  if (into.users.has(row.key)) return
  into.users.set(row.key, {
    ...userKeys(row.resource),
    key: row.key,
    directoryId: row.directory_id,
    id: row.id,
    version: row.version,
    createdAt: row.created_at,
    lastModified: row.last_modified,
    attributes: row.resource,
  })
  collectHolds(into, row)
  collectLink(into, row)
  if (row.account_key !== null) collectAccount(into, row as AccountRow)
}

export function collectGroup(into: Collected, row: GroupRow): void {
  if (into.groups.has(row.key)) return
  into.groups.set(row.key, {
    key: row.key,
    directoryId: row.directory_id,
    id: row.id,
    version: row.version,
    memberCount: row.member_count,
    displayNameKey: row.display_name_key,
    externalId: row.external_id,
    createdAt: row.created_at,
    lastModified: row.last_modified,
    attributes: row.resource,
  })
  collectHolds(into, row)
  if (row.site_group_key === null) return
  into.groupLinks.set(row.key, groupLinkOf(row.key, row.site_group_key, row.name_kept_for))
  collectSiteGroup(into, row as SiteGroupRow)
}

export function collectMember(into: Collected, row: MemberRefRow): void {
  into.members.push({ key: row.key, directoryId: row.directory_id, id: row.id, nested: row.nested })
  collectLink(into, row)
}

export function collectAccount(into: Collected, row: AccountRow): void {
  const account: Account = {
    key: row.account_key,
    id: row.account_id,
    audience: row.audience,
    class: row.class,
    active: row.account_active,
    switchedOffBy: row.switched_off_by,
    email: row.email,
    emailKey: row.account_email_key,
    displayName: row.display_name,
    profile: row.profile,
    createdAt: row.account_created_at,
    updatedAt: row.account_updated_at,
  }
  into.accounts.set(account.key, { account, ownerKey: row.owner_key, memberKeys: row.member_keys ?? [] })
}

export function collectSiteGroup(into: Collected, row: SiteGroupRow): void {
  into.siteGroups.set(row.site_group_key, {
    key: row.site_group_key,
    id: row.site_group_id,
    audience: row.site_group_audience,
    source: row.source,
    name: row.name,
    nameKey: row.name_key,
    defaultAccess: row.default_access,
    leftBy: row.left_by,
    createdAt: row.site_group_created_at,
    updatedAt: row.site_group_updated_at,
  })
}

export function collectUserLink(into: Collected, row: UserLinkRow): void {
  collectLink(into, row)
  collectAccount(into, row)
}

export function collectGroupLink(into: Collected, row: GroupLinkRow): void {
  into.groupLinks.set(row.key, groupLinkOf(row.key, row.site_group_key, row.name_kept_for))
  collectSiteGroup(into, row)
}

function groupLinkOf(key: number, siteGroupKey: number, nameKeptFor: string | null): GroupLink {
  return { key, siteGroupKey, nameKeptFor }
}

export function tombstoneOf(row: TombstoneRow): Tombstone {
  return {
    directoryId: row.directory_id,
    audience: row.audience,
    externalId: row.external_id,
    accountKey: row.account_key,
    sinceKey: row.since_key,
    expiresAt: row.expires_at,
  }
}

export function holdOf(row: HeldRow): Hold {
  return { recordKey: row.record_key, kind: row.kind, basisKey: row.basis_key, since: row.since, by: row.by }
}

function collectLink(into: Collected, row: Pick<MemberRefRow, 'key' | LinkColumn>): void {
  if (row.link_account_key === null || row.link_kind === null) return
  into.userLinks.set(row.key, {
    key: row.key,
    accountKey: row.link_account_key,
    kind: row.link_kind,
    joins: row.link_joins ?? true,
    madeBy: row.link_made_by ?? 'lane',
  })
}

function collectHolds(into: Collected, row: { readonly key: number; readonly holds: HoldJson[] | null }): void {
  for (const { kind, basisKey, since, by } of row.holds ?? []) {
    into.holds.push({ recordKey: row.key, kind, basisKey, since: new Date(since), by })
  }
}
