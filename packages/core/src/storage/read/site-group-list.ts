/** Groups and organizations of a site, by name, with the directory groups that they are linked to; and who is in them. */
import type pg from 'pg'
import { fold } from '../../scim/fold.ts'
import { lookedPage, type Page, pageOf } from './look.ts'
import { ORIGINS, type Origin } from './person-read.ts'
import { isResourceId } from './resource-id.ts'
import { LOOKED_COLUMNS, type Looked, lookedInOrder, lookedValues, type SitePosition, stoppedAt } from './site-list.ts'

export type GroupOfSite = {
  readonly id: string
  /** Of `customers` it is an organization. */
  readonly audience: 'workforce' | 'customers'
  readonly source: 'local' | 'synced'
  readonly name: string
  /** Whoever is new at the site gets into it; no directory may fill it. */
  readonly defaultAccess: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
  /** The directory group that it follows. */
  readonly link: {
    /** Public id. */
    readonly directory: string
    /** The SCIM id. */
    readonly groupId: string
    /** Members that the directory has in it, also those that do not reach the site. */
    readonly memberCount: number
  } | null
}

export type GroupFilter = {
  /** How the name begins, in any case. */
  readonly namePrefix?: string | undefined
  readonly source?: GroupOfSite['source'] | undefined
}

/** Of `site_group s`; `$1` is the site. */
const GROUP_COLUMNS = `
  s.id, s.audience, s.source, s.name, s.default_access as "defaultAccess", s.created_at as "createdAt", s.updated_at as "updatedAt",
  (select json_build_object('directory', d.public_id, 'groupId', g.id, 'memberCount', g.member_count)
   from group_link l
   join directory d on d.site_id = l.site_id
   join directory_group g on g.site_id = l.site_id and g.directory_id = d.id and g.key = l.group_key
   where l.site_id = $1 and l.site_group_key = s.key) as link`

/** Exported for the test that looks at plans. */
export const SITE_GROUPS = `
with ${lookedInOrder({ table: 'site_group', key: 'name_key' })}, found as (
  select l.* from looked l
  cross join lateral (select source from site_group where site_id = $1 and key = l.key offset 0) s
  where $7::text is null or s.source = $7
  order by l.text_key, l.audience
  limit $8
)
select ${LOOKED_COLUMNS}, p.*
from stopped e
left join found f on true
left join lateral (select ${GROUP_COLUMNS} from site_group s where s.site_id = $1 and s.key = f.key) p on true
where e.n > 0
order by f.text_key, f.audience`

/** By name. Looks at no more than MOST_LOOKED_AT groups for a page. */
export async function listSiteGroups(
  pool: pg.Pool,
  siteId: number,
  { namePrefix = '', source }: GroupFilter,
  { after, limit }: { readonly after: SitePosition | null; readonly limit: number },
): Promise<Page<GroupOfSite, SitePosition>> {
  type Row = GroupOfSite & Looked
  const values = lookedValues(siteId, fold(namePrefix), after, limit, source !== undefined)
  const { rows } = await pool.query<Row>(SITE_GROUPS, [...values, source ?? null, limit + 1])
  const groups = rows.filter(({ textKey }) => textKey !== null)
  const positionOf = ({ textKey, audience }: Row) => ({ key: textKey ?? '', audience })
  const page = lookedPage(groups, limit, positionOf, stoppedAt(rows, values[5]))
  return { ...page, rows: page.rows.map(groupOf) }
}

function groupOf(row: GroupOfSite & Looked): GroupOfSite {
  const { textKey: _, lookedKey: __, lookedAudience: ___, looked: ____, ...group } = row
  return group
}

/** Null when the site has no group of that id. */
export async function readSiteGroup(pool: pg.Pool, siteId: number, id: string): Promise<GroupOfSite | null> {
  if (!isResourceId(id)) return null
  const text = `select ${GROUP_COLUMNS} from site_group s where s.site_id = $1 and s.id = $2`
  const { rows } = await pool.query<GroupOfSite>(text, [siteId, id])
  return rows[0] ?? null
}

/** By name: none, or one of each audience. */
export async function findSiteGroups(pool: pg.Pool, siteId: number, name: string): Promise<GroupOfSite[]> {
  const text = `select ${GROUP_COLUMNS} from site_group s
    where s.site_id = $1 and s.audience in ('workforce', 'customers') and s.name_key = $2`
  const { rows } = await pool.query<GroupOfSite>(text, [siteId, fold(name)])
  return rows
}

export type MemberOfGroup = {
  readonly id: string
  readonly email: string
  readonly displayName: string | null
  readonly class: 'managed' | 'external' | 'portal-only'
  readonly active: boolean
  readonly origins: readonly Origin[]
}

/** Exported for the test that looks at plans. */
export const MEMBERS_OF_GROUP = `
select a.id, a.email, a.display_name as "displayName", a.class, a.active, m.origins, m.account_key as key
from (select m.account_key, ${ORIGINS} as origins
      from site_member m
      where m.site_id = $1 and m.group_key = (select s.key from site_group s where s.site_id = $1 and s.id = $2)
        and m.account_key > $3
      group by m.account_key
      order by m.account_key
      limit $4) m
join account a on a.site_id = $1 and a.key = m.account_key
order by m.account_key`

/** In the order in which the accounts were made; none when there is no such group. */
export async function listMembersOfGroup(
  pool: pg.Pool,
  siteId: number,
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<Page<MemberOfGroup, number>> {
  if (!isResourceId(id)) return { rows: [], next: null }
  type Row = MemberOfGroup & { key: number }
  const { rows } = await pool.query<Row>(MEMBERS_OF_GROUP, [siteId, id, after, limit + 1])
  const page = pageOf(rows, limit, (row) => row.key)
  return { ...page, rows: page.rows.map(({ key: _, ...member }) => member) }
}
