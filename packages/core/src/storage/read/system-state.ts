/**
 * What an operator watches, over all sites: losses that are kept back, what waits for a decision, and lanes. Ids and numbers only.
 * The look is of the system, not of a tenant; four statements one after the other, on one connection, each by indexes.
 */
import type pg from 'pg'
import type { ConflictKind } from '../../domain/group-conflict.ts'
import type { GuardItemKind } from '../../domain/guard-item.ts'
import { heldPeople, IS_HELD } from './held-people.ts'

/** `directory`, `site`: public ids. */
export type DirectoryState = {
  readonly site: string
  readonly directory: string
  /** Losses by what keeps them back; without those that nothing keeps back. */
  readonly losses: readonly { readonly keeper: LossKeeper; readonly losses: number; readonly ageSeconds: number }[]
  /** Without kinds that there are none of. */
  readonly openConflicts: readonly { readonly kind: ConflictKind; readonly count: number }[]
  readonly heldItems: readonly { readonly kind: GuardItemKind; readonly count: number }[]
}

export const LOSS_KEEPERS = ['guard', 'paused', 'reviewing'] as const
export type LossKeeper = (typeof LOSS_KEEPERS)[number]

export type LaneState = {
  readonly site: string
  /** Accepted and not applied. */
  readonly pending: number
  /** Since the oldest of them was accepted; 0: none. */
  readonly ageSeconds: number
  readonly deadLetters: number
  /** Operations that were ever settled. */
  readonly applied: number
  /** It waits to be tried again. */
  readonly failing: boolean
}

export type SystemState = {
  /** Those that are connected. */
  readonly directories: readonly DirectoryState[]
  readonly lanes: readonly LaneState[]
}

type DirectoryRow = {
  id: number
  site: string
  directory: string
  keeper: LossKeeper | null
  losses: number
  ageSeconds: number
}

/** A directory that is open works its marks off: what is marked there is kept back by nobody. Exported for the test that looks at plans. */
export const DIRECTORIES = `
select d.id, s.public_id as site, d.public_id as directory, k.keeper, coalesce(w.losses, 0) as losses,
  coalesce(w.age, 0) as "ageSeconds"
from directory d
join site s on s.id = d.site_id
cross join lateral (
  select case when d.paused = 'hold' then 'paused' when d.phase in ('reviewing', 'starting') then 'reviewing' end as keeper
) k
left join lateral (
  select count(*)::integer as losses, extract(epoch from now() - min(y.since))::float8 as age
  from dirty y where y.site_id = d.site_id and y.directory_id = d.id and y.loss
) w on k.keeper is not null
where d.phase <> 'disconnected'
order by d.id`

/** Exported for the test that looks at plans. */
export const HELD_ITEMS = `
select i.directory_id as id, i.kind, i.count, p.people, i.age as "ageSeconds"
from site s
cross join lateral (
  select g.directory_id, g.kind, count(*)::integer as count,
    extract(epoch from now() - min(g.since))::float8 as age
  from guard_item g where g.site_id = s.id and g.state = 'held' group by g.directory_id, g.kind
) i
-- Of the directory, whatever the kind.
join lateral (
  select x.directory_id, count(distinct x.account_key)::integer as people
  from (${heldPeople(IS_HELD, 's.id')}) x group by x.directory_id
) p on p.directory_id = i.directory_id`

/** Exported for the test that looks at plans. */
export const OPEN_CONFLICTS = `
select o.directory_id as id, o.kind, o.count
from site s
cross join lateral (
  select c.directory_id, c.kind, count(*)::integer as count
  from conflict c where c.site_id = s.id and c.state = 'open' group by c.directory_id, c.kind
) o`

/** The oldest of a directory is its first: commands are a directory of their own. Exported for the test that looks at plans. */
export const LANES = `
select s.public_id as site, p.pending, coalesce(p.age, 0) as "ageSeconds", g.dead_letters as "deadLetters",
  l.applied_seq as applied, l.failure is not null as failing
from lane l
join site s on s.id = l.site_id
cross join lateral (
  select coalesce(sum(q.pending), 0)::integer as pending, extract(epoch from now() - min(f.accepted_at))::float8 as age
  from (select p.directory_id, count(*) as pending, min(p.seq) as first
        from pending p where p.site_id = l.site_id group by p.directory_id) q
  left join pending f on f.site_id = l.site_id and f.directory_id = q.directory_id and f.seq = q.first
) p
cross join lateral (select count(*)::integer as dead_letters from dead_letter x where x.site_id = l.site_id) g
order by s.id`

type HeldRow = { id: number; kind: GuardItemKind; count: number; people: number; ageSeconds: number }
type ConflictRow = { id: number; kind: ConflictKind; count: number }

export async function readSystemState(pool: pg.Pool): Promise<SystemState> {
  const { rows: directories } = await pool.query<DirectoryRow>(DIRECTORIES)
  const held = grouped((await pool.query<HeldRow>(HELD_ITEMS)).rows)
  const conflicts = grouped((await pool.query<ConflictRow>(OPEN_CONFLICTS)).rows)
  const { rows: lanes } = await pool.query<LaneState>(LANES)
  return {
    directories: directories.map((row) => {
      const heldItems = held.get(row.id) ?? []
      return {
        site: row.site,
        directory: row.directory,
        losses: [...lossesOf(row), ...guardLosses(heldItems)],
        openConflicts: (conflicts.get(row.id) ?? []).map(({ kind, count }) => ({ kind, count })),
        heldItems: heldItems.map(({ kind, count }) => ({ kind, count })),
      }
    }),
    lanes,
  }
}

function lossesOf({ keeper, losses, ageSeconds }: DirectoryRow): DirectoryState['losses'] {
  return keeper === null || losses === 0 ? [] : [{ keeper, losses, ageSeconds }]
}

/** People, each of them once. */
function guardLosses(items: readonly HeldRow[]): DirectoryState['losses'] {
  const [first] = items
  if (first === undefined) return []
  return [{ keeper: 'guard', losses: first.people, ageSeconds: Math.max(...items.map(({ ageSeconds }) => ageSeconds)) }]
}

function grouped<Row extends { readonly id: number }>(rows: readonly Row[]): ReadonlyMap<number, Row[]> {
  const byId = new Map<number, Row[]>()
  for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row])
  return byId
}
