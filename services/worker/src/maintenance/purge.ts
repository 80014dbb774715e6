/**
 * Each hour: records of directories that were disconnected 30 days ago, tombstones that have expired, copies of groups that can no
 * longer be taken back, losses of past days, and conflicts and items of the guard that no change tells of any more are deleted in portions.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import {
  deleteExpiredGroupCopies,
  deleteExpiredLosses,
  deleteExpiredTombstones,
  findDirectoriesToPurge,
  finishPurge,
  isHistoryBlanked,
  purgePortion,
} from '@syncline/core/storage/lane/purge.ts'
import { deleteOldConflicts, deleteOldGuardItems } from '@syncline/core/storage/lane/purge-decisions.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'

const INTERVAL_MS = 60 * 60 * 1_000
const ACTOR = 'worker'

export type Purge = { close(): Promise<void> }

export function startPurge(db: Kysely<Database>, logger: Logger): Purge {
  const closing = new AbortController()
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(() => purgeDirectories(db, logger, closing.signal))
  }, INTERVAL_MS)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      closing.abort()
      await running
    },
  }
}

/**
 * Until nothing is left, or the signal: behind the portion under way. Never rejects: the next hour goes on where it was, and with those
 * directories whose history is blanked by then.
 */
export async function purgeDirectories(
  db: Kysely<Database>,
  logger: Logger,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const untilNone = async (portion: () => Promise<number>): Promise<void> => {
    if (!signal.aborted && (await portion()) > 0) return untilNone(portion)
  }
  try {
    await untilNone(() => deleteExpiredTombstones(db))
    await untilNone(() => deleteExpiredGroupCopies(db))
    await untilNone(() => deleteExpiredLosses(db))
    await untilNone(() => deleteOldConflicts(db))
    await untilNone(() => deleteOldGuardItems(db))
    for (const place of await findDirectoriesToPurge(db)) {
      // biome-ignore lint/performance/noAwaitInLoops: one directory after another, lanes have other things to do
      if (!(await isHistoryBlanked(db, place, ACTOR))) continue
      await untilNone(() => purgePortion(db, place))
      if (signal.aborted) return
      if (await finishPurge(db, place, ACTOR)) logger.info(place, 'records of a disconnected directory deleted')
    }
  } catch (err) {
    logger.error({ err }, 'the purge failed')
  }
}
