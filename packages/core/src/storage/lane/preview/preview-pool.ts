/**
 * Two connections, open while a preview or a report is made: the settings of a lane, but that one statement looks at all records
 * of a directory. A worker that is stopped meanwhile gives up what it has taken.
 */
import type pg from 'pg'
import { createPool } from '../../database.ts'

const SETTINGS = {
  idle_in_transaction_session_timeout: '60s',
  lock_timeout: '5s',
  statement_timeout: '300s',
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
}

/** Longer than statement_timeout. */
const ANSWER_WITHIN_MS = 305_000

/** @param directUrl without a transaction pooler: temporary tables and prepared statements belong to one connection */
export function openPreviewPool(directUrl: string, onError: (error: Error) => void): pg.Pool {
  return createPool({
    url: directUrl,
    max: 2,
    applicationName: 'syncline-preview',
    pipeline: true,
    settings: SETTINGS,
    answerWithinMs: ANSWER_WITHIN_MS,
    onError,
  })
}
