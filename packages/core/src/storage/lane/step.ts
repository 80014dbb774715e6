/**
 * Steps: what the lane does without an operation of its own. Rows that were marked are projected again, and a directory that
 * starts is walked through in the order of its records' keys. Held by the same fence as a batch.
 */
import type pg from 'pg'
import type { Change } from '../../domain/change.ts'
import type { GoneRecord } from '../../domain/gone-record.ts'
import type { Dirty, FreedName } from '../../domain/mark.ts'
import type { Outcome } from '../../domain/outcome.ts'
import type { Key } from '../../domain/record.ts'
import { run, type Statement } from '../statement.ts'

export type StepWork =
  | { readonly kind: 'marked'; readonly entries: readonly Dirty[] }
  | { readonly kind: 'start'; readonly start: RunningStart; readonly entries: readonly Dirty[] }

export type RunningStart = {
  readonly operationId: string
  readonly directoryId: number
  /** The last key of the step. */
  readonly walkedTo: Key
  /** There is nothing behind it. */
  readonly isLast: boolean
}

/** Who may have marked rows to be worked off: the site itself, and directories that are not paused. A pause may keep a million back. */
export const STEPPING = `(
  select 0 as id union all
  select d.id from directory d where d.site_id = $1 and d.paused is distinct from 'hold'
)`

/** Those of a disconnected one wait for the command that ends it: it still needs to know whom they had. */
export const GOING = `(
  select 0 as id union all
  select d.id from directory d where d.site_id = $1 and d.paused is distinct from 'hold' and d.phase <> 'disconnected'
)`

/** Of marks `y`: operations would find another site before them. */
export const GOES_FIRST = '(y.gone is not null or y.freed is not null)'

/** Members that join and leave by statements, that cost as much as a row that is projected. */
const MOVED_FOR_ONE = 20
/** More of one group are not counted: it is a step of its own. */
const MOST_COUNTED = 100_000

/** What the decision about a conflict of the record costs that is to be carried out: rows of the site's group, and of the directory's. */
const DECIDED = (record: string) => `
left join lateral (
  select (case when g.key = c.record_key then g.member_count else 0 end + m.members) / ${MOVED_FOR_ONE} as cost
  from conflict c
  left join lateral (
    select x.key, x.member_count from directory_group x
    where x.site_id = $1 and x.directory_id = c.directory_id and x.key >= c.record_key order by x.key limit 1
  ) g on true
  cross join lateral (
    select count(*) as members from (
      select from site_member x where x.site_id = $1 and x.group_key = c.site_group_key limit ${MOST_COUNTED}
    ) x
  ) m
  where c.site_id = $1 and c.record_key = ${record}.key and c.state = 'decided'
  limit 1
) c on true`

const marked = (name: string, from: string, which: string): Statement => ({
  name,
  text: `
select y.key, y.directory_id, y.operation_id, y.begins, y.gone, y.freed, y.guarded, 1 + coalesce(c.cost, 0) as cost
from ${from} s
cross join lateral (
  select * from dirty y
  where y.site_id = $1 and y.directory_id = s.id and y.failure is null${which} order by y.key limit $2
) y${DECIDED('y')}
order by y.key
limit $2`,
})

const MARKED = marked('step-marked', STEPPING, '')
/** Who was deleted in a pause; before them, with the lowest key, what is left of a chain. */
const FIRST = marked('step-first', GOING, ` and ${GOES_FIRST}`)

/** Members of a group that cost as much as a user: of each there is only its link to look at. */
const MEMBERS_FOR_ONE = 4

const STARTING: Statement = {
  name: 'step-start',
  text: `
select s.operation_id, s.directory_id, s.walked_to, r.key, r.cost + coalesce(c.cost, 0) as cost
from (
  select s.* from start s
  join directory d on d.id = s.directory_id and d.site_id = $1
  where s.site_id = $1 and s.state = 'running' and d.paused is distinct from 'hold'
  order by s.began_seq limit 1
) s
left join lateral (
  (select u.key, 1 as cost from directory_user u
   where u.site_id = $1 and u.directory_id = s.directory_id and u.key > s.walked_to order by u.key limit $2)
  union all
  (select g.key, 1 + g.member_count / ${MEMBERS_FOR_ONE} from directory_group g
   where g.site_id = $1 and g.directory_id = s.directory_id and g.key > s.walked_to order by g.key limit $2)
  order by key
  limit $2
) r on true${DECIDED('r')}
order by r.key`,
}

type MarkedRow = {
  key: Key
  directory_id: number
  operation_id: string
  begins: boolean
  gone: GoneRecord | null
  freed: readonly FreedName[] | null
  guarded: boolean
  cost: number
}
type StartingRow = { operation_id: string; directory_id: number; walked_to: Key; key: Key | null; cost: number | null }

export type StepOptions = {
  readonly siteId: number
  /** Most rows. */
  readonly limit: number
  /** Of the fence: what goes before operations goes before everything else, and alone. */
  readonly hasFirst: boolean
}

