/**
 * Connections for outcomes and what belongs to them: no read of a client, however long, stands before an answer that others
 * wait for.
 */
import type pg from 'pg'
import { createPool } from '../database.ts'

export const OUTCOME_CONNECTIONS = 2

const SETTINGS = {
  // A few fixed statements by key. Planned anew for each batch, planning costs more than reading.
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  jit: 'off',
  statement_timeout: '10s',
}

/** Longer than statement_timeout. */
const ANSWER_WITHIN_MS = 12_000

/** @param url without a transaction pooler in between: settings and prepared statements stay with a connection */
export function openOutcomePool(url: string, onError: (error: Error) => void): pg.Pool {
  return createPool({
    url,
    max: OUTCOME_CONNECTIONS,
    applicationName: 'syncline-outcome',
    settings: SETTINGS,
    answerWithinMs: ANSWER_WITHIN_MS,
    onError,
  })
}
