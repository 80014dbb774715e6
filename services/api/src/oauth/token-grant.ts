/** Who asks for a token, and what it may be good for: by secret, or by an assertion of an issuer that the client trusts. */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { findGrantBySecret, type TokenGrant } from '@syncline/core/storage/catalogue/oauth-token.ts'
import { findTrusts } from '@syncline/core/storage/catalogue/oauth-trust.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import { fromStorage } from '../storage-failure.ts'
import { AssertionRefused, verifyAssertion } from './assertion.ts'
import type { ClientAuthentication } from './client-authentication.ts'
import { IssuerUnreachable } from './issuer-fetch.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import { invalidClient, OAuthError } from './oauth-error.ts'

export type GrantDeps = { readonly db: Kysely<Database>; readonly keys: IssuerKeys; readonly logger: Logger }

/** @throws OAuthError invalid_client, temporarily_unavailable */
export async function tokenGrant(deps: GrantDeps, authentication: ClientAuthentication): Promise<TokenGrant> {
  if ('assertion' in authentication) return grantByAssertion(deps, authentication)
  const grant = await fromStorage(() => findGrantBySecret(deps.db, authentication))
  if (grant === null) throw invalidClient()
  return grant
}

async function grantByAssertion(
  { db, keys, logger }: GrantDeps,
  { clientId, assertion }: { readonly clientId: string; readonly assertion: string },
): Promise<TokenGrant> {
  const trusts = await fromStorage(() => findTrusts(db, clientId))
  try {
    const { id, credentialId, access } = await verifyAssertion(assertion, trusts, keys)
    return { credentialId, access, secretId: null, trustId: id, endsAt: null }
  } catch (error) {
    const credentialId = trusts[0]?.credentialId
    if (error instanceof AssertionRefused) {
      logger.info({ credentialId, reason: error.message }, 'assertion refused')
      throw invalidClient('The assertion is not valid for this client.')
    }
    if (!(error instanceof IssuerUnreachable)) throw error
    logger.warn({ err: error, credentialId }, 'keys of an issuer cannot be read')
    throw new OAuthError('temporarily_unavailable', 'The keys of the issuer cannot be read at the moment. Try again.', {
      status: 503,
      headers: { 'Retry-After': '10' },
      cause: error,
    })
  }
}
