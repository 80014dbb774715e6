/** Asynchronous requests by their txn, with what came of them. */
import type pg from 'pg'
import type { Method, ResourceType } from '../../domain/operation.ts'
import type { AsyncResult } from '../../scim/async-response.ts'
import type { ScimType } from '../../scim/error.ts'
import { ASYNC_RESULT_HOURS } from './retention.ts'

export type AsyncRequest = { readonly result: AsyncResult | null }

type Row = {
  method: Method
  resource_type: ResourceType
  target_id: string
  external_id: string | null
  status: number | null
  scim_type: ScimType | null
  detail: string | null
  resource_id: string | null
  version: number | null
  applied_at: Date | null
}

const READ = `
select p.method, p.resource_type, p.resource_id as target_id, o.status, o.scim_type, o.detail, o.resource_id, o.version,
       o.applied_at, coalesce(o.resource ->> 'externalId', p.body -> 'attributes' ->> 'externalId') as external_id
from async_request a
cross join lateral (
  select * from operation p where p.site_id = a.site_id and p.id = a.operation_id limit 1
) p
left join lateral (
  select * from outcome o where o.site_id = a.site_id and o.operation_id = a.operation_id limit 1
) o on true
where a.site_id = $1 and a.directory_id = $2 and a.txn = $3
  and (o.applied_at is null or o.applied_at > now() - $4::integer * interval '1 hour')`

/** @returns null when there is none, it is another directory's, or its result is kept no longer; `result` null: not applied yet */
export async function readAsyncRequest(
  pool: pg.Pool,
  scope: { readonly siteId: number; readonly directoryId: number },
  txn: string,
): Promise<AsyncRequest | null> {
  const { rows } = await pool.query<Row>(READ, [scope.siteId, scope.directoryId, txn, ASYNC_RESULT_HOURS])
  const [row] = rows
  if (row === undefined) return null
  const { status, applied_at: appliedAt } = row
  return { result: status === null || appliedAt === null ? null : resultOf(row, status, appliedAt) }
}

function resultOf(row: Row, status: number, appliedAt: Date): AsyncResult {
  const { method, resource_type: resourceType, target_id, external_id, scim_type, detail, version } = row
  const made = method !== 'POST' || status < 300
  return {
    method,
    resourceType,
    resourceId: made ? (row.resource_id ?? target_id) : null,
    externalId: external_id,
    status,
    version,
    scimType: scim_type,
    detail,
    appliedAt,
  }
}
