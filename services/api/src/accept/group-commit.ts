/**
 * Group commit: what is added while flushes are under way forms the next group.
 * Guarantee: order is kept, a group is bounded, the queue is bounded, and nothing waits for more than GATHER_MS to be joined
 * by what is expected.
 */

export type GroupCommitOptions<Item> = {
  readonly maxInFlight: number
  readonly maxItems: number
  readonly maxBytes: number
  readonly maxQueuedItems: number
  readonly maxQueuedBytes: number
  bytesOf(item: Item): number
  /** Tells each item what became of it. Must not reject. */
  flush(group: readonly Item[]): Promise<void>
}

export type GroupCommit<Item> = {
  /** False: the queue is full, the item is not taken. */
  add(item: Item): boolean
  /**
   * As many items may come at once: those that come within GATHER_MS leave together. Callers that were answered together
   * ask together, and a group costs about the same whatever its size.
   */
  expect(items: number): void
  /** Resolves when nothing is queued or under way. */
  idle(): Promise<void>
}

/** About the time in which a client that has an answer sends its next request. */
const GATHER_MS = 3
/** So many are worth a group of their own; the others need not wait for the last. */
const MOST_GATHERED = 16

export function createGroupCommit<Item>(options: GroupCommitOptions<Item>): GroupCommit<Item> {
  let queue: Item[] = []
  let queuedBytes = 0
  let inFlight = 0
  let scheduled = false
  let whenIdle: (() => void)[] = []
  let expected = 0
  let gathering = false

  // After the current turn of the event loop, so that requests which arrived together leave together.
  const schedule = () => {
    if (scheduled || inFlight >= options.maxInFlight || queue.length === 0 || queue.length < expected) return
    scheduled = true
    setImmediate(start)
  }

  const start = () => {
    scheduled = false
    const group = take()
    inFlight += 1
    void options.flush(group).finally(() => {
      inFlight -= 1
      schedule()
      if (inFlight === 0 && queue.length === 0) tellIdle()
    })
    schedule()
  }

  const gathered = () => {
    expected = 0
    gathering = false
    schedule()
  }

  const take = (): Item[] => {
    let items = 0
    let bytes = 0
    for (const item of queue) {
      const size = options.bytesOf(item)
      if (items > 0 && (items >= options.maxItems || bytes + size > options.maxBytes)) break
      items += 1
      bytes += size
    }
    const group = queue.slice(0, items)
    queue = queue.slice(items)
    queuedBytes -= bytes
    return group
  }

  const tellIdle = () => {
    const waiting = whenIdle
    whenIdle = []
    for (const resolve of waiting) resolve()
  }

  return {
    add(item) {
      const size = options.bytesOf(item)
      const full = queue.length >= options.maxQueuedItems || queuedBytes + size > options.maxQueuedBytes
      if (full && queue.length > 0) return false
      queue.push(item)
      queuedBytes += size
      schedule()
      return true
    },
    expect(items) {
      expected = Math.min(items, MOST_GATHERED)
      if (!gathering) setTimeout(gathered, GATHER_MS)
      gathering = true
    },
    idle() {
      if (inFlight === 0 && queue.length === 0) return Promise.resolve()
      return new Promise((resolve) => whenIdle.push(resolve))
    },
  }
}
