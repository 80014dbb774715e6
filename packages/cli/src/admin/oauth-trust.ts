/** `syncline oauth-client trust|revoke-trust`: issuers whose assertions stand for a secret. */
import { addTrust, type OAuthTrust, revokeTrust } from '@syncline/core/storage/catalogue/oauth-trust.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { cliActor } from './actor.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

export type TrustOptions = OutputOptions & {
  readonly issuer: string
  readonly audience: string
  readonly subject: string
  readonly tenant?: string
  readonly jwksUri?: string
}

export async function addTrustVerb(context: CliContext, clientId: string, options: TrustOptions): Promise<void> {
  const { issuer, audience, subject, tenant = null, jwksUri = null } = options
  const trust = await withCatalogue(context, (db) =>
    addTrust(db, clientId, { issuer, audience, subject, tenant, jwksUri }, cliActor()),
  )
  if (options.json) {
    writeJson(context.stdout, { clientId, ...shownTrust(trust) })
    return
  }
  writeLine(context.stdout, `${clientId} trusts ${issuer} (trust_${trust.prefix}).`)
  writeLine(context.stdout, `Its assertions have the audience ${audience} and the subject ${subject}.`)
}

/** Takes the prefix as it is listed too: `trust_<prefix>`. */
export async function revokeTrustVerb(context: CliContext, listed: string, { json }: OutputOptions): Promise<void> {
  const prefix = listed.replace(/^trust_/, '')
  const { issuer, revokedAt } = await withCatalogue(context, (db) => revokeTrust(db, { prefix }, cliActor()))
  if (json) writeJson(context.stdout, { prefix, issuer, revokedAt })
  else writeLine(context.stdout, `Revoked trust_${prefix} in ${issuer}. Its tokens get 401 within a second.`)
}

export function shownTrust({ prefix, issuer, audience, subject, tenant, jwksUri, revokedAt }: OAuthTrust) {
  return { prefix, issuer, audience, subject, tenant, jwksUri, state: revokedAt === null ? 'valid' : 'revoked' }
}
