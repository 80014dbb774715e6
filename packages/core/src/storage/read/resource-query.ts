/** Puts together the statements that read users and groups. Only fixed text and placeholders: values are bound. */
import type { ResourceType } from '../../domain/operation.ts'
import { RESOURCE_TABLES, type ReadScope } from './resource-table.ts'
import { SqlValues } from './sql-values.ts'

/** A condition on the row `r`. `$1` is the site, `$2` the directory. */
export type SqlCondition = (values: SqlValues) => string

export type ResourceQuery = {
  readonly type: ResourceType
  readonly scope: ReadScope
  readonly condition: SqlCondition | null
  /** With a user's groups or a group's members; without, the relation is not touched. */
  readonly associations: boolean
  readonly offset: number
  readonly limit: number
}

export type SqlStatement = { readonly text: string; readonly values: unknown[] }

const COLUMNS = 'r.site_id, r.key, r.id, r.version, r.created_at, r.last_modified, r.resource'

/** The order is that of creation and stays the same between pages (key is handed out by the lane). */
export function selectResources({ type, scope, condition, associations, offset, limit }: ResourceQuery): SqlStatement {
  const values = scopeValues(scope)
  const where = whereClause(values, condition)
  const page = `
  select ${COLUMNS} from ${RESOURCE_TABLES[type].table} r
  where ${where}
  order by r.key limit ${values.bind(limit, 'integer')} offset ${values.bind(offset, 'integer')}`
  if (!associations) return { text: page, values: values.list }
  // The sub-select runs for the rows of the page only, not for those before it.
  const text = `
select r.*, a.associations from (${page}
) r left join lateral (${RESOURCE_TABLES[type].associations}
) a on true
order by r.key`
  return { text, values: values.list }
}

export function countResources(type: ResourceType, scope: ReadScope, condition: SqlCondition | null): SqlStatement {
  const values = scopeValues(scope)
  const where = whereClause(values, condition)
  return { text: `select count(*) as total from ${RESOURCE_TABLES[type].table} r where ${where}`, values: values.list }
}

function scopeValues({ siteId, directoryId }: ReadScope): SqlValues {
  return new SqlValues([siteId, directoryId])
}

function whereClause(values: SqlValues, condition: SqlCondition | null): string {
  const scoped = 'r.site_id = $1::integer and r.directory_id = $2::integer'
  return condition === null ? scoped : `${scoped} and ${condition(values)}`
}
