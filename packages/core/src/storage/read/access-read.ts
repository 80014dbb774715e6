/**
 * Who reaches an app or project, and what a person reaches: each with every way in, in one query. Whoever is switched off
 * reaches nothing.
 */
import type pg from 'pg'
import { lookedPage, type Page, pageOf } from './look.ts'
import { ORIGINS, type Origin } from './person-read.ts'
import { isResourceId } from './resource-id.ts'

/** A group or organization that gives access, and why the person is in it. */
export type WayIn = {
  readonly id: string
  readonly name: string
  readonly source: 'local' | 'synced'
  readonly origins: readonly Origin[]
}

export type PersonWithAccess = {
  readonly id: string
  readonly email: string
  readonly displayName: string | null
  readonly class: 'managed' | 'external' | 'portal-only'
  readonly ways: readonly WayIn[]
}

/** Of groups `s` with the origins `m.origins`. */
const WAYS = `json_agg(json_build_object('id', s.id, 'name', s.name, 'source', s.source, 'origins', m.origins) order by s.key)`

/**
 * $1 site, $2 app, $3 behind this account, $4 how many accounts are looked at, $5 most people. Of each group as many members
 * are looked at as of all together, in the order of the index.
 * Exported for the test that looks at plans.
 */
export const PEOPLE_OF_APP = `
with granted as materialized (
  select c.site_group_key as key from access_grant c
  where c.site_id = $1 and c.app_key = (select p.key from app p where p.site_id = $1 and p.id = $2)
), looked as materialized (
  select distinct n.account_key as key
  from granted g
  cross join lateral (
    select distinct m.account_key from site_member m
    where m.site_id = $1 and m.group_key = g.key and m.account_key > $3
    order by m.account_key limit $4
  ) n
  order by n.account_key
  limit $4
)
select e.last, e.n as looked, p.*
from (select max(key) as last, count(*)::integer as n from looked) e
left join lateral (
  select a.key, a.id, a.email, a.display_name as "displayName", a.class, w.ways
  from looked l
  cross join lateral (
    select * from account x where x.site_id = $1 and x.key = l.key and x.active limit 1
  ) a
  cross join lateral (
    select ${WAYS} as ways
    from (select m.group_key, ${ORIGINS} as origins
          from site_member m
          where m.site_id = $1 and m.account_key = a.key and m.group_key in (select g.key from granted g)
          group by m.group_key) m
    join site_group s on s.site_id = $1 and s.key = m.group_key
  ) w
  order by l.key
  limit $5
) p on true
order by p.key`

/** Accounts that a page looks at, so that those who are switched off shorten few pages and slow down none. */
const lookedAt = (limit: number) => 2 * limit + 100

/** In the order in which the accounts were made; none when there is no such app. A page may be short and not the last. */
export async function listPeopleOfApp(
  pool: pg.Pool,
  siteId: number,
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<Page<PersonWithAccess, number>> {
  if (!isResourceId(id)) return { rows: [], next: null }
  type Row = PersonWithAccess & { key: number | null; last: number | null; looked: number }
  const most = lookedAt(limit)
  const { rows } = await pool.query<Row>(PEOPLE_OF_APP, [siteId, id, after, most, limit + 1])
  const [first] = rows
  const people = rows.filter(({ key }) => key !== null)
  const stopped = first === undefined || first.looked < most ? null : first.last
  const page = lookedPage(people, limit, ({ key }) => key ?? 0, stopped)
  return { ...page, rows: page.rows.map(({ key: _, last: __, looked: ___, ...person }) => person) }
}

export type AppOfPerson = {
  readonly id: string
  readonly kind: 'app' | 'project'
  readonly name: string
  readonly ways: readonly WayIn[]
}

/** Exported for the test that looks at plans. */
export const APPS_OF_PERSON = `
with member as materialized (
  select m.group_key, ${ORIGINS} as origins
  from site_member m
  where m.site_id = $1
    and m.account_key = (select a.key from account a where a.site_id = $1 and a.id = $2 and a.active)
  group by m.group_key
)
select p.id, p.kind, p.name, c.ways, c.app_key as key
from (
  select c.app_key, ${WAYS} as ways
  from member m
  cross join lateral (
    select x.app_key from access_grant x where x.site_id = $1 and x.site_group_key = m.group_key and x.app_key > $3
  ) c
  join site_group s on s.site_id = $1 and s.key = m.group_key
  group by c.app_key
  order by c.app_key
  limit $4
) c
join app p on p.site_id = $1 and p.key = c.app_key
order by c.app_key`

/** In the order in which they were made; none when there is no such person. */
export async function listAppsOfPerson(
  pool: pg.Pool,
  siteId: number,
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<Page<AppOfPerson, number>> {
  if (!isResourceId(id)) return { rows: [], next: null }
  const { rows } = await pool.query<AppOfPerson & { key: number }>(APPS_OF_PERSON, [siteId, id, after, limit + 1])
  const page = pageOf(rows, limit, ({ key }) => key)
  return { ...page, rows: page.rows.map(({ key: _, ...app }) => app) }
}
