/**
 * Credentials by key or access token, remembered for one second at most: one that is revoked is refused everywhere within
 * that time. Both are hashed before anything else happens with them; unknown ones are remembered as well.
 */
import { hashApiKey, isAccessToken } from '@syncline/core/storage/catalogue/api-key.ts'
import type { CredentialOfDirectory } from '@syncline/core/storage/catalogue/credential.ts'

export type FindCredential = (hash: Buffer, kind: 'key' | 'token') => Promise<CredentialOfDirectory | undefined>

export type CredentialCache = {
  /** Undefined: unknown, revoked or expired. */
  find(keyOrToken: string): Promise<CredentialOfDirectory | undefined>
}

const KEPT_MS = 1_000
const MOST_ENTRIES = 10_000

type Entry = { readonly found: Promise<CredentialOfDirectory | undefined>; readonly until: number }

/** @param now milliseconds since the epoch */
export function createCredentialCache(findCredential: FindCredential, now: () => number = Date.now): CredentialCache {
  const entries = new Map<string, Entry>()

  const lookUp = (hash: Buffer, kind: 'key' | 'token', name: string): Promise<CredentialOfDirectory | undefined> => {
    const found = findCredential(hash, kind)
    // In order of their time: the oldest go first.
    for (const [oldest, entry] of entries) {
      if (entries.size < MOST_ENTRIES && entry.until > now()) break
      entries.delete(oldest)
    }
    const entry: Entry = { found, until: now() + KEPT_MS }
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
      const credential = await (entry !== undefined && entry.until > now() ? entry.found : lookUp(hash, kind, name))
      if (credential === undefined || credential.revokedAt !== null) return undefined
      return credential.expiresAt.getTime() > now() ? credential : undefined
    },
  }
}
