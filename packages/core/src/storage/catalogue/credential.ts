/** Credentials: the bearer keys of a directory. Several may be valid at a time, so that one can be replaced without a gap. */
import type { Kysely } from 'kysely'
import type { Audience, Mode } from '../../domain/operation.ts'
import { RESOURCE_TYPES, type SchemaSet } from '../../scim/resource-type.ts'
import type { Database } from '../schema.ts'
import { generateApiKey } from './api-key.ts'
import { CatalogueError } from './catalogue-error.ts'
import { recordControlEvent } from './control-event.ts'
import { findDirectory } from './directory.ts'
import { type DirectorySettings, directorySettings } from './directory-settings.ts'
import { catalogueName } from './name.ts'

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
  readonly prefix: string
  /** SHA-256 of the key. */
  readonly hash: Buffer
  readonly expiresAt: Date
  readonly revokedAt: Date | null
  readonly siteId: number
  readonly directoryId: number
  readonly directoryPublicId: string
  readonly mode: Mode
  readonly audience: Audience
  readonly settings: DirectorySettings
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
 * @throws CatalogueError unknown-directory, name-invalid, expiry-invalid
 */
export async function createCredential(
  db: Kysely<Database>,
  credential: NewCredential,
  actor: string,
): Promise<Credential & { readonly key: string }> {
  const { name } = catalogueName(credential.name)
  if (!(credential.expiresAt.getTime() > Date.now())) {
    throw new CatalogueError('expiry-invalid', 'The key would expire before it is used: give a time to come.')
  }
  const directory = await findDirectory(db, credential)
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
    return { ...created, key }
  })
}

/** Oldest first; of one directory or of all. */
export async function listCredentials(
  db: Kysely<Database>,
  of: { readonly directoryId?: number } = {},
): Promise<Credential[]> {
  const query = db.selectFrom('credential').select(CREDENTIAL_COLUMNS).orderBy('id')
  return (of.directoryId === undefined ? query : query.where('directory_id', '=', of.directoryId)).execute()
}

/** Also an expired or revoked one: the caller judges by its own clock. */
export async function findCredential(db: Kysely<Database>, hash: Buffer): Promise<CredentialOfDirectory | undefined> {
  const found = await db
    .selectFrom('credential')
    .innerJoin('directory', 'directory.id', 'credential.directory_id')
    .where('credential.hash', '=', hash)
    .select([
      'credential.id as credentialId',
      'credential.prefix',
      'credential.hash',
      'credential.expires_at as expiresAt',
      'credential.revoked_at as revokedAt',
      'directory.site_id as siteId',
      'directory.id as directoryId',
      'directory.public_id as directoryPublicId',
      'directory.mode',
      'directory.audience',
      'directory.settings',
    ])
    .executeTakeFirst()
  return found && { ...found, settings: directorySettings(found.settings), schemas: RESOURCE_TYPES }
}
