/** Losses that the deprovisioning guard holds or has held, newest first; and the people whom one of them keeps in. */
import type pg from 'pg'
import type { GuardItemKind, GuardItemState } from '../../domain/guard-item.ts'
import { guardDecisions, guardItemText } from '../../domain/guard-text.ts'
import type { Key } from '../../domain/record.ts'
import { fold } from '../../scim/fold.ts'
import { heldPeople } from './held-people.ts'
import { lookedPage, MOST_LOOKED_AT, type Page, pageOf } from './look.ts'
import { isResourceId } from './resource-id.ts'

export type Called = { readonly id: string; readonly name: string }

export type GuardItemSummary = {
  readonly id: string
  readonly kind: GuardItemKind
  readonly state: GuardItemState
  /** In one sentence. */
  readonly reason: string
  /** What an administrator can still say. */
  readonly decisions: readonly ('release' | 'reject')[]
  readonly directory: Called
  /** The SCIM id; null: the directory has the record no longer. */
  readonly record: string | null
  /** Of a person, as it is now. Null: of a group. */
  readonly account: { readonly id: string; readonly email: string; readonly active: boolean } | null
  /** Of a group, as it is now. Null: of a person. */
  readonly group: Called | null
  /** As they were when it was held. */
  readonly name: string | null
  readonly email: string | null
  readonly externalId: string | null
  /** Names of the groups that the person was in. */
  readonly groups: readonly string[]
  /** Who loses by it. */
  readonly people: number
  readonly since: Date
  /** The operation that would have taken the access away. */
  readonly operation: string
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly closedAt: Date | null
}

type Row = Omit<GuardItemSummary, 'reason' | 'decisions'> & { key: Key }

/** Of items `i`. */
const COLUMNS = `
  i.key, i.id, i.kind, i.state,
  (select json_build_object('id', d.public_id, 'name', d.name) from directory d where d.id = i.directory_id) as directory,
  case when i.gone is null then i.record_id end as record,
  (select json_build_object('id', a.id, 'email', a.email, 'active', a.active) from account a
   where a.site_id = $1 and a.key = i.account_key) as account,
  (select json_build_object('id', s.id, 'name', s.name) from site_group s
   where s.site_id = $1 and s.key = i.site_group_key) as "group",
  i.name, i.email, i.external_id as "externalId", i.groups, i.people, i.since, i.operation_id as operation,
  i.decided_by as "decidedBy", i.decided_at as "decidedAt", i.closed_at as "closedAt"`

/**
 * $2 behind which key, $3 the most that are looked at, $4 of one directory only, $5 of one kind only, $6 the state. Exported for
 * the test that looks at plans.
 */
export function guardItemsText(byState: boolean): string {
  return `
with looked as materialized (
  select i.* from guard_item i
  where i.site_id = $1 and i.key < $2::bigint${byState ? ' and i.state = $6' : ' and $6::text is null'}
  order by i.key desc limit $3
), last as (select min(l.key) as key, count(*)::integer as n from looked l)
select e.key as "lastKey", e.n as looked, f.*
from last e
left join lateral (
  select ${COLUMNS} from looked i
  where ($4::integer is null or i.directory_id = $4) and ($5::text is null or i.kind = $5)
  order by i.key desc limit $7
) f on true
order by f.key desc`
}

export type GuardItemsAsked = {
  readonly siteId: number
  readonly state?: GuardItemState | undefined
  readonly directoryId?: number | undefined
  readonly kind?: GuardItemKind | undefined
}

/** @param before those that came before the one of this key */
export async function listGuardItems(
  pool: pg.Pool,
  { siteId, state, directoryId, kind }: GuardItemsAsked,
  { before, limit }: { readonly before: Key | null; readonly limit: number },
): Promise<Page<GuardItemSummary, Key>> {
  const most = directoryId === undefined && kind === undefined ? limit + 1 : MOST_LOOKED_AT
  const { rows } = await pool.query<Row & { lastKey: Key; looked: number }>(guardItemsText(state !== undefined), [
    ...[siteId, before ?? Number.MAX_SAFE_INTEGER, most],
    ...[directoryId ?? null, kind ?? null, state ?? null, limit + 1],
  ])
  const [first] = rows
  const stoppedAt = first !== undefined && first.looked >= most ? first.lastKey : null
  const found = rows.filter(({ key }) => key !== null)
  const page = lookedPage(found, limit, ({ key }) => key, stoppedAt)
  return { ...page, rows: page.rows.map(summaryOf) }
}

