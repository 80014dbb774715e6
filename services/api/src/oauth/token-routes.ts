/** The token endpoint, `POST /oauth/token`: client credentials (RFC 6749 §4.4, §5). One address for all directories. */
import { ScimError } from '@syncline/core/scim/error.ts'
import { findGrantBySecret, issueToken, type TokenGrant } from '@syncline/core/storage/catalogue/oauth-token.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Context, Hono } from 'hono'
import type { Kysely } from 'kysely'
import { methodNotAllowed, Refusal } from '../http/refusal.ts'
import type { ScimEnv } from '../http/scim-env.ts'
import { fromStorage } from '../storage-failure.ts'
import { clientAuthentication } from './client-authentication.ts'
import { invalidClient, invalidRequest, OAuthError } from './oauth-error.ts'
import { accessFor, scopeOf } from './scope.ts'
import { readTokenForm, type TokenForm } from './token-form.ts'

export type TokenDeps = { readonly db: Kysely<Database> }

const TOKEN_PATH = '/oauth/token'
/** RFC 6749 §5.1. */
const NO_STORE = { 'Cache-Control': 'no-store', Pragma: 'no-cache' } as const

export function addTokenRoutes(app: Hono<ScimEnv>, deps: TokenDeps): void {
  app.post(TOKEN_PATH, async (c) => {
    try {
      return respond(200, await answerTokenRequest(c, deps))
    } catch (error) {
      const { status, headers, code, message } = oauthErrorOf(error)
      return respond(status, { error: code, error_description: message }, headers)
    }
  })
  app.all(TOKEN_PATH, () => {
    throw methodNotAllowed(['POST'])
  })
}

async function answerTokenRequest(c: Context<ScimEnv>, { db }: TokenDeps): Promise<object> {
  const form = await readTokenForm(c)
  assertGrantType(form)
  const grant = await grantOf(db, c.req.header('authorization'), form)
  const access = accessFor(form('scope'), grant.access)
  const { token, expiresInSeconds } = await fromStorage(() => issueToken(db, grant, access))
  return { access_token: token, token_type: 'Bearer', expires_in: expiresInSeconds, scope: scopeOf(access) }
}

function assertGrantType(form: TokenForm): void {
  const type = form('grant_type')
  if (type === undefined) throw invalidRequest('grant_type is missing: it has to be client_credentials.')
  if (type !== 'client_credentials') {
    throw new OAuthError('unsupported_grant_type', 'Only the grant type client_credentials is supported.')
  }
}

async function grantOf(db: Kysely<Database>, header: string | undefined, form: TokenForm): Promise<TokenGrant> {
  const authentication = clientAuthentication(header, form)
  const grant = await fromStorage(() => findGrantBySecret(db, authentication))
  if (grant === null) throw invalidClient()
  return grant
}

/** @throws what is neither an OAuth error nor a refusal */
function oauthErrorOf(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error
  if (!(error instanceof ScimError)) throw error
  const headers = error instanceof Refusal ? { ...error.headers } : {}
  return new OAuthError('temporarily_unavailable', error.message, { status: error.status, headers, cause: error })
}

function respond(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...NO_STORE, ...headers, 'Content-Type': 'application/json' },
  })
}
