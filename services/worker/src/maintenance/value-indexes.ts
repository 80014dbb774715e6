/** Looks every two seconds whether an index of an extension schema is to be filled or cleared away. */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { settleIndexes } from '@syncline/core/storage/lane/value-index.ts'
import type pg from 'pg'

const INTERVAL_MS = 2_000

export type IndexMaintenance = { close(): Promise<void> }

/** Several workers may do the same: it comes out the same. */
export function startIndexMaintenance(pool: pg.Pool, logger: Logger): IndexMaintenance {
  const db = createKysely(pool)
  let running: Promise<void> | null = null
  const look = async () => {
    try {
      const settled = await settleIndexes(db)
      if (settled > 0) logger.info({ schemas: settled }, 'indexes of extension schemas settled')
    } catch (err) {
      logger.warn({ err }, 'indexes of extension schemas could not be settled, trying again')
    }
    running = null
  }
  const timer = setInterval(() => {
    running ??= look()
  }, INTERVAL_MS)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