/** Null when the site has none of that id. */
export async function readGuardItem(pool: pg.Pool, siteId: number, id: string): Promise<GuardItemSummary | null> {
  if (!isResourceId(id)) return null
  const text = `select ${COLUMNS} from guard_item i where i.site_id = $1 and i.id = $2`
  const { rows } = await pool.query<Row>(text, [siteId, id])
  return rows[0] === undefined ? null : summaryOf(rows[0])
}

function summaryOf(row: Row & { lastKey?: Key; looked?: number }): GuardItemSummary {
  const { key: _, lastKey: _last, looked: _looked, ...item } = row
  const isClosed = item.closedAt !== null
  return { ...item, reason: guardItemText(item, isClosed), decisions: guardDecisions(item.state, isClosed) }
}

export type GuardedPerson = {
  readonly id: string
  readonly email: string
  readonly displayName: string | null
  readonly class: 'managed' | 'external' | 'portal-only'
  readonly active: boolean
  /** No other group gives them access to anything. */
  readonly onlyWayIn: boolean
}

/** A membership of another origin, or in another group, through which the person `a` reaches something. */
const OTHER_WAY = `
  exists (select from site_member o join access_grant c on c.site_id = $1 and c.site_group_key = o.group_key
    where o.site_id = $1 and o.account_key = a.key
      and not (o.origin = -i.directory_id and (o.group_key = any (i.kept) or o.group_key = i.site_group_key)))`

/**
 * $2 the item, $3 behind this account, $4 most people: whom rows that it keeps keep in, or its one person. Exported for the
 * test that looks at plans.
 */
export const GUARDED_PEOPLE = `
with item as materialized (select * from guard_item x where x.site_id = $1 and x.id = $2)
select a.key, a.id, a.email, a.display_name as "displayName", a.class, a.active, a.active and not ${OTHER_WAY} as "onlyWayIn"
from item i
cross join lateral (
  select i.account_key as key where i.account_key > $3::bigint
  union
  (select distinct m.account_key
   from (select distinct k.key from unnest(array_append(i.kept, i.site_group_key)) k (key)) g
   cross join lateral (
     select n.account_key from site_member n
     where n.site_id = $1 and n.group_key = g.key and n.account_key > $3::bigint and n.origin = -i.directory_id
     order by n.account_key limit $4
   ) m
   where i.account_key is null
   order by m.account_key limit $4)
) p
cross join lateral (select * from account x where x.site_id = $1 and x.key = p.key limit 1) a
order by a.key limit $4`

/** Of a closed item: only its one person, for nothing is kept any more. */
export async function listGuardedPeople(
  pool: pg.Pool,
  siteId: number,
  id: string,
  { after, limit }: { readonly after: Key; readonly limit: number },
): Promise<Page<GuardedPerson, Key>> {
  if (!isResourceId(id)) return { rows: [], next: null }
  const { rows } = await pool.query<GuardedPerson & { key: Key }>(GUARDED_PEOPLE, [siteId, id, after, limit + 1])
  const page = pageOf(rows, limit, ({ key }) => key)
  return { ...page, rows: page.rows.map(({ key: _, ...person }) => person) }
}

const FIND = `
select i.id
from guard_item i
left join account a on a.site_id = $1 and a.key = i.account_key
left join site_group s on s.site_id = $1 and s.key = i.site_group_key
where i.site_id = $1 and i.state = any ('{held,rejected}'::text[]) and i.closed_at is null
  and (a.email_key = $2 or i.email_key = $2 or s.name_key = $2)
order by i.key desc limit 10`

/** Of those that can still be decided. @param name an address, or the name of a group, in any case. @returns ids */
export async function findGuardItems(pool: pg.Pool, siteId: number, name: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(FIND, [siteId, fold(name)])
  return rows.map(({ id }) => id)
}

export type HeldCount = { readonly items: number; readonly people: number }

/** $2 ids, $3 of one directory. */
const CHOSEN = `
  (i.state = 'held' or ($2::uuid[] is not null and i.state = 'rejected' and i.closed_at is null))
  and ($2::uuid[] is null or i.id = any ($2)) and ($3::integer is null or i.directory_id = $3)`

/** Of what can still be decided, and the people who keep access by it. */
export async function countHeld(
  pool: pg.Pool,
  siteId: number,
  which: { readonly directoryId?: number | undefined } | { readonly items: readonly string[] },
): Promise<HeldCount> {
  const [items, directoryId] = 'items' in which ? [which.items, null] : [null, which.directoryId ?? null]
  const { rows } = await pool.query<HeldCount>(
    `select (select count(*) from guard_item i where i.site_id = $1 and ${CHOSEN})::integer as items,
       (select count(distinct p.account_key) from (${heldPeople(CHOSEN)}) p)::integer as people`,
    [siteId, items, directoryId],
  )
  return rows[0] ?? { items: 0, people: 0 }
}
