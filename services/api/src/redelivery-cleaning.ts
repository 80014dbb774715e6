/** Removes answers that nobody came back for, long after they stopped counting. */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { deleteExpiredRedeliveries } from '@syncline/core/storage/journal/redelivery.ts'
import type pg from 'pg'

const INTERVAL_MS = 300_000

export function startRedeliveryCleaning(pool: pg.Pool, logger: Logger): { close(): Promise<void> } {
  let running: Promise<void> | null = null
  const clean = async () => {
    try {
      await deleteExpiredRedeliveries(pool)
    } catch (err) {
      logger.warn({ err }, 'cleaning of old answers failed, trying again later')
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
