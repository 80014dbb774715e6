/** The bearer keys of a directory. Several may be valid at a time, so that one can be replaced without a gap. */
import { CompiledQuery, type Kysely } from 'kysely'
import type { PauseMode } from '../../domain/directory-policy.ts'
import type { Audience, Mode } from '../../domain/operation.ts'
import type { SchemaSet } from '../../scim/resource-type.ts'
import type { Database } from '../schema.ts'
import { generateApiKey } from './api-key.ts'
import { CatalogueError } from './catalogue-error.ts'
import { type Author, recordControlEvent } from './control-event.ts'
import { assertConnected, findDirectory } from './directory.ts'
import { type DirectorySettings, directorySettings } from './directory-settings.ts'
import { catalogueName } from './name.ts'
import { type ExtensionRow, readSchemaSets } from './schema-set.ts'

/** `write` includes reading. */
export type Access = 'read' | 'write'

export type Credential = {
  readonly id: number
  readonly siteId: number
  readonly directoryId: number
  readonly name: string
  readonly prefix: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

export type NewCredential = ({ readonly directoryId: number } | { readonly directoryPublicId: string }) & {
  readonly name: string
  readonly expiresAt: Date
}

/** A credential with what a request under it needs to know of its directory. */
export type CredentialOfDirectory = {
  readonly credentialId: number
  readonly kind: 'key' | 'oauth-client'
  readonly prefix: string
  /** SHA-256 of the key; of an OAuth client 32 random bytes. Known to nobody outside, and the same as long as it lives. */
  readonly hash: Buffer
  readonly access: Access
  /** Of a token: the first of its own end and that of what it was given for. */
  readonly expiresAt: Date
  readonly revokedAt: Date | null
  readonly siteId: number
  readonly directoryId: number
  readonly directoryPublicId: string
  readonly mode: Mode
  readonly audience: Audience
  readonly settings: DirectorySettings
  readonly paused: PauseMode | null
  readonly schemas: SchemaSet
}

export const CREDENTIAL_COLUMNS = [
  'id',
  'site_id as siteId',
  'directory_id as directoryId',
  'name',
  'prefix',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'revoked_at as revokedAt',
] as const

/**
 * The key itself is returned here and nowhere else.
 * @throws CatalogueError unknown-directory, directory-disconnected, name-invalid, expiry-invalid
 */
export async function createCredential(
  db: Kysely<Database>,
  credential: NewCredential,
  actor: Author,
): Promise<Credential & { readonly key: string }> {
  const { name } = catalogueName(credential.name)
  if (!(credential.expiresAt.getTime() > Date.now())) {
    throw new CatalogueError('expiry-invalid', 'The key would expire before it is used: give a time to come.')
  }
  const directory = await findDirectory(db, credential)
  assertConnected(directory)
  const { key, prefix, hash } = generateApiKey()
  return db.transaction().execute(async (transaction) => {
    const created = await transaction
      .insertInto('credential')
      .values({
        site_id: directory.siteId,
        directory_id: directory.id,
        name,
        prefix,
        hash,
        expires_at: credential.expiresAt,
      })
      .returning(CREDENTIAL_COLUMNS)
      .executeTakeFirstOrThrow()
    await recordControlEvent(transaction, {
      actor,
      action: 'credential.created',
      siteId: directory.siteId,
      directoryId: directory.id,
      detail: { name, prefix, expiresAt: credential.expiresAt.toISOString() },
    })
    return { ...withExpiry(created), key }
  })
}

/** Oldest first; of one directory or of all. `after`: behind the one with that id. */
export async function listCredentials(
  db: Kysely<Database>,
  of: { readonly directoryId?: number; readonly after?: number; readonly limit?: number } = {},
): Promise<Credential[]> {
  let query = db.selectFrom('credential').where('kind', '=', 'key').select(CREDENTIAL_COLUMNS).orderBy('id')
  if (of.directoryId !== undefined) query = query.where('directory_id', '=', of.directoryId)
  if (of.after !== undefined) query = query.where('id', '>', of.after)
  const rows = await (of.limit === undefined ? query : query.limit(of.limit)).execute()
  return rows.map(withExpiry)
}

/** What a request needs to know of its directory. */
export const COLUMNS_OF_DIRECTORY = [
  'directory.site_id as siteId',
  'directory.id as directoryId',
  'directory.public_id as directoryPublicId',
  'directory.mode',
  'directory.audience',
  'directory.settings',
  'directory.paused',
  'directory.schemas_digest as digest',
] as const

/** Also an expired or revoked one: the caller judges by its own clock. */
export async function findCredential(db: Kysely<Database>, hash: Buffer): Promise<CredentialOfDirectory | undefined> {
  const found = await db
    .selectFrom('credential')
    .innerJoin('directory', 'directory.id', 'credential.directory_id')
    .where('credential.hash', '=', hash)
    .where('credential.kind', '=', 'key')
    .where('directory.phase', '<>', 'disconnected')
    .select([
      'credential.id as credentialId',
      'credential.kind',
      'credential.prefix',
      'credential.hash',
      'credential.access',
      'credential.expires_at as expiresAt',
      'credential.revoked_at as revokedAt',
      ...COLUMNS_OF_DIRECTORY,
    ])
    .executeTakeFirst()
  return found && ofDirectory(db, withExpiry(found))
}

/** Of its settings and schemas: what a request works with. */
export async function ofDirectory<Row extends OfDirectory>(
  db: Kysely<Database>,
  row: Row,
): Promise<Omit<Row, 'settings' | 'digest'> & Pick<CredentialOfDirectory, 'settings' | 'schemas'>> {
  const { digest, settings, ...rest } = row
  const read = async (text: string, values: readonly unknown[]) =>
    (await db.executeQuery(CompiledQuery.raw(text, [...values]) as CompiledQuery<ExtensionRow>)).rows
  const { siteId, directoryId } = row
  const schemas = (await readSchemaSets(read, siteId, [{ id: directoryId, digest }])).get(directoryId)
  if (schemas === undefined) throw new Error(`directory ${directoryId} has no schemas`)
  return { ...rest, settings: directorySettings(settings), schemas }
}

type OfDirectory = {
  readonly siteId: number
  readonly directoryId: number
  readonly settings: unknown
  readonly digest: string
}

/** Of a key, which always has one. */
export function withExpiry<Row extends { readonly expiresAt: Date | null }>(
  row: Row,
): Row & { readonly expiresAt: Date } {
  if (row.expiresAt === null) throw new Error('a key without an expiry')
  return { ...row, expiresAt: row.expiresAt }
}