/** The fence is held. @returns null: there is nothing to do */
export async function claimStep(
  client: pg.ClientBase,
  { siteId, limit, hasFirst }: StepOptions,
): Promise<StepWork | null> {
  const found = await run<MarkedRow>(client, hasFirst ? FIRST : MARKED, [siteId, limit])
  if (found.length > 0) {
    const entries = withinCost(found, limit).map((row) => ({
      key: row.key,
      directoryId: row.directory_id,
      operationId: row.operation_id,
      begins: row.begins,
      gone: row.gone,
      freed: row.freed,
      guarded: row.guarded,
    }))
    return { kind: 'marked', entries }
  }
  const rows = await run<StartingRow>(client, STARTING, [siteId, limit])
  const [first] = rows
  if (first === undefined) return null
  const { operation_id: operationId, directory_id: directoryId } = first
  const records = rows.flatMap(({ key, cost }) => (key === null ? [] : [{ key, cost: cost ?? 0 }]))
  const keys = withinCost(records, limit).map(({ key }) => key)
  const isLast = records.length < limit && keys.length === records.length
  return {
    kind: 'start',
    start: { operationId, directoryId, walkedTo: keys.at(-1) ?? first.walked_to, isLast },
    entries: keys.map((key) => ({
      key,
      directoryId,
      operationId,
      begins: true,
      gone: null,
      freed: null,
      guarded: true,
    })),
  }
}

/** One at least: a group that is larger than a step is one. */
function withinCost<Row extends { readonly cost: number }>(rows: readonly Row[], limit: number): Row[] {
  let sum = 0
  const end = rows.findIndex(({ cost }, at) => {
    sum += cost
    return at > 0 && sum > limit
  })
  return rows.slice(0, end === -1 ? rows.length : end)
}

/** The step takes only these of its rows, the first ones: the next step goes on behind them. */
export function narrowed(work: StepWork, entries: readonly Dirty[]): StepWork {
  const last = entries.at(-1)
  if (last === undefined || entries.length === work.entries.length) return work
  if (work.kind === 'marked') return { ...work, entries }
  return { ...work, entries, start: { ...work.start, walkedTo: last.key, isLast: false } }
}

const UNMARK: Statement = {
  name: 'step-unmark',
  text: 'delete from dirty y where y.site_id = $1 and y.key = any ($2::bigint[])',
}

const WALK: Statement = {
  name: 'step-walk',
  text: `
update start set walked_to = $3, walked = walked + $4, state = case when $5 then 'finished' else state end,
  ended_seq = case when $5 then $6::bigint end, ended_at = case when $5 then $7::timestamptz end
where site_id = $1 and operation_id = $2`,
}

const FINISH: Statement = {
  name: 'step-finish',
  text: `update directory set phase = 'syncing' where site_id = $1 and id = $2 and phase = 'starting'`,
}

/** To be sent before what the step writes: it may mark a row anew. */
export function settleStepWork(
  client: pg.ClientBase,
  siteId: number,
  work: StepWork,
  at: { readonly appliedSeq: number; readonly now: Date },
): Promise<unknown>[] {
  if (work.kind === 'marked') return [run(client, UNMARK, [siteId, work.entries.map(({ key }) => key)])]
  const { operationId, directoryId, walkedTo, isLast } = work.start
  return [
    run(client, WALK, [siteId, operationId, walkedTo, work.entries.length, isLast, at.appliedSeq, at.now]),
    ...(isLast ? [run(client, FINISH, [siteId, directoryId])] : []),
  ]
}

/** The end of a start, among the changes of its last step. */
export function changesOfStepWork(work: StepWork): Change[] {
  if (work.kind === 'marked' || !work.start.isLast) return []
  const { operationId } = work.start
  return [{ operationId, subjectType: 'start', subjectId: operationId, kind: 'finished', before: null, after: null }]
}

const FAIL: Statement = {
  name: 'step-fail',
  text: `
insert into dirty as y (site_id, key, directory_id, operation_id, failure, gone, guarded, freed)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (site_id, key) do update set failure = excluded.failure`,
}

/** A row that breaks every step it is in: left for an operator, and the lane goes on. */
export function failStep(
  client: pg.ClientBase,
  siteId: number,
  { key, directoryId, operationId, gone, guarded, freed }: Dirty,
  reason: string,
) {
  const [goneJson, freedJson] = [gone, freed].map((stored) => (stored === null ? null : JSON.stringify(stored)))
  return run(client, FAIL, [siteId, key, directoryId, operationId, reason, goneJson, guarded, freedJson])
}

/** A step has its place in the site's history like an operation, so that its changes have one. */
export function outcomeOfStep(id: string): Outcome {
  return {
    operationId: id,
    status: 200,
    scimType: null,
    detail: null,
    resourceId: null,
    version: null,
    createdAt: null,
    lastModified: null,
    resource: null,
  }
}
