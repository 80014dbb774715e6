/** The tables as Kysely sees them. `schema.sql` is the truth; a test compares the columns. The catalogue is in a file of its own. */
import type { ColumnType, Generated } from 'kysely'
import type { JsonObject } from '../scim/json.ts'
import type {
  AdminRoleTable,
  AdminTable,
  ControlEventTable,
  CredentialTable,
  DirectoryTable,
  DomainTable,
  ExtensionSchemaTable,
  OAuthSecretTable,
  OAuthTokenTable,
  OAuthTrustTable,
  SigningKeyTable,
  SiteTable,
} from './catalogue-schema.ts'
import type { Jsonb, Timestamp } from './column.ts'
import type {
  ConflictTable,
  GroupCopyMemberTable,
  GroupCopyTable,
  GuardItemTable,
  GuardLossTable,
} from './decision-schema.ts'
import type { ErasureTable } from './erasure-schema.ts'
import type {
  DirtyTable,
  PreviewAbsentTable,
  PreviewRowTable,
  PreviewTable,
  StartDifferenceTable,
  StartTable,
} from './review-schema.ts'

export type DirectoryUserTable = {
  site_id: number
  directory_id: number
  key: number
  id: string
  active: boolean
  version: number
  user_name_key: string
  external_id: string | null
  display_name_key: string | null
  email_key: string | null
  created_at: Timestamp
  last_modified: Timestamp
  resource: Jsonb
  compared: Jsonb
  /** Made by Postgres of `resource`. */
  manager_id: Generated<string | null>
}

export type DirectoryUserEmailTable = { site_id: number; directory_id: number; email_key: string; user_key: number }

export type DirectoryValueTable = {
  site_id: number
  directory_id: number
  index_id: number
  value_key: string
  record_key: number
}

export type DirectoryGroupTable = {
  site_id: number
  directory_id: number
  key: number
  id: string
  version: number
  member_count: number
  display_name_key: string
  external_id: string | null
  created_at: Timestamp
  last_modified: Timestamp
  resource: Jsonb
  compared: Jsonb
}

export type DirectoryMemberTable = { site_id: number; group_key: number; member_key: number; nested: boolean }

export type AccountTable = {
  site_id: number
  key: number
  id: string
  audience: 'workforce' | 'customers'
  class: 'managed' | 'external' | 'portal-only'
  active: boolean
  switched_off_by: 'directory' | 'admin' | null
  email: string
  email_key: string
  display_name: string | null
  profile: Jsonb
  created_at: Timestamp
  updated_at: Timestamp
}

export type SiteGroupTable = {
  site_id: number
  key: number
  id: string
  audience: 'workforce' | 'customers'
  source: 'local' | 'synced'
  name: string
  name_key: string
  left_by: ColumnType<number | null, number | null | undefined, number | null>
  default_access: Generated<boolean>
  created_at: Timestamp
  updated_at: Timestamp
}

export type AppTable = {
  site_id: number
  key: number
  id: string
  kind: 'app' | 'project'
  name: string
  name_key: string
  created_at: Timestamp
  updated_at: Timestamp
}

export type AccessGrantTable = {
  site_id: number
  app_key: number
  site_group_key: number
  granted_at: Timestamp
  granted_by: string
}

export type SiteMemberTable = { site_id: number; group_key: number; account_key: number; origin: number }
export type UserLinkTable = {
  site_id: number
  user_key: number
  account_key: number
  kind: 'owning' | 'member'
  joins: Generated<boolean>
  made_by: Generated<string>
}
export type GroupLinkTable = {
  site_id: number
  group_key: number
  site_group_key: number
  name_kept_for: ColumnType<string | null, string | null | undefined, string | null>
}

export type HoldTable = {
  site_id: number
  record_key: number
  kind: string
  basis_key: string | null
  since: Timestamp
  by: string
}

export type TombstoneTable = {
  site_id: number
  directory_id: number
  audience: 'workforce' | 'customers'
  external_id: string
  account_key: number
  since_key: number
  expires_at: Timestamp
}

export type CounterTable = { site_id: number; directory_id: number; name: string; value: number }

export type PendingTable = {
  site_id: number
  directory_id: number
  seq: Generated<number>
  operation_id: string
  target_id: string | null
  digest: string
  cost: Generated<number>
  accepted_at: Timestamp
}

export type OutcomeTable = {
  site_id: number
  operation_id: string
  applied_seq: number
  status: number
  scim_type: string | null
  detail: string | null
  resource_id: string | null
  version: number | null
  created_at: ColumnType<Date | null, Date | null, Date | null>
  last_modified: ColumnType<Date | null, Date | null, Date | null>
  resource: ColumnType<JsonObject | null, string | null, string | null>
  applied_at: Timestamp
}

export type BulkTable = {
  site_id: number
  id: string
  directory_id: number
  digest: string
  fail_on_errors: number | null
  operation_ids: string[]
  last_seq: number
  settled: Generated<number>
  errors: Generated<number>
  stopped: Generated<boolean>
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  delivered: Generated<boolean>
  accepted_at: Timestamp
}

export type DeadLetterTable = {
  site_id: number
  operation_id: string
  directory_id: number
  seq: number
  reason: string
  at: Timestamp
}

export type LaneTable = {
  site_id: number
  applied_seq: Generated<number>
  next_key: Generated<number>
  claim_floor: Generated<number>
  floor_candidate: Generated<number>
  floor_marked_at: Timestamp
  settled_at: Timestamp
  retry_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  failure: string | null
  suspect_last: Generated<number>
  suspect_size: Generated<number>
}

export type Database = {
  site: SiteTable
  directory: DirectoryTable
  domain: DomainTable
  credential: CredentialTable
  oauth_secret: OAuthSecretTable
  oauth_trust: OAuthTrustTable
  oauth_token: OAuthTokenTable
  admin: AdminTable
  admin_role: AdminRoleTable
  extension_schema: ExtensionSchemaTable
  control_event: ControlEventTable
  signing_key: SigningKeyTable
  directory_user: DirectoryUserTable
  directory_user_email: DirectoryUserEmailTable
  directory_value: DirectoryValueTable
  directory_group: DirectoryGroupTable
  directory_member: DirectoryMemberTable
  account: AccountTable
  site_group: SiteGroupTable
  site_member: SiteMemberTable
  app: AppTable
  access_grant: AccessGrantTable
  user_link: UserLinkTable
  group_link: GroupLinkTable
  hold: HoldTable
  conflict: ConflictTable
  group_copy: GroupCopyTable
  group_copy_member: GroupCopyMemberTable
  guard_loss: GuardLossTable
  guard_item: GuardItemTable
  dirty: DirtyTable
  start: StartTable
  preview: PreviewTable
  preview_row: PreviewRowTable
  preview_absent: PreviewAbsentTable
  start_difference: StartDifferenceTable
  tombstone: TombstoneTable
  erasure: ErasureTable
  counter: CounterTable
  pending: PendingTable
  outcome: OutcomeTable
  bulk: BulkTable
  dead_letter: DeadLetterTable
  lane: LaneTable
}
