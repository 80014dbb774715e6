/** The tables of the catalogue as Kysely sees them: global and small (docs/architecture.md). */
import type { ColumnType, Generated } from 'kysely'
import type { DirectoryPhase, PauseMode } from '../domain/directory-policy.ts'
import type { ResourceType } from '../domain/operation.ts'
import type { ExtensionDocument, NamedIndex } from '../scim/extension-schema.ts'
import type { JsonObject } from '../scim/json.ts'
import type { Jsonb, Timestamp } from './column.ts'

export type SiteTable = {
  id: Generated<number>
  public_id: string
  name: string
  name_key: string
  created_at: Timestamp
  settings: ColumnType<JsonObject, string | undefined, string>
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
  schemas_digest: Generated<string>
  phase: Generated<DirectoryPhase>
  paused: PauseMode | null
  paused_at: ColumnType<Date | null, undefined, Date | null>
  losses_reported_at: ColumnType<Date | null, undefined, Date | null>
  guard_reported_at: ColumnType<Date | null, undefined, Date | null>
  disconnected_at: ColumnType<Date | null, undefined, Date | null>
  purged_at: ColumnType<Date | null, undefined, Date | null>
}

export type ExtensionSchemaTable = {
  id: Generated<number>
  site_id: number
  directory_id: number
  urn: string
  urn_key: string
  resource_type: ResourceType
  required: boolean
  version: Generated<number>
  document: ColumnType<ExtensionDocument, string, string>
  indexes: ColumnType<NamedIndex[], string, string>
  created_at: Timestamp
  updated_at: Timestamp
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

export type OAuthTokenTable = {
  hash: Buffer
  credential_id: number
  secret_id: number | null
  trust_id: number | null
  access: 'read' | 'write'
  created_at: Timestamp
  expires_at: ColumnType<Date, Date | string, Date | string>
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
