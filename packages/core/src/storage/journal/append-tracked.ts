/**
 * Appending for groups in which somebody asked for more than an answer: an Idempotency-Key, or an asynchronous result.
 * Guarantee: key, operation and the row of the result are committed together; of all requests with one key, in all
 * processes, one is appended, the others learn of it. Sent in one flight: a process that stops in the middle of it holds
 * nothing that others wait for.
 */
import type pg from 'pg'
import { together } from '../statement.ts'
import { APPEND, APPEND_KEYED, type AppendRequest, type AppendResult, columns, type JoinedRow } from './append.ts'
import { sendHints } from './hint.ts'
import { IDEMPOTENCY_HOURS } from './retention.ts'

// Of several in the group that have one key the first gets it. In one order, so that no two appends wait for each other.
const CLAIM_KEYS = `
insert into idempotency_key as k (site_id, directory_id, key, digest, operation_id, expires_at)
select distinct on (r.site_id, r.directory_id, r.key)
       r.site_id, r.directory_id, r.key, r.digest, r.operation_id, now() + $6::integer * interval '1 hour'
from unnest($1::integer[], $2::integer[], $3::text[], $4::uuid[], $5::uuid[])
  with ordinality as r (site_id, directory_id, key, digest, operation_id, n)
order by r.site_id, r.directory_id, r.key, r.n
on conflict (site_id, directory_id, key) do update
  set digest = excluded.digest, operation_id = excluded.operation_id, expires_at = excluded.expires_at
  where k.expires_at <= now()`

const READ_KEYS = `
select r.n, k.operation_id, k.digest = r.digest as equal, o.status is not null as applied
from unnest($1::integer[], $2::integer[], $3::text[], $4::uuid[]) with ordinality as r (site_id, directory_id, key, digest, n)
cross join lateral (
  select * from idempotency_key k
  where k.site_id = r.site_id and k.directory_id = r.directory_id and k.key = r.key
  limit 1
) k
left join lateral (
  select x.status from outcome x where x.site_id = r.site_id and x.operation_id = k.operation_id limit 1
) o on true`

/** An operation has one txn: the first one, also for who comes later with the same key. */
const INSERT_ASYNC = `
insert into async_request as a (site_id, txn, directory_id, operation_id)
select distinct on (r.site_id, coalesce(k.operation_id, r.operation_id))
       r.site_id, r.txn, r.directory_id, coalesce(k.operation_id, r.operation_id)
from unnest($1::integer[], $2::integer[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[])
  as r (site_id, directory_id, txn, operation_id, key, digest)
left join lateral (
  select * from idempotency_key k
  where k.site_id = r.site_id and k.directory_id = r.directory_id and k.key = r.key
  limit 1
) k on true
where r.key is null or r.digest = k.digest
order by r.site_id, coalesce(k.operation_id, r.operation_id), r.operation_id
on conflict (site_id, operation_id) do update set txn = a.txn
returning operation_id, txn`

export type TrackedResult =
  /** With the txn where it was asked for. */
  | (AppendResult & { readonly txn?: string })
  /** The key is that of an earlier request. */
  | { readonly kind: 'repeated'; readonly operationId: string; readonly applied: boolean; readonly txn?: string }
  /** The key is that of an earlier request, which asked for something else. */
  | { readonly kind: 'key-reused' }

type KeyRow = { n: number; operation_id: string; equal: boolean; applied: boolean }
type AsyncRow = { operation_id: string; txn: string }

/** As `appendOperations`, for any requests. */
export async function appendTracked(
  pool: pg.Pool,
  requests: readonly AppendRequest[],
  hotSites: readonly number[] = [],
): Promise<TrackedResult[]> {
  const client = await pool.connect()
  let failed = true
  try {
    const results = await appendInTransaction(client, requests, hotSites)
    failed = false
    return results
  } finally {
    // After an error the connection is not given to anyone else, and what it began ends with it.
    client.release(failed)
  }
}

