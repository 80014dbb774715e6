<<<<<<< HEAD
/** Groups that were deleted and can be restored (design: Conflicts, Restore), the newest first. */
import type pg from 'pg'
import type { Audience } from '../../domain/operation.ts'
import type { Key } from '../../domain/record.ts'
import { fold } from '../../scim/fold.ts'
import { type Page, pageOf } from './look.ts'

export type DeletedGroup = {
  /** For the next page; never shown. */
  readonly key: Key
  /** Of the copy: what `restore-group` names. */
  readonly id: string
  /** The id that the group had, and gets again. */
  readonly groupId: string
  readonly name: string
  readonly audience: Audience
  readonly source: 'local' | 'synced'
  /** People who were in it, each once, and apps and projects that it gave access to. */
  readonly members: number
  readonly apps: number
  readonly operation: string
  readonly deletedAt: Date
  readonly restorableUntil: Date
  /** Another group has the name meanwhile: restoring it takes another one. */
  readonly nameTaken: boolean
}

/** Exported for the test that looks at plans. $2 before which key, $3 the most rows. */
export const DELETED_GROUPS = `
select c.key, c.id, c.site_group_id as "groupId", c.name, c.audience, c.source,
  (select count(distinct m.account_key) from group_copy_member m where m.site_id = $1 and m.copy_key = c.key) as members,
  jsonb_array_length(c.grants) as apps, c.operation_id as operation, c.made_at as "deletedAt",
  c.expires_at as "restorableUntil"
from group_copy c
where c.site_id = $1 and c.key < $2 and c.kind = 'deleted' and c.used_at is null and c.expires_at > now()
order by c.key desc
limit $3`
=======
/** Groups and organizations that were deleted and can be restored, newest first. */
import type pg from 'pg'
import type { Audience } from '../../domain/operation.ts'
import type { Key } from '../../domain/record.ts'
import { lookedPage, MOST_LOOKED_AT, type Page } from './look.ts'
import { isResourceId } from './resource-id.ts'

export type DeletedGroup = {
  /** Of the copy: names it for a restore. */
  readonly id: string
  /** That it had, and gets back. */
  readonly group: string
  readonly name: string
  readonly audience: Audience
  readonly source: 'local' | 'synced'
  readonly people: number
  /** That it gave access to and that are still there. */
  readonly apps: readonly { readonly id: string; readonly kind: 'app' | 'project'; readonly name: string }[]
  readonly operation: string
  readonly deletedAt: Date
  readonly until: Date
}

const COLUMNS = `
  c.key, c.id, c.site_group_id as "group", c.name, c.audience, c.source, c.operation_id as operation, c.made_at as "deletedAt",
  c.expires_at as until,
  (select count(distinct m.account_key) from group_copy_member m where m.site_id = $1 and m.copy_key = c.key) as people,
  (select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind, 'name', p.name) order by p.key), '[]')
   from jsonb_array_elements(c.grants) g
   join app p on p.site_id = $1 and p.id = (g ->> 'app')::uuid) as apps`

const RESTORABLE = `c.kind = 'deleted' and c.used_at is null and c.expires_at > now()`

/** Exported for the test that looks at plans. $2 before which key, $3 the most that are looked at, $4 the most rows. */
export const DELETED_GROUPS = `
with looked as materialized (
  select c.key, ${RESTORABLE} as restorable from group_copy c where c.site_id = $1 and c.key < $2 order by c.key desc limit $3
), found as (select l.key from looked l where l.restorable order by l.key desc limit $4)
select e.last, e.n as looked, p.*
from (select min(key) as last, count(*)::integer as n from looked) e
left join lateral (
  select ${COLUMNS}
  from found f cross join lateral (select x.* from group_copy x where x.site_id = $1 and x.key = f.key limit 1) c
) p on true
where e.n > 0
order by p.key desc`
>>>>>>> ab0700a (feat: conflicts and deleted groups from the command line; decisions taken back and groups restored over the admin API; 500 conflicts by one decision)

/** @param before this key; null: from the newest */
export async function listDeletedGroups(
  pool: pg.Pool,
  siteId: number,
  { before, limit }: { readonly before: Key | null; readonly limit: number },
): Promise<Page<DeletedGroup, Key>> {
<<<<<<< HEAD
  type Row = Omit<DeletedGroup, 'nameTaken'>
  const { rows } = await pool.query<Row>(DELETED_GROUPS, [siteId, before ?? Number.MAX_SAFE_INTEGER, limit + 1])
  const taken = await takenNames(pool, siteId, rows)
  const groups = rows.map((row) => ({ ...row, nameTaken: taken.has(placeOf(row.audience, fold(row.name))) }))
  return pageOf(groups, limit, ({ key }) => key)
}

/** SQL never folds. */
async function takenNames(
  pool: pg.Pool,
  siteId: number,
  groups: readonly Pick<DeletedGroup, 'audience' | 'name'>[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ audience: Audience; name_key: string }>(
    `select s.audience, s.name_key from unnest($2::text[], $3::text[]) as q (audience, name_key)
     join site_group s on s.site_id = $1 and s.audience = q.audience and s.name_key = q.name_key`,
    [siteId, groups.map(({ audience }) => audience), groups.map(({ name }) => fold(name))],
  )
  return new Set(rows.map((row) => placeOf(row.audience, row.name_key)))
}

function placeOf(audience: Audience, nameKey: string): string {
  return `${audience}/${nameKey}`
=======
  type Row = DeletedGroup & { key: Key | null; last: Key; looked: number }
  const { rows } = await pool.query<Row>(DELETED_GROUPS, [
    ...[siteId, before ?? Number.MAX_SAFE_INTEGER],
    ...[MOST_LOOKED_AT, limit + 1],
  ])
  const [first] = rows
  const stoppedAt = first === undefined || first.looked < MOST_LOOKED_AT ? null : first.last
  const found = rows.filter(({ key }) => key !== null)
  const page = lookedPage(found, limit, ({ key }) => key ?? 0, stoppedAt)
  return { ...page, rows: page.rows.map(({ key: _, last: __, looked: ___, ...group }) => group) }
}

/** By the id of the copy, or by name: the newest first, ten at most. */
export async function findDeletedGroups(pool: pg.Pool, siteId: number, wanted: string): Promise<DeletedGroup[]> {
  const isId: boolean = isResourceId(wanted)
  const { rows } = await pool.query<DeletedGroup & { key: Key }>(
    `select ${COLUMNS} from group_copy c
     where c.site_id = $1 and ${RESTORABLE} and ($2::uuid is null or c.id = $2::uuid) and ($3::text is null or lower(c.name) = lower($3))
     order by c.key desc limit 10`,
    isId ? [siteId, wanted, null] : [siteId, null, wanted.trim()],
  )
  return rows.map(({ key: _, ...group }) => group)
>>>>>>> ab0700a (feat: conflicts and deleted groups from the command line; decisions taken back and groups restored over the admin API; 500 conflicts by one decision)
}
