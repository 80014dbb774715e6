/**
 * Holders of keys and tokens, remembered for one second at most: one that is revoked is refused everywhere within
 * that time. Both are hashed before anything else happens with them; unknown ones are remembered as well.
 */
import { hashApiKey, isAccessToken } from '@syncline/core/storage/catalogue/api-key.ts'
import type { CredentialOfDirectory } from '@syncline/core/storage/catalogue/credential.ts'

type Expiring = { readonly expiresAt: Date; readonly revokedAt: Date | null }

export type TokenCache<Holder extends Expiring> = {
  /** Undefined: unknown, revoked or expired. */
  find(keyOrToken: string): Promise<Holder | undefined>
}

export type CredentialCache = TokenCache<CredentialOfDirectory>

const KEPT_MS = 1_000
const MOST_ENTRIES = 10_000

type Entry<Holder> = { readonly found: Promise<Holder | undefined>; readonly until: number }

/** @param now milliseconds since the epoch */
export function createCredentialCache<Holder extends Expiring>(
  findHolder: (hash: Buffer, kind: 'key' | 'token') => Promise<Holder | undefined>,
  now: () => number = Date.now,
): TokenCache<Holder> {
  const entries = new Map<string, Entry<Holder>>()

  const lookUp = (hash: Buffer, kind: 'key' | 'token', name: string): Promise<Holder | undefined> => {
    const found = findHolder(hash, kind)
    // In order of their time: the oldest go first.
    for (const [oldest, entry] of entries) {
      if (entries.size < MOST_ENTRIES && entry.until > now()) break
      entries.delete(oldest)
    }
    const entry: Entry<Holder> = { found, until: now() + KEPT_MS }
    entries.delete(name)
    entries.set(name, entry)
    // A failed look-up says nothing about the key.
    found.catch(() => {
      if (entries.get(name) === entry) entries.delete(name)
    })
    return found
  }

  return {
    async find(keyOrToken) {
      const hash = hashApiKey(keyOrToken)
      const kind = isAccessToken(keyOrToken) ? 'token' : 'key'
      const name = hash.toString('base64')
      const entry = entries.get(name)
      const holder = await (entry !== undefined && entry.until > now() ? entry.found : lookUp(hash, kind, name))
      if (holder === undefined || holder.revokedAt !== null) return undefined
      return holder.expiresAt.getTime() > now() ? holder : undefined
    },
  }
}
