/**
 * Credentials by key or access token, remembered for one second at most: one that is revoked is refused everywhere within
 * that time. Both are hashed before anything else happens with them; unknown ones are remembered as well.
 */
import { hashApiKey, isAccessToken } from '@syncline/core/storage/catalogue/api-key.ts'
import type { CredentialOfDirectory } from '@syncline/core/storage/catalogue/credential.ts'
import { createShortCache } from './short-cache.ts'

type Expiring = { readonly expiresAt: Date; readonly revokedAt: Date | null }

export type TokenCache<Holder extends Expiring> = {
  /** Undefined: unknown, revoked or expired. */
  find(keyOrToken: string): Promise<Holder | undefined>
}

export type CredentialCache = TokenCache<CredentialOfDirectory>

/** @param now milliseconds since the epoch */
export function createCredentialCache<Holder extends Expiring>(
  findHolder: (hash: Buffer, kind: 'key' | 'token') => Promise<Holder | undefined>,
  now: () => number = Date.now,
): TokenCache<Holder> {
  const cache = createShortCache<Holder | undefined>(now)
  return {
    async find(keyOrToken) {
      const hash = hashApiKey(keyOrToken)
      const kind = isAccessToken(keyOrToken) ? 'token' : 'key'
      const holder = await cache.find(hash.toString('base64'), () => findHolder(hash, kind))
      if (holder === undefined || holder.revokedAt !== null) return undefined
      return holder.expiresAt.getTime() > now() ? holder : undefined
    },
  }
}
