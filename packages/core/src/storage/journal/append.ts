/**
 * Accepting operations: one statement, one durable commit for a group of requests of any sites.
 * Guarantee: when it resolves, every request is in the journal or has joined an equal one that is; when it rejects
 * with an error of the database, none is. `seq` follows the order of the group.
 *
 * Joining (architecture, "Answering the IdP"): a request joins
 * - an operation whose answer was not delivered (redelivery), if it is applied with success and the resource is still as
 *   it left it, with nothing pending on it; an operation that failed changed nothing and is simply executed again;
 * - else a pending operation with its digest, if that is the last pending one on the target (a POST: the first equal POST).
 *   The pending row is locked for the append, so the join is committed before the operation can settle: whoever sees
 *   the outcome sees the join. A row that the lane is deleting is skipped and never waited for.
 */
import type pg from 'pg'
import type { OperationRequest } from '../../domain/operation.ts'
import { together } from '../statement.ts'
import { sendHints } from './hint.ts'

export type AppendRequest = OperationRequest & {
  /** Of method, path, If-Match and body; equal requests have equal ones. */
  readonly digest: string
  /** Rows that applying it may touch. */
  readonly cost: number
  /** Names this request as owner of an answer that it joins. */
  readonly waiter: string
  /** False: an operation on the same target stands before it in its group, so that it has to be executed. Default true. */
  readonly mayJoin?: boolean
  /** It asked for more than its answer: appended by `appendTracked`. Such a request joins no other and no other joins it. */
  readonly tracked?: Tracked
}

export type Tracked = {
  readonly idempotency: {
    /** With method and path; unique within the directory. */
    readonly key: string
    /** Of what was asked: under one key it is the same each time. */
    readonly digest: string
    /** What a second request is told while the first is not applied: its answer, or 409. */
    readonly whileRunning: 'join' | 'refuse'
  } | null
  /** Of Set-Txn, 32 hexadecimal digits; null when it is answered synchronously. */
  readonly txn: string | null
}

export type AppendResult = { readonly kind: 'appended' | 'joined'; readonly operationId: string }

/** Milliseconds for which an answer that was not delivered is kept for an equal request. */
export const REDELIVERY_MS = 600_000

/** Those whose key is another request's are left out. */
const UNCLAIMED = `
    and not exists (
      select from idempotency_key k
      where k.site_id = r.site_id and k.directory_id = r.directory_id and k.key = r.idempotency_key
        and k.operation_id <> r.id
    )`

// Lateral look-ups: the statement is planned once, while pending is empty, and runs when it is not (see journal-pool.ts).
const appendText = (withKeys: boolean) => `
with request as materialized (
  select r.*,
    case r.method when 'POST' then null else r.resource_id end as target_id,
    case r.method when 'POST' then r.digest else r.resource_id end as join_key
  from unnest(
    $1::integer[], $2::uuid[], $3::integer[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::uuid[],
    $9::text[], $10::json[], $11::boolean[], $12::uuid[], $13::integer[], $14::uuid[], $15::boolean[]${withKeys ? ', $17::text[]' : ''}
  ) with ordinality as r (
    site_id, id, directory_id, credential_id, actor, method, resource_type, resource_id,
    if_match, body, secret_sent, digest, cost, waiter, may_join${withKeys ? ', idempotency_key' : ''}, n
  )
), candidate as materialized (
  -- The last pending operation on the target. Of equal POSTs the first: it is the one that can succeed.
  select r.n, r.digest = p.digest as equal, p.site_id, p.directory_id, r.join_key, p.seq, p.operation_id
  from request r
  cross join lateral (
    (select q.* from pending q
     where r.method <> 'POST'
       and q.site_id = r.site_id and q.directory_id = r.directory_id and coalesce(q.target_id, q.digest) = r.join_key
     order by q.seq desc
     limit 1)
    union all
    (select q.* from pending q
     where r.method = 'POST'
       and q.site_id = r.site_id and q.directory_id = r.directory_id and coalesce(q.target_id, q.digest) = r.join_key
     order by q.seq
     limit 1)
  ) p
  where r.may_join
), undelivered as materialized (
  select distinct on (r.n) r.n, d.operation_id
  from request r
  cross join lateral (
    select v.operation_id
    from redelivery v
    where v.site_id = r.site_id and v.directory_id = r.directory_id and v.digest = r.digest
      and not v.delivered and v.expires_at > now()
    offset 0
  ) d
  left join candidate c on c.n = r.n
  left join lateral (
    select x.status, x.resource_id, x.version
    from outcome x
    where x.site_id = r.site_id and x.operation_id = d.operation_id
    limit 1
  ) o on true
  left join lateral (
    select q.seq
    from pending q
    where q.site_id = r.site_id and q.directory_id = r.directory_id
      and coalesce(q.target_id, q.digest) = o.resource_id
    limit 1
  ) later on true
  left join lateral (
    (select u.version from directory_user u
     where r.resource_type = 'User' and u.site_id = r.site_id and u.id = o.resource_id
     limit 1)
    union all
    (select g.version from directory_group g
     where r.resource_type = 'Group' and g.site_id = r.site_id and g.id = o.resource_id
     limit 1)
  ) resource on true
  where r.may_join
    and case
      -- Not applied, or at this moment.
      when o.status is null then coalesce(c.equal and c.operation_id = d.operation_id, false)
      when o.status >= 300 or later.seq is not null then false
      when r.method = 'DELETE' then true
      else coalesce(resource.version = o.version, false)
    end
  -- Of several one that is applied: a POST that is pending beside it cannot succeed.
  order by r.n, o.status is null, d.operation_id
), held as materialized (
  select c.n, p.operation_id
  from candidate c
  cross join lateral (
    select q.operation_id
    from pending q
    where q.site_id = c.site_id and q.directory_id = c.directory_id
      and coalesce(q.target_id, q.digest) = c.join_key and q.seq = c.seq
    for key share skip locked
  ) p
  where c.equal and not exists (select from undelivered u where u.n = c.n)
), joined as materialized (
  select n, operation_id from undelivered
  union all
  select n, operation_id from held
), accepted as materialized (
  select r.* from request r where not exists (select from joined j where j.n = r.n)${withKeys ? UNCLAIMED : ''}
), inserted_operation as (
  insert into operation (site_id, id, directory_id, credential_id, actor, method, resource_type, resource_id, if_match,
                         body, secret_sent)
  select site_id, id, directory_id, credential_id, actor, method, resource_type, resource_id, if_match, body, secret_sent
  from accepted
  order by n
), inserted_pending as (
  insert into pending (site_id, directory_id, operation_id, target_id, digest, cost)
  select site_id, directory_id, id, target_id, digest, cost
  from accepted
  order by n
), owned as (
  -- In one order, so that two appends never wait for each other.
  insert into redelivery as v (site_id, operation_id, directory_id, digest, waiter, expires_at)
  select r.site_id, j.operation_id, r.directory_id, r.digest, r.waiter, now() + $16::integer * interval '1 ms'
  from joined j join request r on r.n = j.n
  order by r.site_id, j.operation_id
  on conflict (site_id, operation_id) do update set waiter = excluded.waiter, expires_at = excluded.expires_at
    where not v.delivered
)
select n, operation_id from joined`

