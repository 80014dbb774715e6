/**
 * Access tokens (RFC 6749 §5): opaque, an hour long at most, only their SHA-256 is stored.
 * Guarantee: a token ends with the client, and with the secret or the trust that it was given for.
 */
import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import type { Database } from '../schema.ts'
import { generateAccessToken, hashApiKey } from './api-key.ts'
import { type Access, COLUMNS_OF_DIRECTORY, type CredentialOfDirectory, ofDirectory } from './credential.ts'
import { prefixOf } from './oauth-client.ts'

/** Entra wants an hour at least and six at most. */
export const TOKEN_SECONDS = 3_600
/** Of one client: a client that asks for one with every request must not fill the table. The oldest go first. */
const MOST_OF_A_CLIENT = 1_000

/** Who may have a token, and what of it ends the token early. */
export type TokenGrant = {
  readonly credentialId: number
  readonly access: Access
  /** One of both. */
  readonly secretId: number | null
  readonly trustId: number | null
  /** Of the secret. */
  readonly endsAt: Date | null
}

/** @returns null: no such client, not its secret, or one of them is revoked or expired; nobody is told which */
export async function findGrantBySecret(
  db: Kysely<Database>,
  { clientId, secret }: { readonly clientId: string; readonly secret: string },
): Promise<TokenGrant | null> {
  const found = await db
    .selectFrom('oauth_secret')
    .innerJoin('credential', 'credential.id', 'oauth_secret.credential_id')
    .where('oauth_secret.hash', '=', hashApiKey(secret))
    .where('credential.prefix', '=', prefixOf(clientId) ?? '')
    .where('oauth_secret.revoked_at', 'is', null)
    .where('oauth_secret.expires_at', '>', new Date())
    .where('credential.revoked_at', 'is', null)
    .select([
      'credential.id as credentialId',
      'credential.access',
      'oauth_secret.id as secretId',
      'oauth_secret.expires_at as endsAt',
    ])
    .executeTakeFirst()
  return found === undefined ? null : { ...found, trustId: null }
}

/** The token itself is returned here and nowhere else. */
export async function issueToken(
  db: Kysely<Database>,
  { credentialId, secretId, trustId, endsAt }: TokenGrant,
  access: Access,
): Promise<{ readonly token: string; readonly expiresInSeconds: number }> {
  const { token, hash } = generateAccessToken()
  const now = Date.now()
  const secondsLeft = endsAt === null ? TOKEN_SECONDS : Math.floor((endsAt.getTime() - now) / 1_000)
  const expiresInSeconds = Math.min(TOKEN_SECONDS, Math.max(1, secondsLeft))
  await db
    .with('surplus', (with_) =>
      with_.deleteFrom('oauth_token').where('hash', 'in', (oldest) =>
        oldest
          .selectFrom('oauth_token')
          .where('credential_id', '=', credentialId)
          .orderBy('created_at', 'desc')
          .offset(MOST_OF_A_CLIENT - 1)
          .select('hash'),
      ),
    )
    .insertInto('oauth_token')
    .values({
      hash,
      credential_id: credentialId,
      secret_id: secretId,
      trust_id: trustId,
      access,
      expires_at: new Date(now + expiresInSeconds * 1_000),
    })
    .execute()
  return { token, expiresInSeconds }
}

/** Also one that is expired or ended: the caller judges by its own clock. */
export async function findTokenCredential(
  db: Kysely<Database>,
  hash: Buffer,
): Promise<CredentialOfDirectory | undefined> {
  const found = await db
    .selectFrom('oauth_token')
    .innerJoin('credential', 'credential.id', 'oauth_token.credential_id')
    .innerJoin('directory', 'directory.id', 'credential.directory_id')
    .leftJoin('oauth_secret', 'oauth_secret.id', 'oauth_token.secret_id')
    .leftJoin('oauth_trust', 'oauth_trust.id', 'oauth_token.trust_id')
    .where('oauth_token.hash', '=', hash)
    .where('directory.phase', '<>', 'disconnected')
    .select([
      'credential.id as credentialId',
      'credential.kind',
      'credential.prefix',
      'credential.hash',
      'oauth_token.access',
      sql<Date>`least(oauth_token.expires_at, oauth_secret.expires_at)`.as('expiresAt'),
      sql<Date | null>`coalesce(credential.revoked_at, oauth_secret.revoked_at, oauth_trust.revoked_at)`.as(
        'revokedAt',
      ),
      ...COLUMNS_OF_DIRECTORY,
    ])
    .executeTakeFirst()
  return found && ofDirectory(db, found)
}

/** Maintenance: those that ended by their time. */
export async function deleteExpiredTokens(pool: pg.Pool): Promise<void> {
  await pool.query('delete from oauth_token where expires_at < now()')
}
