/**
 * The public keys of issuers, read when they are first needed and once an hour.
 * Guarantee: a key that is not known is looked for at the issuer at once, so that issuers may rotate at any time, but at most
 * MOST_READS times a minute; while an issuer is away the keys that are known stay good for a day.
 */
import type { TrustedIssuer } from '@syncline/core/storage/catalogue/oauth-trust.ts'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { fetchIssuerKeys, IssuerUnreachable } from './issuer-fetch.ts'

const FRESH_MS = 3_600_000
const KEPT_MS = 86_400_000
const MINUTE_MS = 60_000
const MOST_READS = 3

type KeySet = { readonly find: JWTVerifyGetKey; readonly readAt: number }
type Entry = {
  set: KeySet | null
  /** The last times, the newest at the end. */
  reads: number[]
  failure: IssuerUnreachable | null
  reading: Promise<KeySet> | null
}

export type IssuerKeys = {
  /** Finds the key of an assertion. Rejects with IssuerUnreachable, or an error of jose when the issuer has no such key. */
  of(trusted: TrustedIssuer): JWTVerifyGetKey
}

/** @param now milliseconds since the epoch */
export function createIssuerKeys(now: () => number = Date.now): IssuerKeys {
  const entries = new Map<string, Entry>()

  const read = async (entry: Entry, trusted: TrustedIssuer): Promise<KeySet> => {
    entry.reads = [...entry.reads, now()].slice(-MOST_READS)
    try {
      const find = createLocalJWKSet((await fetchIssuerKeys(trusted)) as JSONWebKeySet)
      entry.set = { find, readAt: now() }
      entry.failure = null
      return entry.set
    } catch (error) {
      entry.failure = error instanceof IssuerUnreachable ? error : new IssuerUnreachable('the keys are none')
      throw entry.failure
    }
  }

  /** @returns null: asked too often, and the last answer was good */
  const readAgain = async (entry: Entry, trusted: TrustedIssuer): Promise<KeySet | null> => {
    const [oldest = 0] = entry.reads
    if (entry.reading === null && entry.reads.length >= MOST_READS && now() - oldest < MINUTE_MS) {
      if (entry.failure !== null) throw entry.failure
      return null
    }
    entry.reading ??= read(entry, trusted).finally(() => {
      entry.reading = null
    })
    return entry.reading
  }

  const current = async (entry: Entry, trusted: TrustedIssuer): Promise<KeySet> => {
    const { set } = entry
    if (set !== null && now() - set.readAt < FRESH_MS) return set
    try {
      const again = await readAgain(entry, trusted)
      if (again !== null) return again
    } catch (error) {
      if (set === null || now() - set.readAt > KEPT_MS) throw error
    }
    if (set === null) throw new IssuerUnreachable('the keys of the issuer are not there')
    return set
  }

  return {
    of(trusted) {
      const name = JSON.stringify([trusted.issuer, trusted.jwksUri])
      const entry = entries.get(name) ?? { set: null, reads: [], failure: null, reading: null }
      entries.set(name, entry)
      return async (header, token) => {
        const set = await current(entry, trusted)
        try {
          return await set.find(header, token)
        } catch (error) {
          if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
          const again = await readAgain(entry, trusted)
          if (again === null) throw error
          return again.find(header, token)
        }
      }
    },
  }
}
