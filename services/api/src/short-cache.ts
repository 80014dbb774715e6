/** What was found, remembered for one second at most, with bounds: what changes in the catalogue counts within that time. */

export type ShortCache<Value> = {
  /** @param lookUp is called when nothing, or nothing recent, is remembered under the name */
  find(name: string, lookUp: () => Promise<Value>): Promise<Value>
}

const KEPT_MS = 1_000
const MOST_ENTRIES = 10_000

type Entry<Value> = { readonly found: Promise<Value>; readonly until: number }

/** @param now milliseconds since the epoch */
export function createShortCache<Value>(now: () => number = Date.now): ShortCache<Value> {
  const entries = new Map<string, Entry<Value>>()

  const remember = (name: string, found: Promise<Value>): Promise<Value> => {
    // In order of their time: the oldest go first.
    for (const [oldest, entry] of entries) {
      if (entries.size < MOST_ENTRIES && entry.until > now()) break
      entries.delete(oldest)
    }
    const entry = { found, until: now() + KEPT_MS }
    entries.delete(name)
    entries.set(name, entry)
    // A failed look-up says nothing about what is there.
    found.catch(() => {
      if (entries.get(name) === entry) entries.delete(name)
    })
    return found
  }

  return {
    find(name, lookUp) {
      const entry = entries.get(name)
      return entry !== undefined && entry.until > now() ? entry.found : remember(name, lookUp())
    },
  }
}
