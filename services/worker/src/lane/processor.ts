/** What a lane job does: a slice of the site's lane, and another wake when there is more. */
import { setTimeout as pause } from 'node:timers/promises'
import type { LaneProcessor, LaneQueue } from '@syncline/core/queue/lane.ts'
import type { LaneDeps } from './lane-deps.ts'
import { runSlice, type SliceResult } from './slice.ts'

/** Another worker holds the lane; it may have looked for pending rows just before ours came in. */
const LOCKED_TRIES = 4
const LOCKED_PAUSE_MS = 25

/**
 * A lane that the sweep had to wake has lost its wakes, and will lose more: those of the API are stored behind a dead
 * worker's job until that counts as stalled. So it looks for itself, as long as operations keep coming.
 */
const LINGER_MS = 150
const LOOK_MS = 10

type Queue = Pick<LaneQueue, 'wake' | 'wakeFromSweep'>

export function createLaneProcessor(deps: LaneDeps, queue: Queue): LaneProcessor {
  const turn = async (siteId: number, unfloored: boolean, triesLeft: number): Promise<SliceResult> => {
    const result = await runSlice(deps, siteId, { unfloored, lingerMs: unfloored ? LINGER_MS : 0, lookMs: LOOK_MS })
    if (result !== 'locked' || triesLeft === 0) return result
    await pause(LOCKED_PAUSE_MS)
    return turn(siteId, unfloored, triesLeft - 1)
  }
  return async ({ siteId, unfloored = false }) => {
    const result = await turn(siteId, unfloored, LOCKED_TRIES)
    if (result !== 'time-up') return
    const next = unfloored ? queue.wakeFromSweep(siteId, Math.floor(Date.now() / 1_000)) : queue.wake(siteId)
    // Lost when the queue's store is away: then the sweep wakes it.
    next.catch((err: unknown) => deps.logger.debug({ err, siteId }, 'next wake failed'))
  }
}
