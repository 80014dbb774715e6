/** Bounded concurrency over any number of items. */

/**
 * Runs `task` for every item, at most `limit` at a time. The first task that throws (or the signal) starts no further
 * one; the promise settles after those under way have ended.
 */
export function forEachConcurrent<T>(
  items: Iterable<T>,
  limit: number,
  signal: AbortSignal,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]()
  let running = 0
  let exhausted = false
  let failure: { readonly reason: unknown } | null = null

  return new Promise((resolve, reject) => {
    const fail = (reason: unknown) => {
      failure ??= { reason }
    }
    const advance = () => {
      if (signal.aborted) fail(signal.reason)
      while (running < limit && !exhausted && failure === null) {
        const next = iterator.next()
        if (next.done) {
          exhausted = true
          break
        }
        running += 1
        task(next.value)
          .catch(fail)
          .finally(() => {
            running -= 1
            advance()
          })
      }
      if (running > 0) return
      if (failure !== null) reject(failure.reason)
      else resolve()
    }
    advance()
  })
}

/** Runs `task` for one item after the other. */
export function forEachInOrder<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  return items.reduce((before, item) => before.then(() => task(item)), Promise.resolve())
}
