/** Looks each second, and when the worker starts, whether the history of somebody who was erased is still to be blanked. */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { walkPortion } from '@syncline/core/storage/lane/erasure-walk.ts'
import type pg from 'pg'

const INTERVAL_MS = 1_000

export type Erasures = { close(): Promise<void> }

export function startErasures(pool: pg.Pool, logger: Logger): Erasures {
  const closing = new AbortController()
  let running: Promise<void> | null = null
  const begin = () => {
    running ??= walkErasures(pool, logger, closing.signal).finally(() => {
      running = null
    })
  }
  begin()
  const timer = setInterval(begin, INTERVAL_MS)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      closing.abort()
      await running
    },
  }
}

/** Until nothing is left, or the signal: behind the portion under way. Never rejects: the next look goes on where it was. */
export async function walkErasures(
  pool: pg.Pool,
  logger: Logger,
  signal: AbortSignal = new AbortController().signal,
  /** Settled operations of a portion. */
  most?: number,
): Promise<void> {
  try {
    while (!signal.aborted) {
      // biome-ignore lint/performance/noAwaitInLoops: one portion after another, lanes have other things to do
      const walked = await walkPortion(pool, most)
      if (walked === null) return
      const { siteId, id, kind } = walked
      if (kind === 'finished') logger.info({ siteId, erasure: id }, 'the history of an erasure is blanked')
    }
  } catch (err) {
    logger.error({ err }, 'an erasure could not go on, trying again')
  }
}
