/**
 * OAuth clients of a directory (RFC 6749 §4.4). A client is a credential without a key; what it sends is on record under it, and
 * it is revoked like a key. Its `client_id` is public.
 */
import { randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../schema.ts'
import { generatePrefix } from './api-key.ts'
import { CatalogueError } from './catalogue-error.ts'
import { recordControlEvent } from './control-event.ts'
import type { Access } from './credential.ts'
import { assertConnected, findDirectory } from './directory.ts'
import { catalogueName } from './name.ts'

export type OAuthClient = {
  readonly id: number
  readonly siteId: number
  readonly directoryId: number
  readonly name: string
  readonly prefix: string
  readonly access: Access
  readonly createdAt: Date
  readonly revokedAt: Date | null
}

const WORD = 'client_'
const UNUSED_HASH_BYTES = 32

const CLIENT_COLUMNS = [
  'id',
  'site_id as siteId',
  'directory_id as directoryId',
  'name',
  'prefix',
  'access',
  'created_at as createdAt',
  'revoked_at as revokedAt',
] as const

/** What a client sends as `client_id`. */
export function clientIdOf({ prefix }: { readonly prefix: string }): string {
  return `${WORD}${prefix}`
}

/** @returns null: no client has such an id */
export function prefixOf(clientId: string): string | null {
  return clientId.startsWith(WORD) ? clientId.slice(WORD.length) : null
}

/** @throws CatalogueError unknown-directory, name-invalid */
export async function createOAuthClient(
  db: Kysely<Database>,
  client: { readonly directoryId: number; readonly name: string; readonly access: Access },
  actor: string,
): Promise<OAuthClient> {
  const { name } = catalogueName(client.name)
  const directory = await findDirectory(db, client)
  assertConnected(directory)
  return db.transaction().execute(async (transaction) => {
    const created = await transaction
      .insertInto('credential')
      .values({
        site_id: directory.siteId,
        directory_id: directory.id,
        name,
        prefix: generatePrefix(),
        hash: randomBytes(UNUSED_HASH_BYTES),
        kind: 'oauth-client',
        access: client.access,
      })
      .returning(CLIENT_COLUMNS)
      .executeTakeFirstOrThrow()
    await recordControlEvent(transaction, {
      actor,
      action: 'oauth-client.created',
      siteId: directory.siteId,
      directoryId: directory.id,
      detail: { name, clientId: clientIdOf(created), access: client.access },
    })
    return created
  })
}

/** Oldest first; of one directory or of all. */
export async function listOAuthClients(
  db: Kysely<Database>,
  of: { readonly directoryId?: number } = {},
): Promise<OAuthClient[]> {
  const query = db.selectFrom('credential').where('kind', '=', 'oauth-client').select(CLIENT_COLUMNS).orderBy('id')
  return (of.directoryId === undefined ? query : query.where('directory_id', '=', of.directoryId)).execute()
}

/** Held until the end of the transaction, so that what belongs to it can be counted. @throws CatalogueError unknown-client */
export async function lockOAuthClient(transaction: Transaction<Database>, clientId: string): Promise<OAuthClient> {
  const found = await transaction
    .selectFrom('credential')
    .where('kind', '=', 'oauth-client')
    .where('prefix', '=', prefixOf(clientId) ?? '')
    .select(CLIENT_COLUMNS)
    .forUpdate()
    .executeTakeFirst()
  if (found === undefined) throw new CatalogueError('unknown-client', 'There is no OAuth client with this id.')
  if (found.revokedAt !== null) throw new CatalogueError('unknown-client', 'The OAuth client is revoked.')
  return found
}

/** A secret or a trust of a client has ended. */
export async function recordRevoked(
  transaction: Transaction<Database>,
  action: 'oauth-secret.revoked' | 'oauth-trust.revoked',
  { credentialId, prefix }: { readonly credentialId: number; readonly prefix: string },
  actor: string,
): Promise<void> {
  const client = await transaction
    .selectFrom('credential')
    .where('id', '=', credentialId)
    .select(['prefix', 'site_id', 'directory_id'])
    .executeTakeFirstOrThrow()
  const detail = { clientId: clientIdOf(client), prefix }
  await recordControlEvent(transaction, {
    actor,
    action,
    siteId: client.site_id,
    directoryId: client.directory_id,
    detail,
  })
}
