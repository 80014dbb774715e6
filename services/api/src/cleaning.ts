/**
 * Removes what nobody can use any more: answers that nobody came back for, old Bulk requests, access tokens that have ended,
 * results and idempotency keys that are kept no longer.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { deleteExpiredTokens } from '@syncline/core/storage/catalogue/oauth-token.ts'
import { deleteOldBulks } from '@syncline/core/storage/journal/bulk-read.ts'
import { deleteExpiredRedeliveries } from '@syncline/core/storage/journal/redelivery.ts'
import { deleteExpiredAsyncRequests, deleteExpiredKeys } from '@syncline/core/storage/journal/tracked-cleaning.ts'
import type pg from 'pg'

const INTERVAL_MS = 300_000

export function startCleaning(pool: pg.Pool, logger: Logger): { close(): Promise<void> } {
  let running: Promise<void> | null = null
  const clean = async () => {
    try {
      await deleteExpiredRedeliveries(pool)
      await deleteExpiredTokens(pool)
      await deleteExpiredKeys(pool)
      await deleteExpiredAsyncRequests(pool)
      await deleteOldBulks(pool)
    } catch (err) {
      logger.warn({ err }, 'cleaning failed, trying again later')
    }
  }
  const timer = setInterval(() => {
    running ??= clean().finally(() => {
      running = null
    })
  }, INTERVAL_MS)
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
