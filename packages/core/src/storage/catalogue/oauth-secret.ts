/** Secrets of OAuth clients. Two may be valid at a time, so that one can be replaced without a gap. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import { generateClientSecret } from './api-key.ts'
import { CatalogueError } from './catalogue-error.ts'
import { recordControlEvent } from './control-event.ts'
import { lockOAuthClient, recordRevoked } from './oauth-client.ts'

export type OAuthSecret = {
  readonly id: number
  readonly credentialId: number
  readonly prefix: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

const MOST_VALID = 2

const SECRET_COLUMNS = [
  'id',
  'credential_id as credentialId',
  'prefix',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'revoked_at as revokedAt',
] as const

/**
 * The secret itself is returned here and nowhere else.
 * @throws CatalogueError unknown-client, expiry-invalid, too-many-secrets
 */
export async function addClientSecret(
  db: Kysely<Database>,
  { clientId, expiresAt }: { readonly clientId: string; readonly expiresAt: Date },
  actor: string,
): Promise<OAuthSecret & { readonly secret: string }> {
  if (!(expiresAt.getTime() > Date.now())) {
    throw new CatalogueError('expiry-invalid', 'The secret would expire before it is used: give a time to come.')
  }
  const { key, prefix, hash } = generateClientSecret()
  return db.transaction().execute(async (transaction) => {
    const client = await lockOAuthClient(transaction, clientId)
    const valid = await transaction
      .selectFrom('oauth_secret')
      .where('credential_id', '=', client.id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', new Date())
      .select('prefix')
      .execute()
    if (valid.length >= MOST_VALID) {
      const names = valid.map((each) => `syncsecret_${each.prefix}_…`).join(' and ')
      throw new CatalogueError('too-many-secrets', `The client has ${names}: revoke the one that is not used any more.`)
    }
    const created = await transaction
      .insertInto('oauth_secret')
      .values({ credential_id: client.id, prefix, hash, expires_at: expiresAt })
      .returning(SECRET_COLUMNS)
      .executeTakeFirstOrThrow()
    await recordControlEvent(transaction, {
      actor,
      action: 'oauth-secret.created',
      siteId: client.siteId,
      directoryId: client.directoryId,
      detail: { clientId, prefix, expiresAt: expiresAt.toISOString() },
    })
    return { ...created, secret: key }
  })
}

/** Its tokens end with it, within a second. Once more changes nothing. @throws CatalogueError unknown-credential */
export async function revokeClientSecret(
  db: Kysely<Database>,
  { prefix }: { readonly prefix: string },
  actor: string,
): Promise<OAuthSecret> {
  return db.transaction().execute(async (transaction) => {
    const revoked = await transaction
      .updateTable('oauth_secret')
      .set(({ fn }) => ({ revoked_at: fn.coalesce('revoked_at', fn<Date>('now')) }))
      .where('prefix', '=', prefix)
      .returning(SECRET_COLUMNS)
      .executeTakeFirst()
    if (revoked === undefined) throw new CatalogueError('unknown-credential', 'There is no secret with this prefix.')
    await recordRevoked(transaction, 'oauth-secret.revoked', revoked, actor)
    return revoked
  })
}

/** Oldest first. */
export async function listClientSecrets(
  db: Kysely<Database>,
  of: { readonly credentialIds: readonly number[] },
): Promise<OAuthSecret[]> {
  if (of.credentialIds.length === 0) return []
  return db
    .selectFrom('oauth_secret')
    .where('credential_id', 'in', of.credentialIds)
    .select(SECRET_COLUMNS)
    .orderBy('id')
    .execute()
}
