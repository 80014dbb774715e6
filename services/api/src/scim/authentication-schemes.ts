/** The authentication schemes of a directory (RFC 7643 §5): what it has a valid credential for, the first one primary. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { DirectoryAccess } from '@syncline/core/storage/catalogue/directory-access.ts'

/** @param publicUrl without a slash at its end */
export function authenticationSchemes(
  { key, clientSecret, trust }: Omit<DirectoryAccess, 'settings'>,
  publicUrl: string,
): JsonObject[] {
  const tokenUrl = `${publicUrl}/oauth/token`
  const schemes = [
    // Also where there is none yet: it is what an administrator makes first.
    ...(key || !(clientSecret || trust) ? [BEARER_KEY] : []),
    ...(clientSecret ? [clientCredentials(tokenUrl)] : []),
    ...(trust ? [assertions(tokenUrl)] : []),
  ]
  return schemes.map((scheme, at) => ({ ...scheme, primary: at === 0 }))
}

const BEARER_KEY = {
  type: 'oauthbearertoken',
  name: 'Bearer key',
  description: 'A key of the directory, sent as a bearer token (RFC 6750).',
  specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
}

function clientCredentials(tokenUrl: string) {
  return {
    type: 'oauth2',
    name: 'OAuth 2.0 client credentials',
    description: `Tokens from ${tokenUrl} for a client id and its secret (RFC 6749 section 4.4).`,
    specUri: 'https://www.rfc-editor.org/rfc/rfc6749',
  }
}

function assertions(tokenUrl: string) {
  return {
    type: 'oauth2',
    name: 'OAuth 2.0 with signed assertions',
    description: `Tokens from ${tokenUrl} for a client id and an assertion of an issuer (RFC 7523 section 2.2).`,
    specUri: 'https://www.rfc-editor.org/rfc/rfc7523',
  }
}
