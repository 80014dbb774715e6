/**
 * Connections for appending. Few: a flush takes a whole group, and two of them keep the disk busy.
 * Guarantee: what commits here is durable, whatever the database's default is.
 */
import type pg from 'pg'
import { createPool } from '../database.ts'

/** Flushes that may be under way at a time. */
export const JOURNAL_CONNECTIONS = 2

const SETTINGS = {
  synchronous_commit: 'on',
  // The statements are planned once, on tables that are empty then: the plan has to hold when they are not.
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  jit: 'off',
  statement_timeout: '15s',
}

/** Longer than statement_timeout. */
const ANSWER_WITHIN_MS = 17_000

/** @param url without a transaction pooler in between: settings and prepared statements stay with a connection */
export function openJournalPool(url: string, onError: (error: Error) => void): pg.Pool {
  return createPool({
    url,
    max: JOURNAL_CONNECTIONS,
    applicationName: 'syncline-journal',
    pipeline: true,
    settings: SETTINGS,
    answerWithinMs: ANSWER_WITHIN_MS,
    onError,
  })
}
