/** Wakes lanes that nobody works on although something is pending: lost wakes, dead workers, restarted stores. */
import type { LaneQueue } from '@syncline/core/queue/lane.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { findQuietLanes } from '@syncline/core/storage/lane/sweep.ts'
import type pg from 'pg'

const INTERVAL_MS = 1_000

export type Sweep = { close(): Promise<void> }

export function startSweep(pool: pg.Pool, queue: Pick<LaneQueue, 'wakeFromSweep'>, logger: Logger): Sweep {
  let running: Promise<void> | null = null
  const sweep = () => {
    // A slow look is not overtaken by the next one.
    running ??= sweepOnce(pool, queue, logger).finally(() => {
      running = null
    })
  }
  // At once: what a worker that starts is there for may have been waiting for it.
  sweep()
  const timer = setInterval(sweep, INTERVAL_MS)
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}

/** Never rejects. Wakes are not awaited: with the queue's store away they may never settle. */
export async function sweepOnce(pool: pg.Pool, queue: Pick<LaneQueue, 'wakeFromSweep'>, logger: Logger): Promise<void> {
  try {
    const second = Math.floor(Date.now() / 1_000)
    for (const siteId of await findQuietLanes(pool)) {
      queue.wakeFromSweep(siteId, second).catch((err: unknown) => logger.debug({ err, siteId }, 'sweep wake failed'))
    }
  } catch (err) {
    logger.warn({ err }, 'sweep failed, trying again in a second')
  }
}
