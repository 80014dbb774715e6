/**
 * Remembers answers that nobody took, so that an equal request gets them (see storage/journal/redelivery.ts).
 * Grouped like appends: when the lane is behind, thousands of requests reach their wait limit together.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { recordUndelivered, type Undelivered } from '@syncline/core/storage/journal/redelivery.ts'
import type pg from 'pg'
import { createGroupCommit } from './group-commit.ts'
import type { Ticket } from './ticket.ts'

export type UndeliveredLog = {
  /** Resolves when it is recorded, or when the first try failed; then it goes on in the background. */
  record(ticket: Ticket): Promise<void>
  idle(): Promise<void>
}

const RETRY_AFTER_MS = 1_000
const MOST_TRIES = 30

type Entry = { readonly row: Undelivered; readonly triesLeft: number; readonly done: () => void }

export function createUndeliveredLog(pool: pg.Pool, logger: Logger): UndeliveredLog {
  const commit = createGroupCommit<Entry>({
    maxInFlight: 1,
    maxItems: 1_000,
    maxBytes: Number.POSITIVE_INFINITY,
    maxQueuedItems: 100_000,
    maxQueuedBytes: Number.POSITIVE_INFINITY,
    bytesOf: () => 0,
    async flush(entries) {
      try {
        await recordUndelivered(
          pool,
          entries.map((entry) => entry.row),
        )
      } catch (err) {
        logger.warn({ err, count: entries.length }, 'undelivered answers not recorded yet')
        setTimeout(() => again(entries), RETRY_AFTER_MS).unref()
      }
      for (const entry of entries) entry.done()
    },
  })

  const again = (entries: readonly Entry[]) => {
    for (const { row, triesLeft } of entries) {
      if (triesLeft > 0) commit.add({ row, triesLeft: triesLeft - 1, done: () => undefined })
    }
  }

  return {
    record({ request, operationId }) {
      // Its key, or its txn, leads to the answer; no other request does.
      if (request.tracked !== undefined) return Promise.resolve()
      const { siteId, directoryId, digest, waiter } = request
      return new Promise((resolve) => {
        const row = { siteId, operationId, directoryId, digest, waiter }
        if (!commit.add({ row, triesLeft: MOST_TRIES, done: resolve })) resolve()
      })
    },
    idle: () => commit.idle(),
  }
}
