/**
 * Connections for batches: pipelining, with durable commits.
 * Guarantee: a worker that is stopped or frozen gives the lane back, and statements go by the indexes whatever the
 * statistics say.
 */
import type pg from 'pg'
import { createPool } from '../database.ts'

const SETTINGS = {
  synchronous_commit: 'on',
  idle_in_transaction_session_timeout: '5s',
  lock_timeout: '5s',
  statement_timeout: '60s',
  // A plan made for one site's number takes a site that the statistics do not know for empty, and walks over all of its
  // rows once for each row it looks up: a first sync beside another site would come to a standstill.
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  // A look-up that asks for an order means the index that has it: without statistics any index and a sort look as cheap.
  enable_sort: 'off',
  enable_incremental_sort: 'off',
  jit: 'off',
}

/** Longer than statement_timeout. */
const ANSWER_WITHIN_MS = 65_000

/** @param max one a running lane */
export function openLanePool(url: string, max: number, onError: (error: Error) => void): pg.Pool {
  return createPool({
    url,
    max,
    applicationName: 'syncline-lane',
    pipeline: true,
    settings: SETTINGS,
    answerWithinMs: ANSWER_WITHIN_MS,
    onError,
  })
}