async function appendInTransaction(
  client: pg.Client,
  requests: readonly AppendRequest[],
  hotSites: readonly number[],
): Promise<TrackedResult[]> {
  const keyed = requests.flatMap((request) => keyOf(request) ?? [])
  const asynchronous = requests.filter(({ tracked }) => typeof tracked?.txn === 'string')
  const sent = await Promise.allSettled(
    together(client, () => [
      client.query('begin'),
      keyed.length === 0 ? null : client.query({ name: 'claim-keys', text: CLAIM_KEYS, values: claimed(keyed) }),
      client.query<JoinedRow>(
        keyed.length === 0
          ? { name: 'append', text: APPEND, values: columns(requests) }
          : { name: 'append-keyed', text: APPEND_KEYED, values: [...columns(requests), requests.map(keyText)] },
      ),
      asynchronous.length === 0
        ? null
        : client.query<AsyncRow>({ name: 'insert-async', text: INSERT_ASYNC, values: asyncValues(asynchronous) }),
      keyed.length === 0
        ? null
        : client.query<KeyRow>({ name: 'read-keys', text: READ_KEYS, values: claimed(keyed).slice(0, 4) }),
      client.query('commit'),
      // Behind the commit: a hint switches the waiting for the disk off in its transaction, and may fail.
      hotSites.length === 0 ? null : sendHints(client, hotSites),
    ]),
  )
  const failure = sent.slice(0, -1).find((each) => each.status === 'rejected')
  if (failure !== undefined) throw failure.reason
  const [, , joined, asyncRows, keys] = sent.map((each) => (each.status === 'fulfilled' ? each.value : null))
  return resultsOf(requests, keyed, {
    joined: rowsOf<JoinedRow>(joined),
    txns: rowsOf<AsyncRow>(asyncRows),
    keys: rowsOf<KeyRow>(keys),
  })
}

type Keyed = { readonly request: AppendRequest; readonly key: string; readonly digest: string }

function keyOf(request: AppendRequest): Keyed | null {
  const idempotency = request.tracked?.idempotency ?? null
  return idempotency === null ? null : { request, key: idempotency.key, digest: idempotency.digest }
}

function keyText(request: AppendRequest): string | null {
  return request.tracked?.idempotency?.key ?? null
}

function claimed(keyed: readonly Keyed[]): unknown[] {
  return [
    keyed.map(({ request }) => request.siteId),
    keyed.map(({ request }) => request.directoryId),
    keyed.map(({ key }) => key),
    keyed.map(({ digest }) => digest),
    keyed.map(({ request }) => request.id),
    IDEMPOTENCY_HOURS,
  ]
}

function asyncValues(requests: readonly AppendRequest[]): unknown[] {
  return [
    requests.map((r) => r.siteId),
    requests.map((r) => r.directoryId),
    requests.map((r) => r.tracked?.txn),
    requests.map((r) => r.id),
    requests.map(keyText),
    requests.map((r) => r.tracked?.idempotency?.digest ?? null),
  ]
}

type Read = {
  readonly joined: readonly JoinedRow[]
  readonly txns: readonly AsyncRow[]
  readonly keys: readonly KeyRow[]
}

function resultsOf(requests: readonly AppendRequest[], keyed: readonly Keyed[], read: Read): TrackedResult[] {
  const joined = new Map(read.joined.map((row) => [row.n - 1, row.operation_id]))
  const txns = new Map(read.txns.map((row) => [row.operation_id, row.txn.replaceAll('-', '')]))
  const keys = new Map(read.keys.map((row) => [keyed[row.n - 1]?.request, row]))
  return requests.map((request, at): TrackedResult => {
    const joinedId = joined.get(at)
    if (joinedId !== undefined) return { kind: 'joined', operationId: joinedId }
    const key = keys.get(request)
    if (key !== undefined && !key.equal) return { kind: 'key-reused' }
    const operationId = key?.operation_id ?? request.id
    const txn = txns.get(operationId)
    const asked = request.tracked?.txn == null || txn === undefined ? {} : { txn }
    if (operationId === request.id) return { kind: 'appended', operationId, ...asked }
    return { kind: 'repeated', operationId, applied: key?.applied === true, ...asked }
  })
}

function rowsOf<Row extends pg.QueryResultRow>(result: unknown): readonly Row[] {
  return result === null ? [] : (result as pg.QueryResult<Row>).rows
}
