/** What a lane job does: a turn of the site's lane, and another wake when there is more. */
import type { LaneProcessor, LaneQueue } from '@syncline/core/queue/lane.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import type { LaneTurns } from './lane-turns.ts'

type Queue = Pick<LaneQueue, 'wake' | 'wakeFromSweep'>

export function createLaneProcessor(turns: Pick<LaneTurns, 'take'>, queue: Queue, logger: Logger): LaneProcessor {
  return async ({ siteId, unfloored = false }) => {
    if ((await turns.take(siteId, unfloored)) !== 'time-up') return
    const next = unfloored ? queue.wakeFromSweep(siteId, Math.floor(Date.now() / 1_000)) : queue.wake(siteId)
    // Lost when the queue's store is away: then the sweep wakes it.
    next.catch((err: unknown) => logger.debug({ err, siteId }, 'next wake failed'))
  }
}
