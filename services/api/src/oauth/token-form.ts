/** The form of a token request (RFC 6749 §4.4.2, §3.2): each parameter once, and in the body alone. */
import type { Context } from 'hono'
import { invalidRequest, OAuthError } from './oauth-error.ts'

export type TokenForm = (name: string) => string | undefined

const MOST_BYTES = 65_536
const SECRET_PARAMETERS = ['client_secret', 'client_assertion', 'grant_type']

/** @throws OAuthError */
export async function readTokenForm(c: Context): Promise<TokenForm> {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw invalidRequest('The body has to be sent as application/x-www-form-urlencoded.')
  }
  // In a URL it would end up in logs on the way.
  const query = new URL(c.req.url).searchParams
  if (SECRET_PARAMETERS.some((name) => query.has(name))) {
    throw invalidRequest('The parameters have to be sent in the body, not in the address.')
  }
  const parameters = new URLSearchParams(await readText(c))
  const repeated = [...new Set(parameters.keys())].find((name) => parameters.getAll(name).length > 1)
  if (repeated !== undefined) throw invalidRequest('A parameter is sent more than once.')
  // Empty ones count as left out (RFC 6749 §3.2).
  return (name) => parameters.get(name) || undefined
}

async function readText(c: Context): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength
    if (size > MOST_BYTES) {
      throw new OAuthError('invalid_request', `The body is larger than ${MOST_BYTES} bytes.`, { status: 413 })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
