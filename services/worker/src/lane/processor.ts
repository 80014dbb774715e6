/** What a lane job does: a slice of the site's lane, and another wake when there is more. */
import { setTimeout as pause } from 'node:timers/promises'
import type { LaneProcessor, LaneQueue } from '@syncline/core/queue/lane.ts'
import type { LaneDeps } from './lane-deps.ts'
import { runSlice, type SliceResult } from './slice.ts'

/** Another worker holds the lane; it may have looked for pending rows just before ours came in. */
const LOCKED_TRIES = 4
const LOCKED_PAUSE_MS = 25

export function createLaneProcessor(deps: LaneDeps, queue: Pick<LaneQueue, 'wake'>): LaneProcessor {
  const turn = async (siteId: number, unfloored: boolean, triesLeft: number): Promise<SliceResult> => {
    const result = await runSlice(deps, siteId, unfloored)
    if (result !== 'locked' || triesLeft === 0) return result
    await pause(LOCKED_PAUSE_MS)
    return turn(siteId, unfloored, triesLeft - 1)
  }
  return async ({ siteId, unfloored = false }) => {
    const result = await turn(siteId, unfloored, LOCKED_TRIES)
    if (result !== 'time-up') return
    // Lost when the queue's store is away: then the sweep wakes it.
    queue.wake(siteId).catch((err: unknown) => deps.logger.debug({ err, siteId }, 'next wake failed'))
  }
}
