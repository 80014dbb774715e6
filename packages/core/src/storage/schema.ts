/** The tables as Kysely sees them. `schema.sql` is the truth; a test compares the columns. */
import type { ColumnType, Generated } from 'kysely'
import type { JsonObject } from '../scim/json.ts'

type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>
type Jsonb = ColumnType<JsonObject, string, string>

export type SiteTable = {
  id: Generated<number>
  public_id: string
  name: string
  name_key: string
  created_at: Timestamp
}

export type DirectoryTable = {
  id: Generated<number>
  site_id: number
  public_id: string
  name: string
  name_key: string
  audience: Generated<'workforce' | 'customers'>
  mode: Generated<'lenient' | 'strict'>
  created_at: Timestamp
  settings: ColumnType<JsonObject, string | undefined, string>
}

export type DomainTable = {
  site_id: number
  name: string
  name_key: string
  token: string
  verified_at: ColumnType<Date | null, undefined, Date | null>
  verified_by: 'dns' | 'operator' | null
  checked_at: ColumnType<Date | null, undefined, Date>
  missing_since: ColumnType<Date | null, undefined, Date | null>
  directory_id: number | null
  created_at: Timestamp
}

export type CredentialTable = {
  id: Generated<number>
  site_id: number
  directory_id: number
  name: string
  prefix: string
  hash: Buffer
  created_at: Timestamp
  /** Null for OAuth clients alone. */
  expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  drops_pending: Generated<boolean>
  kind: Generated<'key' | 'oauth-client'>
  access: Generated<'read' | 'write'>
}

export type OAuthSecretTable = {
  id: Generated<number>
  credential_id: number
  prefix: string
  hash: Buffer
  created_at: Timestamp
  expires_at: ColumnType<Date, Date | string, Date | string>
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export type OAuthTrustTable = {
  id: Generated<number>
  credential_id: number
  prefix: string
  issuer: string
  audience: string
  subject: string
  tenant: string | null
  jwks_uri: string | null
  created_at: Timestamp
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export type OAuthTokenTable = {
  hash: Buffer
  credential_id: number
  secret_id: number | null
  trust_id: number | null
  access: 'read' | 'write'
  created_at: Timestamp
  expires_at: ColumnType<Date, Date | string, Date | string>
}

export type AdminTable = {
  id: Generated<number>
  name: string
  prefix: string
  hash: Buffer
  created_at: Timestamp
  expires_at: ColumnType<Date, Date | string, Date | string>
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export type AdminRoleTable = {
  id: Generated<number>
  admin_id: number
  site_id: number | null
  role: 'viewer' | 'agent' | 'operator' | 'access' | 'admin'
}

export type ControlEventTable = {
  id: Generated<number>
  at: Timestamp
  actor: string
  action: string
  site_id: number | null
  directory_id: number | null
  detail: Jsonb
  reason: string | null
}

export type SigningKeyTable = {
  kid: string
  public_jwk: Jsonb
  private_jwk: Jsonb
  created_at: Timestamp
  signs_from: ColumnType<Date, Date | string, Date | string>
  published_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

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
  created_at: Timestamp
  updated_at: Timestamp
}

export type SiteMemberTable = { site_id: number; group_key: number; account_key: number; origin: number }
export type UserLinkTable = { site_id: number; user_key: number; account_key: number; kind: 'owning' | 'member' }
export type GroupLinkTable = { site_id: number; group_key: number; site_group_key: number }

export type HoldTable = {
  site_id: number
  record_key: number
  kind: string
  basis_key: string | null
  since: Timestamp
  by: string
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
  control_event: ControlEventTable
  signing_key: SigningKeyTable
  directory_user: DirectoryUserTable
  directory_user_email: DirectoryUserEmailTable
  directory_group: DirectoryGroupTable
  directory_member: DirectoryMemberTable
  account: AccountTable
  site_group: SiteGroupTable
  site_member: SiteMemberTable
  user_link: UserLinkTable
  group_link: GroupLinkTable
  hold: HoldTable
  counter: CounterTable
  pending: PendingTable
  outcome: OutcomeTable
  dead_letter: DeadLetterTable
  lane: LaneTable
}
