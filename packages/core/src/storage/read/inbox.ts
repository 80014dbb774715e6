/**
 * What waits for an administrator, and what has come to an end: open conflicts, losses that the guard holds, losses that a pause
 * keeps back, and starts of the last month. Counts are exact; of each the newest are listed.
 */
import type pg from 'pg'
import type { GuardItemKind } from '../../domain/guard-item.ts'
import { type Called, type GuardItemSummary, listGuardItems } from './guard-items.ts'
import { heldPeople, IS_HELD } from './held-people.ts'

/** Seconds after which a loss that waits is a warning. */
export const LONG_WAIT_S = 900

const NEWEST = 5
const STARTS = 10

export type InboxConflict = {
  readonly id: string
  readonly kind: string
  readonly directory: Called
  /** As the directory calls its group. */
  readonly name: string
  readonly firstSeen: Date
}

export type InboxStart = {
  /** Of the operation that began it. */
  readonly id: string
  readonly directory: Called
  readonly state: 'finished' | 'stopped'
  readonly endedAt: Date
  /** Rows beside the preview: as it said, changed by operations since, and neither. Null: without a preview, or not counted yet. */
  readonly equal: number | null
  readonly changed: number | null
  readonly unexplained: number | null
}

/** Access that a directory has taken away and somebody still has. */
export type WaitingLoss = {
  readonly directory: Called
  /** `pause`: until it ends. `guard`: until somebody releases or rejects it. */
  readonly by: 'pause' | 'guard'
  readonly losses: number
  readonly since: Date
  /** Longer than a quarter of an hour. */
  readonly isLong: boolean
}

export type Inbox = {
  readonly conflicts: {
    readonly open: number
    readonly byKind: Readonly<Record<string, number>>
    readonly oldestAt: Date | null
    readonly newest: readonly InboxConflict[]
  }
  readonly guard: {
    readonly held: number
    /** Who keeps access by them. */
    readonly people: number
    readonly byKind: Readonly<Partial<Record<GuardItemKind, number>>>
    readonly oldestAt: Date | null
    readonly newest: readonly GuardItemSummary[]
  }
  readonly starts: readonly InboxStart[]
  readonly waitingLosses: readonly WaitingLoss[]
}

// One statement each, on one connection: a page of the console asks for it again and again.
export async function readInbox(pool: pg.Pool, siteId: number): Promise<Inbox> {
  const conflicts = await readConflicts(pool, siteId)
  const guard = await readGuard(pool, siteId)
  const starts = await pool.query<InboxStart>(STARTS_ENDED, [siteId, STARTS])
  const losses = await pool.query<WaitingLoss>(WAITING_LOSSES, [siteId, LONG_WAIT_S])
  return { conflicts, guard, starts: starts.rows, waitingLosses: losses.rows }
}

const OPEN_BY_KIND = `
select kind, count(*)::integer as count, min(first_seen) as "oldestAt"
from conflict where site_id = $1 and state = 'open' group by kind order by kind`

const NEWEST_CONFLICTS = `
select c.id, c.kind, c.name, c.first_seen as "firstSeen",
  (select json_build_object('id', d.public_id, 'name', d.name) from directory d where d.id = c.directory_id) as directory
from conflict c where c.site_id = $1 and c.state = 'open' order by c.key desc limit $2`

type KindRow = { kind: string; count: number; oldestAt: Date }

async function readConflicts(pool: pg.Pool, siteId: number): Promise<Inbox['conflicts']> {
  const { rows: kinds } = await pool.query<KindRow>(OPEN_BY_KIND, [siteId])
  const { rows: newest } = await pool.query<InboxConflict>(NEWEST_CONFLICTS, [siteId, NEWEST])
  return { open: sumOf(kinds, ({ count }) => count), byKind: byKind(kinds), oldestAt: oldestOf(kinds), newest }
}

const HELD_BY_KIND = `
select kind, count(*)::integer as count, min(since) as "oldestAt"
from guard_item where site_id = $1 and state = 'held' group by kind order by kind`

const HELD_PEOPLE = `select count(distinct p.account_key)::integer as people from (${heldPeople(IS_HELD)}) p`

async function readGuard(pool: pg.Pool, siteId: number): Promise<Inbox['guard']> {
  const { rows: kinds } = await pool.query<KindRow>(HELD_BY_KIND, [siteId])
  const { rows: people } = await pool.query<{ people: number }>(HELD_PEOPLE, [siteId])
  const newest = await listGuardItems(pool, { siteId, state: 'held' }, { before: null, limit: NEWEST })
  return {
    held: sumOf(kinds, ({ count }) => count),
    people: people[0]?.people ?? 0,
    byKind: byKind(kinds),
    oldestAt: oldestOf(kinds),
    newest: newest.rows,
  }
}

const STARTS_ENDED = `
select s.operation_id as id, json_build_object('id', d.public_id, 'name', d.name) as directory, s.state,
  s.ended_at as "endedAt", (s.report ->> 'equal')::integer as equal, (s.report ->> 'changed')::integer as changed,
  (s.report ->> 'unexplained')::integer as unexplained
from start s join directory d on d.id = s.directory_id
where s.site_id = $1 and s.state <> 'running' and s.ended_at > now() - interval '30 days'
order by s.ended_at desc limit $2`

/** Exported for the test that looks at plans. */
export const WAITING_LOSSES = `
select json_build_object('id', d.public_id, 'name', d.name) as directory, w.by, w.losses, w.since,
  w.since < now() - make_interval(secs => $2) as "isLong"
from (
  select directory_id, 'pause' as by, count(*)::integer as losses, min(since) as since
  from dirty where site_id = $1 and loss group by directory_id
  union all
  select i.directory_id, 'guard', (
    select count(distinct p.account_key) from (${heldPeople(IS_HELD)}) p where p.directory_id = i.directory_id
  )::integer, min(i.since)
  from guard_item i where i.site_id = $1 and ${IS_HELD} group by i.directory_id
) w
join directory d on d.id = w.directory_id and (w.by = 'guard' or d.paused = 'hold')
order by w.since, d.id, w.by`

function sumOf(rows: readonly KindRow[], numberOf: (row: KindRow) => number): number {
  return rows.reduce((sum, row) => sum + numberOf(row), 0)
}

function byKind(rows: readonly KindRow[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
}

function oldestOf(rows: readonly KindRow[]): Date | null {
  if (rows.length === 0) return null
  return new Date(Math.min(...rows.map(({ oldestAt }) => oldestAt.getTime())))
}
