/** How a client says who it is: by Basic header or in the body (RFC 6749 §2.3.1), or by an assertion (RFC 7521 §4.2); never two. */
import { invalidClient, invalidRequest } from './oauth-error.ts'
import type { TokenForm } from './token-form.ts'

type ClientSecret = { readonly clientId: string; readonly secret: string }
export type ClientAuthentication = ClientSecret | { readonly clientId: string; readonly assertion: string }

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** @throws OAuthError */
export function clientAuthentication(header: string | undefined, form: TokenForm): ClientAuthentication {
  const clientId = form('client_id')
  const secret = form('client_secret')
  const assertion = form('client_assertion')
  if (assertion !== undefined) {
    if (header !== undefined || secret !== undefined) {
      throw invalidRequest('The client authenticates by an assertion and by a secret: use one.')
    }
    if (form('client_assertion_type') !== JWT_BEARER)
      throw invalidRequest(`client_assertion_type has to be ${JWT_BEARER}.`)
    if (clientId === undefined) throw invalidRequest('client_id is missing.')
    return { clientId, assertion }
  }
  if (header !== undefined) {
    if (secret !== undefined) throw invalidRequest('The client authenticates in the header and in the body: use one.')
    const basic = parseBasic(header)
    if (clientId !== undefined && clientId !== basic.clientId) {
      throw invalidRequest('The client_id of the body is not that of the header.')
    }
    return basic
  }
  if (clientId === undefined || secret === undefined) {
    throw invalidClient('The client has to authenticate: client_id and client_secret, as Basic header or in the body.')
  }
  return { clientId, secret }
}

function parseBasic(header: string): ClientSecret {
  const [, encoded = ''] = /^basic +([A-Za-z0-9+/=_-]+)$/i.exec(header.trim()) ?? []
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const clientId = decodeForm(text.slice(0, Math.max(0, colon)))
  const secret = decodeForm(text.slice(colon + 1))
  if (colon === -1 || !clientId || !secret) throw invalidClient('The Authorization header is no Basic authentication.')
  return { clientId, secret }
}

/** Both are form-encoded before they are joined; who leaves that out is understood, for ours have nothing to encode. */
function decodeForm(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}
