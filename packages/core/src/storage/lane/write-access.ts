/** Writes of apps, projects and grants. Deletes, then updates, then inserts, as for other rows of a batch. */
import type pg from 'pg'
import type { AccessGrant, App } from '../../domain/record.ts'
import type { Statement } from '../statement.ts'
import { type Columns, writeRows } from './columnar.ts'
import { located } from './located.ts'
import type { WriteSet } from './write-set.ts'

const APP: Columns<App> = [
  (app) => app.key,
  (app) => app.id,
  (app) => app.kind,
  (app) => app.name,
  (app) => app.nameKey,
  (app) => app.createdAt,
  (app) => app.updatedAt,
]

const APP_UNNEST = `
unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[])
  as n (key, id, kind, name, name_key, created_at, updated_at)`

const INSERT_APPS: Statement = {
  name: 'insert-apps',
  text: `
insert into app (site_id, key, id, kind, name, name_key, created_at, updated_at)
select $1, n.* from ${APP_UNNEST}`,
}

const UPDATE_APPS: Statement = {
  name: 'update-apps',
  text: `
update app p set name = n.name, name_key = n.name_key, updated_at = n.updated_at
from ${located('app', APP_UNNEST, 'x.key = n.key')} where p.site_id = n.site_id and p.ctid = n.place`,
}

const DELETE_APPS: Statement = {
  name: 'delete-apps',
  text: 'delete from app p where p.site_id = $1 and p.key = any ($2::bigint[])',
}

const GRANT: Columns<AccessGrant> = [
  (grant) => grant.appKey,
  (grant) => grant.siteGroupKey,
  (grant) => grant.grantedAt,
  (grant) => grant.grantedBy,
]

const INSERT_GRANTS: Statement = {
  name: 'insert-grants',
  text: `
insert into access_grant (site_id, app_key, site_group_key, granted_at, granted_by)
select $1, n.* from unnest($2::bigint[], $3::bigint[], $4::timestamptz[], $5::text[]) as n`,
}

const DELETE_GRANTS: Statement = {
  name: 'delete-grants',
  text: `
delete from access_grant c
using ${located(
    'access_grant',
    'unnest($2::bigint[], $3::bigint[]) as n (app_key, site_group_key)',
    'x.app_key = n.app_key and x.site_group_key = n.site_group_key',
  )}
where c.site_id = n.site_id and c.ctid = n.place`,
}

export function writeAccess(
  client: pg.ClientBase,
  siteId: number,
  { apps, grants }: Pick<WriteSet, 'apps' | 'grants'>,
): Promise<void>[] {
  return [
    writeRows(client, DELETE_GRANTS, siteId, grants.deleted, GRANT.slice(0, 2)),
    writeRows(client, DELETE_APPS, siteId, apps.deleted, [(app) => app.key]),
    writeRows(
      client,
      UPDATE_APPS,
      siteId,
      apps.updated.map(({ after }) => after),
      APP,
    ),
    writeRows(client, INSERT_APPS, siteId, apps.inserted, APP),
    writeRows(client, INSERT_GRANTS, siteId, grants.inserted, GRANT),
  ]
}
