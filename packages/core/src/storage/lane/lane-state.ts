/** Writes to a lane outside of a batch: after failures, and the word that outcomes are there. */
import type pg from 'pg'
import { OUTCOME_CHANNEL } from '../journal/outcome-channel.ts'

/** A known transient failure says nothing about the operations of the batch: they are not suspected for it. */
export async function forgetAttempt(pool: pg.Pool, siteId: number): Promise<void> {
  await pool.query({
    name: 'forget-attempt',
    text: 'delete from lane_attempt a where a.site_id = $1',
    values: [siteId],
  })
}

/** Nothing wakes the lane before then; `failure` is for the operator and carries no values. */
export async function postponeLane(pool: pg.Pool, siteId: number, afterMs: number, failure: string): Promise<void> {
  await pool.query({
    name: 'postpone-lane',
    text: `update lane set retry_at = clock_timestamp() + $2 * interval '1 millisecond', failure = $3 where site_id = $1`,
    values: [siteId, afterMs, failure],
  })
}

/**
 * Sent right behind the commit, in the same flight and outside of its transaction: NOTIFY inside the writing transaction halves
 * the insert rate. Waits for no disk. Never rejects: who misses it finds the outcomes by looking.
 */
export async function announceOutcomes(client: pg.ClientBase, siteId: number, appliedSeq: number): Promise<void> {
  const sent = client.query({
    name: 'announce-outcomes',
    text: `select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`,
    values: [OUTCOME_CHANNEL, `${siteId}:${appliedSeq}`],
  })
  await sent.catch(() => undefined)
}
