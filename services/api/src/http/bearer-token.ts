/** The bearer token of a request (RFC 6750 §2.1, §3.1). */
import { credentialsInvalid, credentialsMalformed, credentialsMissing } from './refusal.ts'

const LONGEST_TOKEN = 512

/** @throws Refusal 401 or 400 */
export function bearerToken(header: string | undefined, inQuery: string | undefined): string {
  // In a URL it would end up in logs on the way.
  if (inQuery !== undefined) throw credentialsMalformed()
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
