/** Results of Bulk requests: whether they are finished, what came of them, and whether somebody was told. */
import type pg from 'pg'
import type { ScimType } from '../../scim/error.ts'
import { ASYNC_RESULT_HOURS } from './retention.ts'

export type BulkOutcome = {
  /** 424: it was not reached (failOnErrors). */
  readonly status: number
  readonly scimType: ScimType | null
  readonly detail: string | null
  readonly resourceId: string | null
  readonly version: number | null
}

/** Those of the requests that have an outcome for each of their operations. */
export async function finishedBulks(pool: pg.Pool, siteId: number, ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'bulk-finished',
    text: `
select b.id
from unnest($2::uuid[]) as n (id)
cross join lateral (
  select x.id from bulk x where x.site_id = $1 and x.id = n.id and x.finished_at is not null limit 1
) b`,
    values: [siteId, ids],
  })
  return rows.map(({ id }) => id)
}

/** Of a finished request: one for each operation, in the order of the request. Empty: there is no such request. */
export async function readBulkOutcomes(pool: pg.Pool, siteId: number, id: string): Promise<BulkOutcome[]> {
  const { rows } = await pool.query<BulkOutcome>({
    name: 'bulk-outcomes',
    text: `
select o.status, o.scim_type as "scimType", o.detail, o.resource_id as "resourceId", o.version
from bulk b
cross join lateral unnest(b.operation_ids) with ordinality as e (id, n)
cross join lateral (
  select x.status, x.scim_type, x.detail, x.resource_id, x.version from outcome x
  where x.site_id = $1 and x.operation_id = e.id
  limit 1
) o
where b.site_id = $1 and b.id = $2
order by e.n`,
    values: [siteId, id],
  })
  return rows
}

/** While it is not delivered, an equal request joins it instead of being executed. */
export async function setBulkDelivered(pool: pg.Pool, siteId: number, id: string, delivered: boolean): Promise<void> {
  await pool.query({
    name: 'bulk-delivered',
    text: 'update bulk b set delivered = $3 where b.site_id = $1 and b.id = $2',
    values: [siteId, id, delivered],
  })
}

/**
 * The row of a finished request is kept for as long as its result may be asked for; what became of its operations stays with
 * them. Any process may do it at any time.
 */
export async function deleteOldBulks(pool: pg.Pool): Promise<number> {
  const result = await pool.query(`delete from bulk where finished_at < now() - $1::integer * interval '1 hour'`, [
    ASYNC_RESULT_HOURS,
  ])
  return result.rowCount ?? 0
}
