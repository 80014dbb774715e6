/** Asynchronous requests by their txn, with what came of them. */
import type pg from 'pg'
import type { Method, ResourceType } from '../../domain/operation.ts'
import type { ScimType } from '../../scim/error.ts'
import { ASYNC_RESULT_HOURS } from './retention.ts'

export type AsyncOutcome = {
  readonly method: Method
  readonly resourceType: ResourceType
  /** The resource that was aimed at or made; null for a POST that failed. */
  readonly resourceId: string | null
  readonly externalId: string | null
  readonly status: number
  readonly version: number | null
  readonly scimType: ScimType | null
  readonly detail: string | null
  readonly appliedAt: Date
}

export type AsyncRequest =
  | { readonly kind: 'running' }
  | { readonly kind: 'operation'; readonly outcome: AsyncOutcome }
  /** A Bulk: all of its operations have their outcomes. */
  | { readonly kind: 'bulk'; readonly id: string }

type Row = {
  operation_id: string
  is_bulk: boolean
  finished_at: Date | null
  method: Method | null
  resource_type: ResourceType | null
  target_id: string | null
  external_id: string | null
  status: number | null
  scim_type: ScimType | null
  detail: string | null
  resource_id: string | null
  version: number | null
}

const READ = `
select a.operation_id, a.bulk_elements is not null as is_bulk, coalesce(p.id, b.id) is not null as is_there, coalesce(o.applied_at, b.finished_at) as finished_at,
       p.method, p.resource_type, p.resource_id as target_id, o.status, o.scim_type, o.detail, o.resource_id, o.version,
       coalesce(o.resource ->> 'externalId', p.body -> 'attributes' ->> 'externalId') as external_id
from async_request a
left join lateral (
  select * from operation p where p.site_id = a.site_id and p.id = a.operation_id limit 1
) p on true
left join lateral (
  select * from outcome o where o.site_id = a.site_id and o.operation_id = a.operation_id limit 1
) o on true
left join lateral (
  select b.id, b.finished_at from bulk b where b.site_id = a.site_id and b.id = a.operation_id limit 1
) b on true
where a.site_id = $1 and a.directory_id = $2 and a.txn = $3`

type Scope = { readonly siteId: number; readonly directoryId: number }

/** @returns null when there is none, it is another directory's, or its result is kept no longer */
export async function readAsyncRequest(pool: pg.Pool, scope: Scope, txn: string): Promise<AsyncRequest | null> {
  const { rows } = await pool.query<Row & { kept: boolean }>(
    `select r.*, r.is_there and coalesce(r.finished_at > now() - $4::integer * interval '1 hour', true) as kept
     from (${READ}) r`,
    [scope.siteId, scope.directoryId, txn, ASYNC_RESULT_HOURS],
  )
  const [row] = rows
  if (row === undefined || !row.kept) return null
  if (row.finished_at === null) return { kind: 'running' }
  return row.is_bulk
    ? { kind: 'bulk', id: row.operation_id }
    : { kind: 'operation', outcome: outcomeOf(row, row.finished_at) }
}

function outcomeOf(row: Row, appliedAt: Date): AsyncOutcome {
  const { method, resource_type: resourceType, status } = row
  if (method === null || resourceType === null || status === null) {
    throw new Error(`operation ${row.operation_id} of an asynchronous request is incomplete`)
  }
  const made = method !== 'POST' || status < 300
  return {
    method,
    resourceType,
    resourceId: made ? (row.resource_id ?? row.target_id) : null,
    externalId: row.external_id,
    status,
    version: row.version,
    scimType: row.scim_type,
    detail: row.detail,
    appliedAt,
  }
}

/** What is kept of the request beside the journal, as it was given to `appendTrackedBulk`. */
export async function readBulkElements(pool: pg.Pool, siteId: number, id: string): Promise<unknown> {
  const { rows } = await pool.query<{ bulk_elements: unknown }>(
    'select a.bulk_elements from async_request a where a.site_id = $1 and a.operation_id = $2',
    [siteId, id],
  )
  return rows[0]?.bulk_elements ?? null
}

export type BulkCompletion = { readonly appliedAt: Date; readonly externalId: string | null }

/** Of a finished Bulk: one for each operation, in the order of the request. */
export async function readBulkCompletions(pool: pg.Pool, siteId: number, id: string): Promise<BulkCompletion[]> {
  const { rows } = await pool.query<BulkCompletion>(
    `select o.applied_at as "appliedAt",
            coalesce(o.resource ->> 'externalId', p.body -> 'attributes' ->> 'externalId') as "externalId"
     from bulk b
     cross join lateral unnest(b.operation_ids) with ordinality as e (id, n)
     cross join lateral (
       select x.applied_at, x.resource from outcome x where x.site_id = $1 and x.operation_id = e.id limit 1
     ) o
     left join lateral (
       select y.body from operation y where y.site_id = $1 and y.id = e.id limit 1
     ) p on true
     where b.site_id = $1 and b.id = $2
     order by e.n`,
    [siteId, id],
  )
  return rows
}
