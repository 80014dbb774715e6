/** The token endpoint, `POST /oauth/token`: client credentials (RFC 6749 §4.4, §5; RFC 7523 §2.2). One address for all directories. */
import { ScimError } from '@syncline/core/scim/error.ts'
import { issueToken } from '@syncline/core/storage/catalogue/oauth-token.ts'
import type { Context, Hono } from 'hono'
import { methodNotAllowed, Refusal } from '../http/refusal.ts'
import type { ScimEnv } from '../http/scim-env.ts'
import { fromStorage } from '../storage-failure.ts'
import { clientAuthentication } from './client-authentication.ts'
import { invalidRequest, OAuthError } from './oauth-error.ts'
import { accessFor, scopeOf } from './scope.ts'
import { readTokenForm, type TokenForm } from './token-form.ts'
import { type GrantDeps, tokenGrant } from './token-grant.ts'

const TOKEN_PATH = '/oauth/token'
/** RFC 6749 §5.1. */
const NO_STORE = { 'Cache-Control': 'no-store', Pragma: 'no-cache' } as const

export function addTokenRoutes(app: Hono<ScimEnv>, deps: GrantDeps): void {
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

async function answerTokenRequest(c: Context<ScimEnv>, deps: GrantDeps): Promise<object> {
  const form = await readTokenForm(c)
  assertGrantType(form)
  const grant = await tokenGrant(deps, clientAuthentication(c.req.header('authorization'), form))
  const access = accessFor(form('scope'), grant.access)
  const { token, expiresInSeconds } = await fromStorage(() => issueToken(deps.db, grant, access))
  return { access_token: token, token_type: 'Bearer', expires_in: expiresInSeconds, scope: scopeOf(access) }
}

function assertGrantType(form: TokenForm): void {
  const type = form('grant_type')
  if (type === undefined) throw invalidRequest('grant_type is missing: it has to be client_credentials.')
  if (type !== 'client_credentials') {
    throw new OAuthError('unsupported_grant_type', 'Only the grant type client_credentials is supported.')
  }
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
