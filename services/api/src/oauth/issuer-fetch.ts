/**
 * Reads a document of an issuer. Only addresses that an operator configured are asked, or that the configured issuer names on
 * its own host.
 * Guarantee: no redirect is followed, at most MOST_BYTES are read, and it takes ANSWERS_WITHIN_MS at most.
 */
import { isTrustedUrl, type TrustedIssuer } from '@syncline/core/storage/catalogue/oauth-trust.ts'

const ANSWERS_WITHIN_MS = 5_000
const MOST_BYTES = 262_144

/** The keys of an issuer cannot be read; the message is for the operator. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable'
}

/** @throws IssuerUnreachable */
export async function fetchIssuerKeys({ issuer, jwksUri }: TrustedIssuer): Promise<unknown> {
  return fetchJson(jwksUri ?? (await discoverKeys(issuer)))
}

/** OpenID Connect Discovery 1.0 §4. */
async function discoverKeys(issuer: string): Promise<string> {
  const found = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const { issuer: itself, jwks_uri: uri } = (found ?? {}) as { readonly issuer?: unknown; readonly jwks_uri?: unknown }
  if (itself !== issuer) throw new IssuerUnreachable('the configuration of the issuer is that of another one')
  if (typeof uri !== 'string' || !isTrustedUrl(uri) || new URL(uri).host !== new URL(issuer).host) {
    throw new IssuerUnreachable('the issuer has its keys on another host: configure their address')
  }
  return uri
}

async function fetchJson(url: string): Promise<unknown> {
  try {
    const headers = { Accept: 'application/json' }
    const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS)
    const response = await fetch(url, { headers, redirect: 'error', signal })
    if (response.status !== 200) throw new IssuerUnreachable(`the issuer answered ${response.status}`)
    return JSON.parse(await readText(response))
  } catch (error) {
    if (error instanceof IssuerUnreachable) throw error
    throw new IssuerUnreachable('the issuer does not answer as it should', { cause: error })
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MOST_BYTES) throw new IssuerUnreachable(`the issuer sends more than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
