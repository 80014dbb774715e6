/**
 * Looks each second, and when the worker starts, for previews that somebody waits for and for starts without a report. One at a
 * time; a worker that dies with one leaves it to the next.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { failPreview, tryPreview } from '@syncline/core/storage/lane/preview/preview-task.ts'
import { isReportDue, reportStart } from '@syncline/core/storage/lane/preview/start-report.ts'
import type pg from 'pg'
import { isRetryable, reasonOf } from '../lane/failure.ts'
import { computePreview } from './compute-preview.ts'

const INTERVAL_MS = 1_000
/** Larger than a step of the lane: nobody waits for its end. */
const STEP_SIZE = 1_000

export type PreviewRunnerOptions = {
  /** For short looks. */
  readonly sidePool: pg.Pool
  /** Fresh connections to the database itself, not by a transaction pooler. */
  readonly pool: pg.Pool
  readonly newId: () => string
  readonly logger: Logger
  readonly stepSize?: number
}

export type PreviewRunner = { close(): Promise<void> }

class BrokenOff extends Error {}

export function startPreviewRunner(options: PreviewRunnerOptions): PreviewRunner {
  const { logger } = options
  let closed = false
  let running: Promise<void> | null = null
  const look = async () => {
    try {
      // biome-ignore lint/performance/noAwaitInLoops: one at a time
      while (!closed && (await runNext(options, () => closed))) {
        // There may be another one.
      }
    } catch (err) {
      logger.warn({ err }, 'previews could not be computed, trying again')
    }
    running = null
  }
  const begin = () => {
    running ??= look()
  }
  begin()
  const timer = setInterval(begin, INTERVAL_MS)
  timer.unref()
  return {
    async close() {
      closed = true
      clearInterval(timer)
      await running
    },
  }
}

/** @returns whether there was anything to do */
async function runNext(options: PreviewRunnerOptions, isClosed: () => boolean): Promise<boolean> {
  const { sidePool, pool, newId, logger, stepSize = STEP_SIZE } = options
  const reported = (await isReportDue(sidePool)) ? await reportStart(pool) : null
  if (reported !== null) {
    logger.info(reported, 'a start has its report')
    return true
  }
  const asked = await tryPreview(sidePool)
  if (asked === null) return false
  const onStep = () => {
    if (isClosed()) throw new BrokenOff('the worker stops')
  }
  try {
    return await computePreview({ pool, stepSize, newId, onStep }, asked)
  } catch (error) {
    if (error instanceof BrokenOff) return false
    if (isRetryable(error)) throw error
    logger.error({ err: error, siteId: asked.siteId, preview: asked.id }, 'a preview failed')
    await failPreview(sidePool, asked, reasonOf(error))
    return true
  }
}
