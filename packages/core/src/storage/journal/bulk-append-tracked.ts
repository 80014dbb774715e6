/**
 * Accepting Bulk requests that asked for more than their answer: an Idempotency-Key, or an asynchronous result.
 * Guarantee: key, operations and the row of the result are committed together; of all requests with one key, in all
 * processes, one is appended, the others learn of it.
 */
import type pg from 'pg'
import { rollback, run, type Statement } from '../statement.ts'
import type { Tracked } from './append.ts'
import type { TrackedResult } from './append-tracked.ts'
import { type BulkAppend, insertBulk } from './bulk-append.ts'
import { IDEMPOTENCY_HOURS } from './retention.ts'

export type TrackedBulk = BulkAppend & {
  readonly tracked: Tracked
  /** JSON of what the result needs of the request; null when it is answered synchronously. */
  readonly elements: string | null
}

const READ_KEY: Statement = {
  name: 'bulk-read-key',
  text: `
select k.operation_id as id, k.digest = $4::uuid as equal, b.finished_at is not null as applied
from idempotency_key k
left join lateral (
  select x.finished_at from bulk x where x.site_id = k.site_id and x.id = k.operation_id limit 1
) b on true
where k.site_id = $1 and k.directory_id = $2 and k.key = $3 and k.expires_at > now()`,
}

const CLAIM_KEY: Statement = {
  name: 'bulk-claim-key',
  text: `
insert into idempotency_key as k (site_id, directory_id, key, digest, operation_id, expires_at)
values ($1, $2, $3, $4, $5, now() + $6::integer * interval '1 hour')
on conflict (site_id, directory_id, key) do update
  set digest = excluded.digest, operation_id = excluded.operation_id, expires_at = excluded.expires_at
  where k.expires_at <= now()
returning k.key`,
}

const INSERT_ASYNC: Statement = {
  name: 'bulk-insert-async',
  text: `
insert into async_request as a (site_id, txn, directory_id, operation_id, bulk_elements)
values ($1, $2, $3, $4, $5::json)
on conflict (site_id, operation_id) do update set txn = a.txn
returning txn`,
}

/** `operationId` of the result is the Bulk's. @param pool of `openJournalPool` */
export async function appendTrackedBulk(pool: pg.Pool, bulk: TrackedBulk): Promise<TrackedResult> {
  const client = await pool.connect()
  let failed = true
  try {
    const result = (await repeated(client, bulk)) ?? (await append(client, bulk)) ?? (await repeated(client, bulk))
    if (result === null) throw new Error('an idempotency key is held and was not found')
    failed = false
    return result
  } finally {
    // After an error the connection is not given to anyone else, and the transaction ends with it.
    client.release(failed)
  }
}

/** Null: another request got the key meanwhile; nothing is appended. */
async function append(client: pg.PoolClient, bulk: TrackedBulk): Promise<TrackedResult | null> {
  await client.query('begin')
  await insertBulk(client, bulk)
  // Last, so that it is held for no longer than the commit takes.
  if (!(await claimed(client, bulk))) {
    await rollback(client)
    return null
  }
  const txn = await txnOf(client, bulk, bulk.id)
  await client.query('commit')
  return { kind: 'appended', operationId: bulk.id, ...txn }
}

async function claimed(client: pg.PoolClient, { id, siteId, directoryId, tracked }: TrackedBulk): Promise<boolean> {
  const { idempotency } = tracked
  if (idempotency === null) return true
  const { key, digest } = idempotency
  const rows = await run(client, CLAIM_KEY, [siteId, directoryId, key, digest, id, IDEMPOTENCY_HOURS])
  return rows.length > 0
}

type KeyRow = { id: string; equal: boolean; applied: boolean }

/** Null: the key is free, or there is none. */
async function repeated(client: pg.PoolClient, bulk: TrackedBulk): Promise<TrackedResult | null> {
  const { siteId, directoryId, tracked } = bulk
  if (tracked.idempotency === null) return null
  const { key, digest } = tracked.idempotency
  const [found] = await run<KeyRow>(client, READ_KEY, [siteId, directoryId, key, digest])
  if (found === undefined) return null
  if (!found.equal) return { kind: 'key-reused' }
  const txn = await txnOf(client, bulk, found.id)
  return { kind: 'repeated', operationId: found.id, applied: found.applied, ...txn }
}

/** The txn of that Bulk: the first one that was asked for. */
async function txnOf(
  client: pg.PoolClient,
  { siteId, directoryId, tracked, elements }: TrackedBulk,
  id: string,
): Promise<{ readonly txn?: string }> {
  if (tracked.txn === null) return {}
  const [row] = await run<{ txn: string }>(client, INSERT_ASYNC, [siteId, tracked.txn, directoryId, id, elements])
  return row === undefined ? {} : { txn: row.txn.replaceAll('-', '') }
}
