/** Scopes of access tokens: `scim.read`, and `scim.write`, which includes it. */
import type { Access } from '@syncline/core/storage/catalogue/credential.ts'
import { OAuthError } from './oauth-error.ts'

const SCOPE_OF: Readonly<Record<Access, string>> = { read: 'scim.read', write: 'scim.write' }

export function scopeOf(access: Access): string {
  return SCOPE_OF[access]
}

/**
 * What a token is good for: what was asked for, else all that the client may do. Names that are not ours are left out, as
 * RFC 6749 §3.3 allows: identity providers send what their form asks the administrator for. The answer says what was given.
 * @throws OAuthError invalid_scope: asks for more than the client may do
 */
export function accessFor(requested: string | undefined, allowed: Access): Access {
  const names = requested?.split(' ') ?? []
  if (names.includes(SCOPE_OF.write)) {
    if (allowed === 'read') throw new OAuthError('invalid_scope', 'The client may only read: ask for scim.read.')
    return 'write'
  }
  return names.includes(SCOPE_OF.read) ? 'read' : allowed
}
