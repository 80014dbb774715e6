/**
 * The lane queue: a job says "this site may have pending operations", nothing more.
 * Guarantee: while a wake of a site waits, further ones add nothing; one that comes while a lane works is kept until it ends.
 */
import { z } from 'zod'
import { defineQueue } from './define-queue.ts'
import type { QueueStore } from './queue-store.ts'

export const LANE_QUEUE = defineQueue({
  name: 'lane',
  job: 'wake',
  data: z.object({
    siteId: z.int().positive(),
    /** Look below the claim floor too, for rows whose commit became visible late. */
    unfloored: z.boolean().optional(),
  }),
  // Retries belong to the lane, which knows what failed; a failed job only frees the site's deduplication id.
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: { count: 100 },
  lockDurationMs: 5_000,
  stalledIntervalMs: 5_000,
})

export type LaneWake = z.infer<typeof LANE_QUEUE.data>
export type LaneProcessor = (wake: LaneWake) => Promise<void>

/** Both may reject or never settle while the store is away: never await them on the way of a request. */
export type LaneQueue = {
  wake(siteId: number): Promise<void>
  /**
   * Under an id of its own: stored behind a dead worker's job a site would stay silent until that job counts as stalled.
   * @param second seconds since the epoch; several sweepers of one second add one job
   */
  wakeFromSweep(siteId: number, second: number): Promise<void>
  close(): Promise<void>
}

export type LaneWorker = {
  /** Resolves once it takes jobs. */
  ready(): Promise<void>
  /** Takes no more jobs and resolves when the running ones have ended. */
  close(): Promise<void>
}

export function openLaneQueue(store: QueueStore): LaneQueue {
  const queue = store.openQueue(LANE_QUEUE)
  return {
    wake: (siteId) => queue.add({ siteId }, { id: `site-${siteId}`, keepLastIfActive: true }),
    wakeFromSweep: (siteId, second) => queue.add({ siteId, unfloored: true }, { id: `sweep-${siteId}-${second}` }),
    close: () => queue.close(),
  }
}
