/** Conflicts of a site: the newest first, or one of them. */
import type pg from 'pg'
import type { ConflictDecision, ConflictState } from '../../domain/conflict.ts'
import type { ConflictKind } from '../../domain/group-conflict.ts'
import type { Key } from '../../domain/record.ts'
import { fold } from '../../scim/fold.ts'
import { rowOfKey } from '../record-row.ts'
import type { Called } from './guard-items.ts'
import { lookedPage, MOST_LOOKED_AT, type Page } from './look.ts'
import { isResourceId } from './resource-id.ts'

export type ConflictOfSite = {
  /** For reads of its difference; never shown. */
  readonly key: Key
  readonly id: string
  readonly kind: ConflictKind
  readonly state: ConflictState
  /** Raised by whatever changes what is to be decided. */
  readonly version: number
  readonly directory: Called
  /** The directory's group. `name`: the one that it wants at the site. */
  readonly record: { readonly id: string; readonly name: string; readonly memberCount: number | null }
  /** The site's group in its way; `name` is null when it is gone. `directory`: that fills it. `apps`: it gives access to so many. */
  readonly group: {
    readonly id: string
    readonly name: string | null
    readonly source: 'local' | 'synced' | null
    readonly directory: Called | null
    readonly apps: number
  }
  readonly decision: ConflictDecision | null
  readonly givenName: string | null
  /** An administrator, or `policy`. */
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly operation: string | null
  readonly firstSeen: Date
  readonly closedAt: Date | null
}

export type ConflictsAsked = {
  readonly siteId: number
  readonly state?: ConflictState | undefined
  readonly kind?: ConflictKind | undefined
  readonly directoryId?: number | undefined
  /** With a group that a directory left local when it was disconnected. */
  readonly leftLocal?: boolean | undefined
  /** A part of the name, in any case. */
  readonly name?: string | undefined
}

/** Of `conflict c`; `$1` is the site. Look-ups by one index each, whatever the statistics say. */
const COLUMNS = `
  c.key, c.id, c.kind, c.state, c.version, c.decision, c.given_name as "givenName", c.decided_by as "decidedBy",
  c.decided_at as "decidedAt", c.decided_in as operation, c.first_seen as "firstSeen", c.closed_at as "closedAt",
  (select json_build_object('id', d.public_id, 'name', d.name) from directory d where d.site_id = $1 and d.id = c.directory_id) as directory,
  json_build_object('id', c.record_id, 'name', c.name, 'memberCount',
    (select r.member_count from (${rowOfKey('directory_group', { directory: 'c.directory_id', key: 'c.record_key' })}) r)) as record,
  (select json_build_object('id', c.site_group_id, 'name', s.name, 'source', s.source, 'directory', f.directory, 'apps',
     (select count(*) from access_grant g where g.site_id = $1 and g.site_group_key = c.site_group_key))
   from (select 1) one
   left join lateral (select x.* from site_group x where x.site_id = $1 and x.key = c.site_group_key limit 1) s on true
   left join lateral (
     select json_build_object('id', e.public_id, 'name', e.name) as directory
     from group_link l
     join directory e on e.site_id = $1
     cross join lateral (${rowOfKey('directory_group', { directory: 'e.id', key: 'l.group_key' })}) r
     where l.site_id = $1 and l.site_group_key = s.key
     limit 1
   ) f on true) as "group"`

/**
 * Exported for the test that looks at plans. $2 before which key, $3 the most that are looked at, $4 kind, $5 directory,
 * $6 a part of the folded name, $7 the most rows, $8 the state, $9 with a group that was left local.
 */
export function conflictsText(isOfState: boolean): string {
  return `
with looked as materialized (
  select c.key, c.kind, c.directory_id, c.name_key, c.site_group_key from conflict c
  where c.site_id = $1 and c.key < $2 and ${isOfState ? 'c.state = $8::text' : '$8::text is null'}
  order by ${isOfState ? 'c.state desc, ' : ''}c.key desc
  limit $3
), found as (
  select l.key from looked l
  where ($4::text is null or l.kind = $4) and ($5::integer is null or l.directory_id = $5)
    and ($6::text is null or position($6 in l.name_key) > 0)
    and ($9::boolean is null or $9 = (select s.left_by is not null from site_group s where s.site_id = $1 and s.key = l.site_group_key))
  order by l.key desc
  limit $7
)
select e.last, e.n as looked, p.*
from (select min(key) as last, count(*)::integer as n from looked) e
left join lateral (
  select ${COLUMNS}
  from found f
  cross join lateral (select x.* from conflict x where x.site_id = $1 and x.key = f.key limit 1) c
) p on true
where e.n > 0
order by p.key desc`
}

/** Newest first. @param before this key; null: from the newest */
export async function listConflicts(
  pool: pg.Pool,
  { siteId, state, kind, directoryId, leftLocal, name }: ConflictsAsked,
  { before, limit }: { readonly before: Key | null; readonly limit: number },
): Promise<Page<ConflictOfSite, Key>> {
  type Row = Omit<ConflictOfSite, 'key'> & { key: Key | null; last: Key; looked: number }
  const isFiltered = [kind, directoryId, leftLocal, name].some((value) => value !== undefined)
  const most = isFiltered ? MOST_LOOKED_AT : limit + 1
  const { rows } = await pool.query<Row>(conflictsText(state !== undefined), [
    ...[siteId, before ?? Number.MAX_SAFE_INTEGER, most],
    ...[kind ?? null, directoryId ?? null, name === undefined ? null : fold(name), limit + 1],
    ...[state ?? null, leftLocal ?? null],
  ])
  const [first] = rows
  const stoppedAt = first === undefined || first.looked < most ? null : first.last
  const conflicts = rows.flatMap(({ key, last: _, looked: __, ...row }) => (key === null ? [] : [{ key, ...row }]))
  return lookedPage(conflicts, limit, ({ key }) => key, stoppedAt)
}

/** Null when the site has none of that id. */
export async function readConflict(pool: pg.Pool, siteId: number, id: string): Promise<ConflictOfSite | null> {
  if (!isResourceId(id)) return null
  const text = `select ${COLUMNS} from conflict c where c.site_id = $1 and c.id = $2`
  const { rows } = await pool.query<ConflictOfSite>(text, [siteId, id])
  return rows[0] ?? null
}

/** Of exactly this name, in any case, and in one of these states: the newest first, ten at most. */
export async function findConflicts(
  pool: pg.Pool,
  siteId: number,
  name: string,
  states: readonly ConflictState[],
): Promise<ConflictOfSite[]> {
  const text = `select ${COLUMNS} from conflict c where c.site_id = $1 and c.state = any($3::text[]) and c.name_key = $2
    order by c.key desc limit 10`
  const { rows } = await pool.query<ConflictOfSite>(text, [siteId, fold(name), states])
  return rows
}
