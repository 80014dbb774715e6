/**
 * How much of each directory waits to be applied, looked at once a second for those that write: one statement for all of them,
 * and none in the way of a request. What is known is a second old at most, and nothing of the first second.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { type Backlog, type BacklogOf, sampleBacklogs } from '@syncline/core/storage/read/backlog.ts'
import type pg from 'pg'

export type BacklogWatch = {
  /**
   * Marks the directory as one that writes.
   * @returns seconds until half of its limit may be applied, when more than its limit waits; else null
   */
  excess(of: BacklogOf): number | null
  close(): Promise<void>
}

const LOOK_EACH_MS = 1_000
/** A directory that has not written for so long is not looked at any more. */
const WATCHED_MS = 60_000
/** Okta waits as long as it is told. */
const LONGEST_WAIT_SECONDS = 60
/** The lane stands still, or has just begun: nobody knows. */
const UNKNOWN_WAIT_SECONDS = 10

type Watched = {
  of: BacklogOf
  writtenAt: number
  sample: (Backlog & { readonly at: number }) | null
  /** Operations that the site applied in a second. */
  perSecond: number
}

export function createBacklogWatch(pool: pg.Pool, logger: Logger): BacklogWatch {
  const watched = new Map<number, Watched>()
  let looking: Promise<void> | null = null

  const look = async () => {
    const now = performance.now()
    for (const [id, { writtenAt }] of watched) if (now - writtenAt > WATCHED_MS) watched.delete(id)
    if (watched.size === 0) return
    try {
      const samples = await sampleBacklogs(
        pool,
        [...watched.values()].map(({ of }) => of),
      )
      for (const sample of samples) {
        const entry = watched.get(sample.directoryId)
        if (entry !== undefined) take(entry, { ...sample, at: performance.now() })
      }
    } catch (err) {
      logger.debug({ err }, 'backlogs could not be looked at')
    }
  }
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null
    })
  }, LOOK_EACH_MS)
  timer.unref()

  return {
    excess(of) {
      const entry = watched.get(of.directoryId) ?? { of, writtenAt: 0, sample: null, perSecond: 0 }
      entry.of = of
      entry.writtenAt = performance.now()
      watched.set(of.directoryId, entry)
      const { sample, perSecond } = entry
      if (sample === null || sample.pending <= of.most) return null
      return waitSeconds(sample.pending - of.most / 2, perSecond)
    },
    async close() {
      clearInterval(timer)
      await looking
    },
  }
}

function take(entry: Watched, sample: Backlog & { readonly at: number }): void {
  const before = entry.sample
  if (before !== null && sample.at > before.at) {
    entry.perSecond = ((sample.appliedSeq - before.appliedSeq) * 1_000) / (sample.at - before.at)
  }
  entry.sample = sample
}

/** Exported for its test. */
export function waitSeconds(operations: number, perSecond: number): number {
  if (perSecond <= 0) return UNKNOWN_WAIT_SECONDS
  return Math.min(LONGEST_WAIT_SECONDS, Math.max(1, Math.ceil(operations / perSecond)))
}
