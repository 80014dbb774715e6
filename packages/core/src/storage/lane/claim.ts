/**
 * Fence and claim. The lane's own row, held FOR UPDATE until the batch commits, is the fence: a second worker gets
 * no row and goes away, whatever the queue believes. The claim takes a fair share of every directory in its order.
 */
import type pg from 'pg'
import type { Command, CommandName } from '../../domain/command.ts'
import type { DirectoryPolicy, SitePolicy } from '../../domain/directory-policy.ts'
import type { BulkPlace, Method, Operation, OperationBody, ResourceType } from '../../domain/operation.ts'
import { guardLimit } from '../catalogue/guard-setting.ts'
import { builtInNames, siteSettings } from '../catalogue/site-settings.ts'
import { flight, run, type Statement } from '../statement.ts'
import { type DirectoryRow, policiesOf } from './directory-policies.ts'
import { GOES_FIRST, GOING, STEPPING } from './step.ts'

export type Lane = {
  readonly siteId: number
  readonly appliedSeq: number
  readonly nextKey: number
  readonly claimFloor: number
  readonly floorCandidate: number
  readonly floorMarkedAt: Date
  readonly retryAt: Date | null
  readonly suspectLast: number
  readonly suspectSize: number
  /** Start of the transaction by the database clock: the time of the batch. */
  readonly now: Date
}

/** The batch that was tried last; unfinished while `base` is still the lane's applied_seq. */
export type Attempt = {
  readonly base: number
  readonly first: number
  readonly last: number
  readonly size: number
  readonly count: number
}

export type Claim = {
  readonly lane: Lane
  readonly attempt: Attempt | null
  readonly operations: readonly Operation[]
  /** There may be more for which it had no room. */
  readonly more: boolean
  readonly directories: ReadonlyMap<number, DirectoryPolicy>
  /** Revoked, and what they have sent is not to be applied. */
  readonly droppedCredentials: ReadonlySet<number>
  readonly site: SitePolicy
  /** There are rows to be projected again, or a directory starts. */
  readonly hasSteps: boolean
  /** Somebody has lost access in the last day, or the guard holds something. */
  readonly guarding: boolean
  /** Among them such as go before any operation: records that were deleted in a pause that is over, and what is left of a chain. */
  readonly hasFirst: boolean
}

export type ClaimOptions = {
  readonly siteId: number
  /** Most operations, and most rows they may touch together, in one batch. */
  readonly limit: number
  readonly maxCost: number
  /** Look below the floor as well: for rows whose commit became visible late. */
  readonly unfloored: boolean
}

const FENCE: Statement = {
  name: 'lane-fence',
  text: `
select l.applied_seq, l.next_key, l.claim_floor, l.floor_candidate, l.floor_marked_at, l.retry_at,
       l.suspect_last, l.suspect_size, now() as now,
       a.base, a.first, a.last, a.size, a.count,
       (select json_agg(json_build_object('id', d.id, 'audience', d.audience, 'mode', d.mode,
                                        'settings', d.settings, 'digest', d.schemas_digest,
                                        'phase', d.phase, 'paused', d.paused,
                                        'walkedTo', coalesce((select s.walked_to from start s
                                          where s.site_id = $1 and s.directory_id = d.id and s.state = 'running'), 0)))
        from directory d where d.site_id = $1) as directories,
       (select json_agg(json_build_object('name', v.name_key, 'directory', v.directory_id))
        from domain v where v.site_id = $1 and v.verified_at is not null) as domains,
       (select t.settings from site t where t.id = $1) as site_settings,
       exists (select from guard_loss g where g.site_id = $1 and g.at > now() - interval '24 hours')
         or exists (select from guard_item i where i.site_id = $1 and i.closed_at is null) as guarding,
       exists (select from ${STEPPING} s
               cross join lateral (select from dirty y
                 where y.site_id = $1 and y.directory_id = s.id and y.failure is null limit 1) y)
         or exists (select from start s join directory d on d.id = s.directory_id
                    where s.site_id = $1 and s.state = 'running' and d.paused is distinct from 'hold') as has_steps,
       exists (select from ${GOING} s
               cross join lateral (select from dirty y
                 where y.site_id = $1 and y.directory_id = s.id and ${GOES_FIRST} and y.failure is null limit 1) y
              ) as has_first,
       (select json_agg(c.id) from credential c where c.site_id = $1 and c.drops_pending) as dropped_credentials
from lane l left join lane_attempt a on a.site_id = l.site_id
where l.site_id = $1
for update of l skip locked`,
}

// The lateral joins keep it to index scans whatever the statistics say: a queue table's are always wrong.
// Each directory's first row is exempt from the cost limit, so that none is starved and the floor knows them all.
const CLAIM: Statement = {
  name: 'lane-claim',
  text: `
with candidate as (
  select p.*, row_number() over (partition by p.directory_id order by p.seq) as turn
  from (select d.id from directory d where d.site_id = $1 union all select 0) d
  cross join lateral (
    select q.directory_id, q.seq, q.operation_id, q.cost
    from pending q
    where q.site_id = $1 and q.directory_id = d.id
      and q.seq > (select case when $4 then 0 else l.claim_floor end from lane l where l.site_id = $1)
    order by q.seq
    limit $2
  ) p
), share as (
  select *, sum(cost) over (order by turn, seq) as running, count(*) over () as candidates
  from candidate
  order by turn, seq
  limit $2
)
select s.seq, s.directory_id, o.id, o.credential_id, o.actor, o.method, o.resource_type, o.resource_id, o.if_match,
       o.body, o.secret_sent, o.bulk, o.command, s.candidates
from share s
cross join lateral (
  select * from operation o where o.site_id = $1 and o.id = s.operation_id limit 1
) o
where s.turn = 1 or s.running <= $3
order by s.turn, s.seq`,
}

