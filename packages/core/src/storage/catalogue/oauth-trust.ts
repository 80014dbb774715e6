/** Issuers that a client trusts: their assertions stand for a secret (RFC 7523 §2.2). Several, so that one can be replaced. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import { generatePrefix } from './api-key.ts'
import { CatalogueError } from './catalogue-error.ts'
import { recordControlEvent } from './control-event.ts'
import type { Access } from './credential.ts'
import { lockOAuthClient, prefixOf, recordRevoked } from './oauth-client.ts'

/** What an assertion has to say of itself. */
export type TrustedIssuer = {
  /** The claim `iss`, letter by letter; https, or http on this machine. */
  readonly issuer: string
  readonly audience: string
  /** The claim `sub`; with a tenant also `oid`. */
  readonly subject: string
  /** The claim `tid` (Entra). */
  readonly tenant: string | null
  /** Where its keys are; null: where `<issuer>/.well-known/openid-configuration` says, on the issuer's own host. */
  readonly jwksUri: string | null
}

export type OAuthTrust = TrustedIssuer & {
  readonly id: number
  readonly credentialId: number
  readonly prefix: string
  readonly createdAt: Date
  readonly revokedAt: Date | null
}

export type TrustOfClient = OAuthTrust & { readonly access: Access }

const MOST_VALID = 5
const MOST_CHARACTERS = 1_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

const TRUST_COLUMNS = [
  'oauth_trust.id',
  'oauth_trust.credential_id as credentialId',
  'oauth_trust.prefix',
  'oauth_trust.issuer',
  'oauth_trust.audience',
  'oauth_trust.subject',
  'oauth_trust.tenant',
  'oauth_trust.jwks_uri as jwksUri',
  'oauth_trust.created_at as createdAt',
  'oauth_trust.revoked_at as revokedAt',
] as const

/** An address that keys may be read from. */
export function isTrustedUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))
}

/** @throws CatalogueError unknown-client, trust-invalid */
export async function addTrust(
  db: Kysely<Database>,
  clientId: string,
  trusted: TrustedIssuer,
  actor: string,
): Promise<OAuthTrust> {
  assertTrust(trusted)
  return db.transaction().execute(async (transaction) => {
    const client = await lockOAuthClient(transaction, clientId)
    const { issuer, audience, subject, tenant, jwksUri } = trusted
    const valid = await transaction
      .selectFrom('oauth_trust')
      .where('credential_id', '=', client.id)
      .where('revoked_at', 'is', null)
      .select('id')
      .execute()
    if (valid.length >= MOST_VALID) {
      throw new CatalogueError('trust-invalid', `The client trusts ${MOST_VALID} issuers already: revoke one of them.`)
    }
    const created = await transaction
      .insertInto('oauth_trust')
      .values({
        credential_id: client.id,
        prefix: generatePrefix(),
        issuer,
        audience,
        subject,
        tenant,
        jwks_uri: jwksUri,
      })
      .returning(TRUST_COLUMNS)
      .executeTakeFirstOrThrow()
    await recordControlEvent(transaction, {
      actor,
      action: 'oauth-trust.created',
      siteId: client.siteId,
      directoryId: client.directoryId,
      detail: { clientId, prefix: created.prefix, issuer, audience, subject, tenant, jwksUri },
    })
    return created
  })
}

/** Tokens that were given for its assertions end within a second. @throws CatalogueError unknown-credential */
export async function revokeTrust(
  db: Kysely<Database>,
  { prefix }: { readonly prefix: string },
  actor: string,
): Promise<OAuthTrust> {
  return db.transaction().execute(async (transaction) => {
    const revoked = await transaction
      .updateTable('oauth_trust')
      .set(({ fn }) => ({ revoked_at: fn.coalesce('revoked_at', fn<Date>('now')) }))
      .where('prefix', '=', prefix)
      .returning(TRUST_COLUMNS)
      .executeTakeFirst()
    if (revoked === undefined) throw new CatalogueError('unknown-credential', 'There is no trust with this prefix.')
    await recordRevoked(transaction, 'oauth-trust.revoked', revoked, actor)
    return revoked
  })
}

/** Oldest first, also those that are revoked. */
export async function listTrusts(
  db: Kysely<Database>,
  of: { readonly credentialIds: readonly number[] },
): Promise<OAuthTrust[]> {
  if (of.credentialIds.length === 0) return []
  return db
    .selectFrom('oauth_trust')
    .where('credential_id', 'in', of.credentialIds)
    .select(TRUST_COLUMNS)
    .orderBy('id')
    .execute()
}

/** Those that count; none for a client that is revoked or that there is not. */
export async function findTrusts(db: Kysely<Database>, clientId: string): Promise<TrustOfClient[]> {
  return db
    .selectFrom('oauth_trust')
    .innerJoin('credential', 'credential.id', 'oauth_trust.credential_id')
    .where('credential.prefix', '=', prefixOf(clientId) ?? '')
    .where('credential.kind', '=', 'oauth-client')
    .where('credential.revoked_at', 'is', null)
    .where('oauth_trust.revoked_at', 'is', null)
    .select([...TRUST_COLUMNS, 'credential.access'])
    .execute()
}

function assertTrust({ issuer, audience, subject, tenant, jwksUri }: TrustedIssuer): void {
  const texts = { issuer, audience, subject, ...(tenant === null ? {} : { tenant }) }
  const wrong = Object.entries(texts).find(([, text]) => text.trim() === '' || text.length > MOST_CHARACTERS)
  if (wrong !== undefined) throw new CatalogueError('trust-invalid', `The ${wrong[0]} is empty or too long.`)
  for (const [name, url] of Object.entries({ issuer, 'address of the keys': jwksUri ?? issuer })) {
    if (isTrustedUrl(url)) continue
    throw new CatalogueError(
      'trust-invalid',
      `The ${name} has to be a URL that starts with https://, without a query (http:// only for this machine).`,
    )
  }
}
