/** Connections for reads. */
import type pg from 'pg'
import { createPool } from '../database.ts'

export type ReadPoolOptions = {
  readonly url: string
  readonly max: number
  readonly onError: (error: Error) => void
  /** Milliseconds after which a statement is given up (400 tooMany). */
  readonly statementTimeoutMs?: number
}

export function openReadPool({ url, max, onError, statementTimeoutMs = 10_000 }: ReadPoolOptions): pg.Pool {
  return createPool({
    url,
    max,
    applicationName: 'syncline-api',
    // Every read has its index. Plans are made when tables are small or not analyzed yet, and live on.
    settings: { statement_timeout: `${statementTimeoutMs}`, enable_seqscan: 'off', jit: 'off' },
    answerWithinMs: statementTimeoutMs + 2_000,
    onError,
  })
}
