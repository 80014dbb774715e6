/** The bearer token of a request (RFC 6750 §2.1, §3.1). */
import { credentialsInvalid, credentialsMalformed, credentialsMissing } from './refusal.ts'

const LONGEST_TOKEN = 512

export type SentToken = {
  /** Of the Authorization header. */
  readonly header: string | undefined
  /** How many of these headers there are; Node hands on the first one alone. */
  readonly headers: number
  /** RFC 6750 §2.3: in a URL it would end up in logs on the way. */
  readonly inQuery: boolean
}

/** @throws Refusal 401 or 400 */
export function bearerToken({ header, headers, inQuery }: SentToken): string {
  if (inQuery || headers > 1) throw credentialsMalformed()
  const words = (header ?? '').trim().split(/\s+/).filter(Boolean)
  const [scheme, token, ...more] = words
  if (scheme === undefined) throw credentialsMissing()
  if (scheme.toLowerCase() !== 'bearer') {
    // Okta's "HTTP header" mode sends the token alone; any other scheme is one that we do not offer.
    if (token !== undefined) throw credentialsMissing()
    return bounded(scheme)
  }
  // Two Authorization headers arrive joined by a comma.
  if (token === undefined || more.length > 0) throw credentialsMalformed()
  return bounded(token)
}

function bounded(token: string): string {
  if (token.length > LONGEST_TOKEN) throw credentialsInvalid()
  return token
}
