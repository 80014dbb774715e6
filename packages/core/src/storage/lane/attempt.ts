/**
 * The attempt: which batch is about to be applied, committed before it is, on a connection of its own (the batch
 * transaction would take it along when the process dies). A lane that finds it unfinished knows where to look.
 */
import type pg from 'pg'
import type { Statement } from '../statement.ts'

const RECORD: Statement = {
  name: 'lane-attempt',
  text: `
insert into lane_attempt as a (site_id, base, first, last, size, count) values ($1, $2, $3, $4, $5, 1)
on conflict (site_id) do update set
  count = case when a.base = excluded.base and a.first = excluded.first and a.size = excluded.size
            then a.count + 1 else 1 end,
  base = excluded.base, first = excluded.first, last = excluded.last, size = excluded.size`,
}

export type AttemptStart = {
  readonly siteId: number
  readonly base: number
  readonly first: number
  readonly last: number
  readonly size: number
}

/** The pool's connections run with synchronous_commit off: a lost attempt costs one try, not an operation. */
export async function recordAttempt(pool: pg.Pool, attempt: AttemptStart): Promise<void> {
  const { siteId, base, first, last, size } = attempt
  await pool.query({ ...RECORD, values: [siteId, base, first, last, size] })
}