/** Exported for the test that looks at its plan. */
export const APPEND = appendText(false)
/** Behind the claim of the keys, in one transaction: see append-tracked.ts. */
export const APPEND_KEYED = appendText(true)

/** `n` counts the requests from 1. */
export type JoinedRow = { n: number; operation_id: string }

/**
 * Results in the order of the requests. Two equal requests of a group must not both be allowed to join.
 * @param pool of `openJournalPool`
 * @param hotSites hints for their lanes follow behind the append, in the same flight
 */
export async function appendOperations(
  pool: pg.Pool,
  requests: readonly AppendRequest[],
  hotSites: readonly number[] = [],
): Promise<AppendResult[]> {
  const client = await pool.connect()
  let failed = true
  try {
    const results = await appendOn(client, requests, hotSites)
    failed = false
    return results
  } finally {
    // After an error the connection is not given to anyone else.
    client.release(failed)
  }
}

/** The same on one connection, within its transaction if there is one. */
export async function appendOn(
  client: pg.Client,
  requests: readonly AppendRequest[],
  hotSites: readonly number[],
): Promise<AppendResult[]> {
  const values = columns(requests)
  const [sent] = await Promise.allSettled(
    together(client, () => [
      client.query<JoinedRow>({ name: 'append', text: APPEND, values }),
      // A hint that fails is one that nobody hears.
      hotSites.length === 0 ? null : sendHints(client, hotSites),
    ]),
  )
  if (sent.status === 'rejected') throw sent.reason
  const joined = new Map(sent.value.rows.map((row) => [row.n - 1, row.operation_id]))
  return requests.map((request, at) => {
    const operationId = joined.get(at)
    return operationId === undefined ? { kind: 'appended', operationId: request.id } : { kind: 'joined', operationId }
  })
}

/** The values of `APPEND`, and the first ones of `APPEND_KEYED`. */
export function columns(requests: readonly AppendRequest[]): unknown[] {
  return [
    requests.map((r) => r.siteId),
    requests.map((r) => r.id),
    requests.map((r) => r.directoryId),
    requests.map((r) => r.credentialId),
    requests.map((r) => r.actor),
    requests.map((r) => r.method),
    requests.map((r) => r.resourceType),
    requests.map((r) => r.resourceId),
    requests.map((r) => r.ifMatch),
    requests.map((r) => (r.body === null ? null : JSON.stringify(r.body))),
    requests.map((r) => r.secretSent),
    requests.map((r) => r.digest),
    requests.map((r) => r.cost),
    requests.map((r) => r.waiter),
    requests.map((r) => r.mayJoin ?? true),
    REDELIVERY_MS,
  ]
}
