/**
 * Accepting a Bulk request (RFC 7644 §3.7): all of its operations in one durable transaction.
 * Guarantee: when it resolves, every operation is in the journal, in the order of application, or the request has joined an
 * equal one that is; when it rejects with an error of the database, none is.
 *
 * Joining (docs/adr/0009-bulk.md): an equal request of the same directory, whose result nobody was given, if no operation on one
 * of its resources was accepted since, and, once it is finished, each of them is as it left it, within ten minutes.
 */
import type pg from 'pg'
import type { BulkPlace, Method, ResourceType } from '../../domain/operation.ts'
import { run, type Statement } from '../statement.ts'
import { REDELIVERY_MS } from './append.ts'

export type BulkAppendOperation = {
  /** uuidv7 made at accept. */
  readonly id: string
  /** Null like the two below: it is refused, and could not be read. */
  readonly method: Method | null
  readonly resourceType: ResourceType | null
  readonly resourceId: string | null
  readonly ifMatch: string | null
  /** JSON of the OperationBody. */
  readonly body: string | null
  readonly secretSent: boolean
  readonly cost: number
  readonly place: Omit<BulkPlace, 'id'>
}

export type BulkAppend = {
  /** uuidv7 made at accept. */
  readonly id: string
  readonly siteId: number
  readonly directoryId: number
  readonly credentialId: number | null
  readonly actor: string
  /** Of everything that the request asks for; equal requests have equal ones. */
  readonly digest: string
  readonly failOnErrors: number | null
  /** In the order of application. */
  readonly operations: readonly BulkAppendOperation[]
}

export type BulkAppendResult = { readonly kind: 'appended' | 'joined'; readonly id: string }

const JOIN: Statement = {
  name: 'bulk-join',
  text: `
select b.id
from bulk b
where b.site_id = $1 and b.directory_id = $2 and b.digest = $3
  and (b.finished_at is null or (not b.delivered and b.finished_at > now() - $4::integer * interval '1 ms'))
  and not exists (
    select from unnest(b.operation_ids) as e (id)
    cross join lateral (
      select x.resource_id from operation x where x.site_id = $1 and x.id = e.id and x.resource_id is not null limit 1
    ) o
    cross join lateral (
      select q.seq from pending q
      where q.site_id = $1 and q.directory_id = $2 and coalesce(q.target_id, q.digest) = o.resource_id and q.seq > b.last_seq
      limit 1
    ) later
  )
  and (b.finished_at is null or not exists (
    select from (
      select distinct on (x.resource_id) x.resource_id, x.version
      from unnest(b.operation_ids) as e (id)
      cross join lateral (
        select y.resource_id, y.version, y.applied_seq from outcome y
        where y.site_id = $1 and y.operation_id = e.id and y.status < 300
        limit 1
      ) x
      order by x.resource_id, x.applied_seq desc
    ) left_as
    left join lateral (
      (select u.version from directory_user u where u.site_id = $1 and u.id = left_as.resource_id limit 1)
      union all
      (select g.version from directory_group g where g.site_id = $1 and g.id = left_as.resource_id limit 1)
    ) resource on true
    where resource.version is distinct from left_as.version
  ))
order by b.id desc
limit 1`,
}

const INSERT_OPERATIONS: Statement = {
  name: 'bulk-operations',
  text: `
insert into operation (site_id, directory_id, credential_id, actor, id, method, resource_type, resource_id, if_match, body,
                       secret_sent, bulk)
select $1, $2, $3::integer, $4::text, n.*
from unnest($5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::json[], $11::boolean[], $12::json[]) as n`,
}

// Last, right before the commit: the claim's floor trails only some seconds behind the drawing of a seq (lane/claim.ts). The
// digest of a pending row is its operation's own id: nobody joins a part of a Bulk.
const INSERT_PENDING: Statement = {
  name: 'bulk-pending',
  text: `
with queued as (
  insert into pending (site_id, directory_id, operation_id, target_id, digest, cost)
  select $1, $2, n.id, n.target_id, n.id, n.cost
  from unnest($6::uuid[], $7::uuid[], $8::integer[]) with ordinality as n (id, target_id, cost, place)
  order by n.place
  returning seq
)
insert into bulk (site_id, directory_id, id, digest, fail_on_errors, operation_ids, last_seq)
select $1, $2, $3::uuid, $4::uuid, $5::integer, $9::uuid[], max(seq) from queued`,
}

const CHUNK_OPERATIONS = 1_000
const CHUNK_CHARACTERS = 1_048_576

/** @param pool of `openJournalPool` */
export async function appendBulk(pool: pg.Pool, bulk: BulkAppend): Promise<BulkAppendResult> {
  const client = await pool.connect()
  let failed = true
  try {
    await client.query('begin')
    const [joined] = await run<{ id: string }>(client, JOIN, [
      bulk.siteId,
      bulk.directoryId,
      bulk.digest,
      REDELIVERY_MS,
    ])
    if (joined === undefined) await insertBulk(client, bulk)
    await client.query('commit')
    failed = false
    return joined === undefined ? { kind: 'appended', id: bulk.id } : { kind: 'joined', id: joined.id }
  } finally {
    // After an error the connection is not given to anyone else, and the transaction ends with it.
    client.release(failed)
  }
}

/** Within a transaction of the caller's. */
export async function insertBulk(client: pg.ClientBase, bulk: BulkAppend): Promise<void> {
  const { id, siteId, directoryId, credentialId, actor, digest, failOnErrors, operations } = bulk
  for (const chunk of chunksOf(operations)) {
    // biome-ignore lint/performance/noAwaitInLoops: one chunk at a time is in memory a second time
    await run(client, INSERT_OPERATIONS, [siteId, directoryId, credentialId, actor, ...columns(id, chunk)])
  }
  const asked = [...operations].sort((a, b) => a.place.index - b.place.index)
  await run(client, INSERT_PENDING, [
    siteId,
    directoryId,
    id,
    digest,
    failOnErrors,
    operations.map((operation) => operation.id),
    operations.map(({ method, resourceId }) => (method === 'POST' ? null : resourceId)),
    operations.map(({ cost }) => cost),
    asked.map((operation) => operation.id),
  ])
}

function columns(bulkId: string, operations: readonly BulkAppendOperation[]): unknown[] {
  return [
    operations.map(({ id }) => id),
    operations.map(({ method }) => method),
    operations.map(({ resourceType }) => resourceType),
    operations.map(({ resourceId }) => resourceId),
    operations.map(({ ifMatch }) => ifMatch),
    operations.map(({ body }) => body),
    operations.map(({ secretSent }) => secretSent),
    operations.map(({ place }) => JSON.stringify({ id: bulkId, ...place })),
  ]
}

function* chunksOf(operations: readonly BulkAppendOperation[]): Generator<readonly BulkAppendOperation[]> {
  let from = 0
  let characters = 0
  for (const [at, { body }] of operations.entries()) {
    const size = body?.length ?? 0
    if (at > from && (at - from >= CHUNK_OPERATIONS || characters + size > CHUNK_CHARACTERS)) {
      yield operations.slice(from, at)
      from = at
      characters = 0
    }
    characters += size
  }
  yield operations.slice(from)
}
