/** Apps, projects and grants that a plan needs, among the other statements of its round. */
import type { Loaded } from '../../domain/loaded.ts'
import type { Need } from '../../domain/need.ts'
import type { AppKind, Key } from '../../domain/record.ts'
import type { Statement } from '../statement.ts'
import * as statements from './load-access-statement.ts'

type AppRow = {
  key: Key
  id: string
  kind: AppKind
  name: string
  name_key: string
  created_at: Date
  updated_at: Date
}
type GrantRow = { app_key: Key; site_group_key: Key; granted_at: Date; granted_by: string }

/** Sends a statement; one without rows to look for is not sent. */
type Query = (statement: Statement, ...arrays: readonly (readonly unknown[])[]) => Promise<readonly unknown[]>

/** @param names as two parallel arrays */
export async function loadAccess(
  query: Query,
  need: Need,
  names: readonly (readonly string[])[],
): Promise<Pick<Loaded, 'apps' | 'grants'>> {
  const [byId, byKey, byName, ofApps, ofGroups] = await Promise.all([
    query(statements.APPS_BY_ID, [...need.appIds]) as Promise<AppRow[]>,
    query(statements.APPS_BY_KEY, [...need.appKeys]) as Promise<AppRow[]>,
    query(statements.APPS_BY_NAME, ...names) as Promise<AppRow[]>,
    query(statements.GRANTS_OF_APPS, [...need.grantsOfApps]) as Promise<GrantRow[]>,
    query(statements.GRANTS_OF_GROUPS, [...need.grantsOfGroups]) as Promise<(AppRow & GrantRow)[]>,
  ])
  const apps = new Map([...byId, ...byKey, ...byName, ...ofGroups].map((row) => [row.key, appOf(row)]))
  return { apps: [...apps.values()], grants: [...ofApps, ...ofGroups].map(grantOf) }
}

function appOf(row: AppRow): Loaded['apps'][number] {
  const { key, id, kind, name } = row
  return { key, id, kind, name, nameKey: row.name_key, createdAt: row.created_at, updatedAt: row.updated_at }
}

function grantOf(row: GrantRow): Loaded['grants'][number] {
  return {
    appKey: row.app_key,
    siteGroupKey: row.site_group_key,
    grantedAt: row.granted_at,
    grantedBy: row.granted_by,
  }
}
