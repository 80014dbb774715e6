/** The loads of a batch, continued: apps, projects and grants. Held to the same guarantee. */
import type { Statement } from '../statement.ts'
import { the } from './load-statement.ts'

const APP = 'p.key, p.id, p.kind, p.name, p.name_key, p.created_at, p.updated_at'
const GRANT = 'c.app_key, c.site_group_key, c.granted_at, c.granted_by'

export const APPS_BY_ID: Statement = {
  name: 'load-apps-by-id',
  text: `select ${APP} from unnest($2::uuid[]) as q (id)${the('p', 'app', 'x.id = q.id')}`,
}

export const APPS_BY_KEY: Statement = {
  name: 'load-apps-by-key',
  text: `select ${APP} from unnest($2::bigint[]) as q (key)${the('p', 'app', 'x.key = q.key')}`,
}

export const APPS_BY_NAME: Statement = {
  name: 'load-apps-by-name',
  text: `
select ${APP}
from unnest($2::text[], $3::text[]) as q (kind, name_key)${the('p', 'app', 'x.kind = q.kind and x.name_key = q.name_key')}`,
}

export const GRANTS_OF_APPS: Statement = {
  name: 'load-grants-of-apps',
  text: `select ${GRANT} from access_grant c where c.site_id = $1 and c.app_key = any ($2::bigint[])`,
}

export const GRANTS_OF_GROUPS: Statement = {
  name: 'load-grants-of-groups',
  text: `
select ${GRANT}, ${APP}
from access_grant c${the('p', 'app', 'x.key = c.app_key')}
where c.site_id = $1 and c.site_group_key = any ($2::bigint[])`,
}
