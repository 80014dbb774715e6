/**
 * Answers that did not reach their requester, and which of several requesters gets an answer.
 *
 * An operation has a row here once a second request joined it or once its requester went without the answer
 * (wait limit, broken connection). Without a row the answer belongs to the request that was appended.
 * Guarantee: of all requests that wait for one operation, in all processes, exactly one is given its answer
 * (`takeAnswers`); the row says so until it is removed, long after the last of them has stopped waiting.
 */
import type pg from 'pg'
import { REDELIVERY_MS } from './append.ts'

export type Undelivered = {
  readonly siteId: number
  readonly operationId: string
  readonly directoryId: number
  readonly digest: string
  /** The request that goes without its answer. */
  readonly waiter: string
}

/**
 * From now on an equal request may have the answer. Nothing changes for an answer that another request owns.
 * A row of an operation that never came into the journal is harmless: nothing joins it.
 */
export async function recordUndelivered(pool: pg.Pool, undelivered: readonly Undelivered[]): Promise<void> {
  await pool.query({
    name: 'record-undelivered',
    text: `
insert into redelivery as v (site_id, operation_id, directory_id, digest, waiter, expires_at)
select distinct on (u.site_id, u.operation_id)
       u.site_id, u.operation_id, u.directory_id, u.digest, null::uuid, now() + $6::integer * interval '1 ms'
from unnest($1::integer[], $2::uuid[], $3::integer[], $4::uuid[], $5::uuid[])
  as u (site_id, operation_id, directory_id, digest, waiter)
order by u.site_id, u.operation_id
on conflict (site_id, operation_id) do update set waiter = null, delivered = false, expires_at = excluded.expires_at
  where v.waiter = any ($5::uuid[])`,
    values: [
      undelivered.map((row) => row.siteId),
      undelivered.map((row) => row.operationId),
      undelivered.map((row) => row.directoryId),
      undelivered.map((row) => row.digest),
      undelivered.map((row) => row.waiter),
      REDELIVERY_MS,
    ],
  })
}

export type AnswerClaim = { readonly operationId: string; readonly waiter: string }

/** The waiters that get their answer, now and for good; the others are superseded. */
export async function takeAnswers(
  pool: pg.Pool | pg.ClientBase,
  siteId: number,
  claims: readonly AnswerClaim[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ waiter: string }>({
    name: 'take-answers',
    text: `
with claimed as (
  select distinct on (operation_id) operation_id, waiter
  from unnest($2::uuid[], $3::uuid[]) with ordinality as c (operation_id, waiter, n)
  order by operation_id, n desc
), locked as (
  -- In the order of every other statement here, so that none waits for another in a circle.
  select v.operation_id, c.waiter
  from redelivery v join claimed c on c.operation_id = v.operation_id
  where v.site_id = $1 and not v.delivered and (v.waiter = c.waiter or v.waiter is null)
  order by v.operation_id
  for update of v
)
update redelivery v set delivered = true, waiter = c.waiter
from locked c
where v.site_id = $1 and v.operation_id = c.operation_id
returning c.waiter`,
    values: [siteId, claims.map((claim) => claim.operationId), claims.map((claim) => claim.waiter)],
  })
  return new Set(rows.map((row) => row.waiter))
}

/** Rows stay beyond their expiry for as long again, for waiters that look late. Any process may do it at any time. */
export async function deleteExpiredRedeliveries(pool: pg.Pool): Promise<number> {
  const result = await pool.query(`delete from redelivery where expires_at < now() - $1::integer * interval '1 ms'`, [
    REDELIVERY_MS,
  ])
  return result.rowCount ?? 0
}
