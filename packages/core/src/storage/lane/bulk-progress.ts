/** Bulk requests in the lane: what a batch has to know of them, and how far it brought them. Batches without one pay nothing. */
import type pg from 'pg'
import {
  type BulkProgress,
  type BulkState,
  cycleKey,
  firstUnits,
  type LoadedBulks,
  NO_BULKS,
} from '../../domain/bulk.ts'
import type { Operation } from '../../domain/operation.ts'
import { flight, run, type Statement } from '../statement.ts'
import { type OperationRow, operationOf } from './claim.ts'
import { writeRows } from './columnar.ts'

// The operations of a Bulk were appended together: behind the last one that was claimed come the others, hardly anything between.
const CYCLE_REST: Statement = {
  name: 'bulk-cycle-rest',
  text: `
select r.*
from unnest($2::integer[], $3::bigint[], $4::text[], $5::text[], $6::integer[]) as c (directory_id, after, bulk, first, missing)
cross join lateral (
  select q.seq, q.directory_id, o.id, o.credential_id, o.actor, o.method, o.resource_type, o.resource_id, o.if_match,
         o.body, o.secret_sent, o.bulk, o.command
  from pending q
  cross join lateral (
    select * from operation x where x.site_id = $1 and x.id = q.operation_id limit 1
  ) o
  where q.site_id = $1 and q.directory_id = c.directory_id and q.seq > c.after
    and o.bulk ->> 'id' = c.bulk and o.bulk -> 'cycle' ->> 'first' = c.first
  order by q.seq
  limit c.missing
) r`,
}

const BULKS: Statement = {
  name: 'bulk-states',
  text: `
select b.id, b.fail_on_errors as "failOnErrors", b.errors, b.stopped
from unnest($2::uuid[]) as n (id)
cross join lateral (
  select x.id, x.fail_on_errors, x.errors, x.stopped from bulk x where x.site_id = $1 and x.id = n.id limit 1
) b`,
}

const FAILED: Statement = {
  name: 'bulk-failed',
  text: `
select n.id, (o.bulk ->> 'index')::integer as index
from unnest($2::uuid[]) as n (id)
cross join lateral (
  select x.status from outcome x where x.site_id = $1 and x.operation_id = n.id limit 1
) x
cross join lateral (
  select y.bulk from operation y where y.site_id = $1 and y.id = n.id limit 1
) o
where x.status >= 300`,
}

const ADVANCE: Statement = {
  name: 'bulk-advance',
  text: `
update bulk b set settled = b.settled + n.settled, errors = b.errors + n.errors,
  stopped = b.stopped or coalesce(b.errors + n.errors >= b.fail_on_errors, false),
  finished_at = case when b.settled + n.settled >= cardinality(b.operation_ids) then clock_timestamp() end
from unnest($2::uuid[], $3::integer[], $4::integer[]) as n (id, settled, errors)
where b.site_id = $1 and b.id = n.id`,
}

/** The claim with every cycle in it whole; what belongs together stands together. */
export async function completeCycles(
  client: pg.ClientBase,
  siteId: number,
  operations: readonly Operation[],
): Promise<readonly Operation[]> {
  if (!operations.some(({ bulk }) => bulk)) return operations
  const cut = [...Map.groupBy(operations, cycleKey)].flatMap(([key, members]) => {
    const last = members.at(-1)
    const cycle = last?.bulk?.cycle
    return key === null || !last?.bulk || !cycle || members.length >= cycle.size
      ? []
      : [{ last, bulk: last.bulk.id, first: cycle.first, missing: cycle.size - members.length }]
  })
  if (cut.length === 0) return firstUnits(operations, operations.length)
  const rest = await run<OperationRow>(client, CYCLE_REST, [
    siteId,
    cut.map(({ last }) => last.directoryId),
    cut.map(({ last }) => last.seq),
    cut.map(({ bulk }) => bulk),
    cut.map(({ first }) => String(first)),
    cut.map(({ missing }) => missing),
  ])
  const all = [...operations, ...rest.map((row) => operationOf(siteId, row))]
  return firstUnits(all, all.length)
}

export async function loadBulks(
  client: pg.Client,
  siteId: number,
  operations: readonly Operation[],
): Promise<LoadedBulks> {
  const ids = new Set(operations.flatMap(({ bulk }) => (bulk ? [bulk.id] : [])))
  if (ids.size === 0) return NO_BULKS
  const here = new Set(operations.map(({ id }) => id))
  const before = new Set(operations.flatMap(({ bulk }) => bulk?.dependsOn.filter((id) => !here.has(id)) ?? []))
  const [bulks, failed] = await flight(client, () => [
    run<BulkState>(client, BULKS, [siteId, [...ids]]),
    before.size === 0 ? Promise.resolve([]) : run<{ id: string; index: number }>(client, FAILED, [siteId, [...before]]),
  ])
  return {
    bulks: new Map(bulks.map((bulk) => [bulk.id, bulk])),
    failed: new Map(failed.map(({ id, index }) => [id, index])),
  }
}

/** In the transaction that settles the operations. */
export function advanceBulks(client: pg.ClientBase, siteId: number, bulks: readonly BulkProgress[]): Promise<void> {
  return writeRows(client, ADVANCE, siteId, bulks, [({ id }) => id, ({ settled }) => settled, ({ errors }) => errors])
}
