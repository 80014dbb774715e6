/** Removes idempotency keys and asynchronous requests that are kept no longer. Any process may do it at any time. */
import type pg from 'pg'
import { ASYNC_RESULT_HOURS } from './retention.ts'

export async function deleteExpiredKeys(pool: pg.Pool): Promise<number> {
  const result = await pool.query('delete from idempotency_key where expires_at < now()')
  return result.rowCount ?? 0
}

/** One that is not applied yet stays, however old. */
export async function deleteExpiredAsyncRequests(pool: pg.Pool): Promise<number> {
  const result = await pool.query(
    `delete from async_request a
     where a.accepted_at < now() - $1::integer * interval '1 hour'
       and case
         when a.bulk_elements is null then exists (
           select from outcome o
           where o.site_id = a.site_id and o.operation_id = a.operation_id
             and o.applied_at < now() - $1::integer * interval '1 hour'
         )
         -- The row of a Bulk goes when its result is kept no longer.
         else not exists (select from bulk b where b.site_id = a.site_id and b.id = a.operation_id)
       end`,
    [ASYNC_RESULT_HOURS],
  )
  return result.rowCount ?? 0
}
