/** One read for all who ask while it is under way, and for a time behind it. A failed one is told to those who waited, and not kept. */

/** @param now milliseconds of a clock that never goes back */
export function createSharedRead<Value>(
  read: () => Promise<Value>,
  keptMs: number,
  now: () => number = () => performance.now(),
): () => Promise<Value> {
  let last: { readonly value: Promise<Value>; until: number } | null = null

  const begin = () => {
    const entry = { value: read(), until: Number.POSITIVE_INFINITY }
    last = entry
    entry.value.then(
      () => {
        entry.until = now() + keptMs
      },
      () => {
        if (last === entry) last = null
      },
    )
    return entry.value
  }
  return () => (last !== null && now() < last.until ? last.value : begin())
}
