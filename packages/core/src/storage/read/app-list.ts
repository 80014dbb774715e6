/** Apps and projects of a site, by name; and which groups and organizations are granted access to each. */
import type pg from 'pg'
import { fold } from '../../scim/fold.ts'
import { type Page, pageOf } from './look.ts'
import { isResourceId } from './resource-id.ts'

export type AppOfSite = {
  readonly id: string
  /** Apps are for groups of the workforce, projects for organizations of customers. */
  readonly kind: 'app' | 'project'
  readonly name: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Of `app p`. */
const APP_COLUMNS = 'p.id, p.kind, p.name, p.created_at as "createdAt", p.updated_at as "updatedAt"'

/** Behind every text. */
const END = '\u{10FFFF}'

/** Exported for the test that looks at plans. */
export const APPS = `
select ${APP_COLUMNS}, p.name_key as "nameKey"
from app p
where p.site_id = $1 and p.kind = $2 and p.name_key >= $3 and p.name_key < $4 and p.name_key > $5
order by p.name_key
limit $6`

/** Of one kind, by name. */
export async function listApps(
  pool: pg.Pool,
  siteId: number,
  { kind, namePrefix = '' }: { readonly kind: AppOfSite['kind']; readonly namePrefix?: string | undefined },
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Page<AppOfSite, string>> {
  type Row = AppOfSite & { nameKey: string }
  const prefix = fold(namePrefix)
  const { rows } = await pool.query<Row>(APPS, [siteId, kind, prefix, prefix + END, after ?? '', limit + 1])
  const page = pageOf(rows, limit, ({ nameKey }) => nameKey)
  return { ...page, rows: page.rows.map(({ nameKey: _, ...app }) => app) }
}

/** Null when the site has none of that id. */
export async function readApp(pool: pg.Pool, siteId: number, id: string): Promise<AppOfSite | null> {
  if (!isResourceId(id)) return null
  const text = `select ${APP_COLUMNS} from app p where p.site_id = $1 and p.id = $2`
  const { rows } = await pool.query<AppOfSite>(text, [siteId, id])
  return rows[0] ?? null
}

/** By kind and name. None, or one of each kind. */
export async function findApps(pool: pg.Pool, siteId: number, name: string): Promise<AppOfSite[]> {
  const text = `select ${APP_COLUMNS} from app p where p.site_id = $1 and p.kind in ('app', 'project') and p.name_key = $2`
  const { rows } = await pool.query<AppOfSite>(text, [siteId, fold(name)])
  return rows
}

export type Granted = { readonly grantedAt: Date; readonly grantedBy: string }

export type GroupOfApp = Granted & {
  readonly id: string
  readonly name: string
  readonly source: 'local' | 'synced'
}

/** Exported for the test that looks at plans. */
export const GROUPS_OF_APP = `
select s.id, s.name, s.source, c.granted_at as "grantedAt", c.granted_by as "grantedBy", c.site_group_key as key
from access_grant c
join site_group s on s.site_id = $1 and s.key = c.site_group_key
where c.site_id = $1 and c.app_key = (select p.key from app p where p.site_id = $1 and p.id = $2) and c.site_group_key > $3
order by c.site_group_key
limit $4`

/** In the order in which the groups were made; none when there is no such app. */
export function listGroupsOfApp(
  pool: pg.Pool,
  siteId: number,
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<Page<GroupOfApp, number>> {
  return byKey(pool, GROUPS_OF_APP, [siteId, id, after], limit)
}

export type AppOfGroup = Granted & Pick<AppOfSite, 'id' | 'kind' | 'name'>

/** Exported for the test that looks at plans. */
export const APPS_OF_GROUP = `
select p.id, p.kind, p.name, c.granted_at as "grantedAt", c.granted_by as "grantedBy", c.app_key as key
from access_grant c
join app p on p.site_id = $1 and p.key = c.app_key
where c.site_id = $1 and c.app_key > $3
  and c.site_group_key = (select s.key from site_group s where s.site_id = $1 and s.id = $2)
order by c.app_key
limit $4`

/** In the order in which the apps were made; none when there is no such group. */
export function listAppsOfGroup(
  pool: pg.Pool,
  siteId: number,
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<Page<AppOfGroup, number>> {
  return byKey(pool, APPS_OF_GROUP, [siteId, id, after], limit)
}

async function byKey<Row>(
  pool: pg.Pool,
  text: string,
  [siteId, id, after]: readonly [number, string, number],
  limit: number,
): Promise<Page<Row, number>> {
  if (!isResourceId(id)) return { rows: [], next: null }
  const { rows } = await pool.query<Row & { key: number }>(text, [siteId, id, after, limit + 1])
  const page = pageOf(rows, limit, ({ key }) => key)
  return { ...page, rows: page.rows.map(({ key: _, ...row }) => row as Row) }
}
