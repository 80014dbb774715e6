/**
 * Looks each minute whether a paused directory, or the guard, has kept somebody's losses back for a quarter of an hour: logged and on
 * record, once each.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { reportWaitingLosses } from '@syncline/core/storage/catalogue/waiting-losses.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'

const INTERVAL_MS = 60_000
const ACTOR = 'worker'

export type LossWatch = { close(): Promise<void> }

export function startLossWatch(db: Kysely<Database>, logger: Logger): LossWatch {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(() => lookForWaitingLosses(db, logger))
  }, INTERVAL_MS)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}

/** One look. Never rejects: the next one sees the same. */
export async function lookForWaitingLosses(db: Kysely<Database>, logger: Logger): Promise<void> {
  try {
    for (const found of await reportWaitingLosses(db, ACTOR)) {
      const who = found.by === 'pause' ? 'a paused directory' : 'the guard'
      logger.warn(found, `${who} has kept losses of access back for over 15 minutes`)
    }
  } catch (err) {
    logger.error({ err }, 'the look for waiting losses failed')
  }
}