type FenceRow = {
  applied_seq: number
  next_key: number
  claim_floor: number
  floor_candidate: number
  floor_marked_at: Date
  retry_at: Date | null
  suspect_last: number
  suspect_size: number
  now: Date
  base: number | null
  first: number
  last: number
  size: number
  count: number
  /** Null: the site has none. */
  directories: readonly DirectoryRow[] | null
  domains: readonly { readonly name: string; readonly directory: number | null }[] | null
  site_settings: unknown
  guarding: boolean
  has_steps: boolean
  has_first: boolean
  dropped_credentials: readonly number[] | null
}

export type OperationRow = {
  seq: number
  directory_id: number
  id: string
  credential_id: number | null
  actor: string
  /** Null like the two below: it was refused at accept, and could not be read. */
  method: Method | null
  resource_type: ResourceType | null
  resource_id: string | null
  if_match: string | null
  body: OperationBody
  secret_sent: boolean
  bulk: BulkPlace | null
  command: CommandName | null
}

type ClaimRow = OperationRow & { candidates: number }

/**
 * Begins the batch transaction and claims, in one flight. The caller ends the transaction.
 * @returns null when another worker holds the lane
 */
export async function beginAndClaim(client: pg.Client, options: ClaimOptions): Promise<Claim | null> {
  const { siteId, limit, maxCost, unfloored } = options
  const [, fence, rows] = await flight(client, () => [
    client.query('begin'),
    run<FenceRow>(client, FENCE, [siteId]),
    run<ClaimRow>(client, CLAIM, [siteId, limit, maxCost, unfloored]),
  ])
  const [row] = fence
  if (row === undefined) return null
  return {
    ...(await fenced(client, siteId, row)),
    operations: rows.map((operation) => operationOf(siteId, operation)),
    more: rows.length >= limit || rows.length < (rows[0]?.candidates ?? 0),
  }
}

export type Fenced = Omit<Claim, 'operations' | 'more'>

/** The fence without a claim, in a transaction of the caller's. @returns null when another worker holds the lane */
export async function takeFence(client: pg.Client, siteId: number): Promise<Fenced | null> {
  const [row] = await run<FenceRow>(client, FENCE, [siteId])
  return row === undefined ? null : fenced(client, siteId, row)
}

async function fenced(client: pg.Client, siteId: number, row: FenceRow): Promise<Fenced> {
  return {
    lane: laneOf(siteId, row),
    attempt: attemptOf(row),
    ...policiesOfFence(row),
    directories: await policiesOf(client, siteId, row.directories ?? []),
  }
}

function policiesOfFence(
  row: FenceRow,
): Pick<Claim, 'droppedCredentials' | 'site' | 'hasSteps' | 'hasFirst' | 'guarding'> {
  return {
    droppedCredentials: new Set(row.dropped_credentials),
    site: {
      domains: new Map((row.domains ?? []).map(({ name, directory }) => [name, directory])),
      builtInNames: builtInNames(row.site_settings),
      guard: guardLimit(siteSettings(row.site_settings)),
    },
    hasSteps: row.has_steps,
    guarding: row.guarding,
    hasFirst: row.has_first,
  }
}

function laneOf(siteId: number, row: FenceRow): Lane {
  return {
    siteId,
    appliedSeq: row.applied_seq,
    nextKey: row.next_key,
    claimFloor: row.claim_floor,
    floorCandidate: row.floor_candidate,
    floorMarkedAt: row.floor_marked_at,
    retryAt: row.retry_at,
    suspectLast: row.suspect_last,
    suspectSize: row.suspect_size,
    now: row.now,
  }
}

function attemptOf(row: FenceRow): Attempt | null {
  if (row.base === null) return null
  return { base: row.base, first: row.first, last: row.last, size: row.size, count: row.count }
}

/** What an operation that was refused at accept says beyond its refusal is looked at by nobody. */
export function operationOf(siteId: number, row: OperationRow): Operation {
  const request = requestOf(siteId, row)
  return row.command === null ? request : { ...request, body: null, command: commandOf(row.command, row.body) }
}

function commandOf(name: CommandName, stored: unknown): Command {
  return { ...(stored as { readonly arguments: object }).arguments, name } as Command
}

function requestOf(siteId: number, row: OperationRow): Operation {
  return {
    seq: row.seq,
    id: row.id,
    siteId,
    directoryId: row.directory_id,
    credentialId: row.credential_id,
    actor: row.actor,
    method: row.method ?? 'DELETE',
    resourceType: row.resource_type ?? 'User',
    resourceId: row.resource_id ?? row.id,
    ifMatch: row.if_match,
    body: row.body,
    secretSent: row.secret_sent,
    bulk: row.bulk,
  }
}
