/** Keeps the journal's partitions ahead of the clock and drops those that nothing needs any more. */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { ensurePartitions } from '@syncline/core/storage/partition.ts'
import { dropExpiredPartitions } from '@syncline/core/storage/partition-retention.ts'
import type pg from 'pg'

const INTERVAL_MS = 60 * 60 * 1_000

export type PartitionMaintenance = { close(): Promise<void> }

export function startPartitionMaintenance(pool: pg.Pool, logger: Logger): PartitionMaintenance {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = maintainPartitions(pool, new Date(), logger)
  }, INTERVAL_MS)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}

/** Never rejects: three periods are ahead, so a failed run has days to be repeated. */
export async function maintainPartitions(pool: pg.Pool, now: Date, logger: Logger): Promise<void> {
  try {
    await ensurePartitions(pool, now)
    const dropped = await dropExpiredPartitions(pool, now)
    if (dropped.dropped.length > 0) logger.info({ dropped: dropped.dropped }, 'expired partitions dropped')
  } catch (err) {
    logger.error({ err }, 'partition maintenance failed')
  }
}
