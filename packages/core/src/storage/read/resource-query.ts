/** Puts together the statements that read users and groups. Only fixed text and placeholders: values are bound. */
import type { ResourceTypeDefinition } from '../../scim/resource-type.ts'
import { orderOf } from './list-order.ts'
import type { ListPage } from './list-page.ts'
import { MANAGER_OF_ROW, RESOURCE_TABLES, type ReadScope, type Related } from './resource-table.ts'
import type { SortTargets } from './sort-term.ts'
import { type SqlStatement, SqlValues } from './sql-values.ts'

/** A condition on the row `r`. `$1` is the site, `$2` the directory. */
export type SqlCondition = (values: SqlValues) => string

/** Of one type: which of its rows. */
export type RowChoice = {
  readonly type: ResourceTypeDefinition
  readonly condition: SqlCondition | null
  /** An index finds the rows of the condition: it is used, and they are sorted afterwards. */
  readonly selective: boolean
}

export type RowOrder = {
  /** Null: in the order of creation. */
  readonly by: SortTargets | null
  readonly descending: boolean
  /** Of the SCIM endpoints: a reference may be what is sorted by. */
  readonly baseUrl: string
}

export const BY_CREATION: RowOrder = { by: null, descending: false, baseUrl: '' }

export type ResourceQuery = {
  readonly scope: ReadScope
  readonly rows: RowChoice
  readonly order: RowOrder
  readonly page: ListPage
} & Related

const COLUMNS = 'r.site_id, r.key, r.id, r.version, r.created_at, r.last_modified, r.resource'

/** The page and, for a cursor, one row more. The order is total: equal values are in the order of creation. */
export function selectResources({ scope, rows, order, page, associations, manager }: ResourceQuery): SqlStatement {
  const values = scopeValues(scope)
  const from = skipped(values, rows, order, page)
  const withManager = manager === true && rows.type.name === 'User'
  const columns = withManager ? `${COLUMNS}, r.manager_id` : COLUMNS
  const { text, orderBy } = selectRows(values, rows, order, page, columns, from)
  const limited = `${text} ${orderBy} ${limitOf(values, page, from !== null)}`
  if (!associations && !withManager) return values.statement(limited)
  const beside = [
    ...(associations ? [`(${RESOURCE_TABLES[rows.type.name].associations}) a`] : []),
    ...(withManager ? [`(${MANAGER_OF_ROW}) m`] : []),
  ]
  // The sub-selects run for the rows of the page only, not for those before it.
  return values.statement(`
select r.*${associations ? ', a.associations' : ''}${withManager ? ', m.manager' : ''} from (${limited}
) r ${beside.map((each) => `left join lateral ${each} on true`).join(' ')}
${outerOrder(order)}`)
}

/** Where the rows of a page over several types are: their type and key, in order. */
export function selectPositions(
  scope: ReadScope,
  choices: readonly RowChoice[],
  order: RowOrder,
  page: ListPage,
): SqlStatement {
  const values = scopeValues(scope)
  const parts = choices.map((rows) => {
    const { text, orderBy } = selectRows(values, rows, order, page, `'${rows.type.name}' as type, r.key`)
    return `(${text} ${orderBy} limit ${values.bind(lastRow(page), 'bigint')})`
  })
  return values.statement(
    `select p.* from (${parts.join(' union all ')}) p ${outerOrder(order).replaceAll('r.', 'p.')} ${limitOf(values, page)}`,
  )
}

export function countResources(scope: ReadScope, { type, condition }: RowChoice): SqlStatement {
  const values = scopeValues(scope)
  const where = whereClause(values, condition)
  return values.statement(`select count(*) as total from ${RESOURCE_TABLES[type.name].table} r where ${where}`)
}

function selectRows(
  values: SqlValues,
  rows: RowChoice,
  order: RowOrder,
  page: ListPage,
  columns: string,
  start: string | null = null,
) {
  const { table } = RESOURCE_TABLES[rows.type.name]
  const where = whereClause(values, rows.condition)
  const { sortValue, orderBy, behind, always } = orderOf(order, rows.type, values)
  const after = page.kind === 'cursor' ? page.after && behind(page.after) : start
  const all = sortValue === null ? columns : `${columns}, (${sortValue})::text as sort_value, ${sortValue} as sort_key`
  // A limit tempts Postgres to walk in order and look at every row. Behind "offset 0" the order is no way to the rows.
  const from = rows.selective ? `(select r.* from ${table} r where ${where} offset 0) r` : `${table} r`
  const conditions = [...(rows.selective ? [] : [where]), always, after].filter((each) => typeof each === 'string')
  const filtered = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
  return { text: `select ${all} from ${from} ${filtered}`, orderBy }
}

/**
 * Of the whole list in the order of creation, the rows before the page are skipped in the index alone: they are not read.
 * What is written meanwhile moves the page as any offset does.
 */
function skipped(values: SqlValues, rows: RowChoice, order: RowOrder, page: ListPage): string | null {
  if (rows.condition !== null || order.by !== null || order.descending || offsetOf(page) === 0) return null
  return `r.key >= (
    select k.key from ${RESOURCE_TABLES[rows.type.name].table} k where k.site_id = $1::integer and k.directory_id = $2::integer
    order by k.key limit 1 offset ${values.bind(offsetOf(page), 'bigint')})`
}

function offsetOf(page: ListPage): number {
  return page.kind === 'cursor' ? 0 : page.startIndex - 1
}

/** The same order where sort value and key are columns. */
function outerOrder({ by, descending }: RowOrder): string {
  const direction = descending ? ' desc' : ''
  return by === null ? `order by r.key${direction}` : `order by r.sort_key${direction}, r.key${direction}`
}

function limitOf(values: SqlValues, page: ListPage, isSkipped = false): string {
  if (page.kind === 'cursor') return `limit ${values.bind(page.count + 1, 'bigint')}`
  const limit = `limit ${values.bind(page.count, 'bigint')}`
  return isSkipped ? limit : `${limit} offset ${values.bind(offsetOf(page), 'bigint')}`
}

function lastRow(page: ListPage): number {
  return page.kind === 'cursor' ? page.count + 1 : page.startIndex - 1 + page.count
}

function scopeValues({ siteId, directoryId }: ReadScope): SqlValues {
  return new SqlValues([siteId, directoryId])
}

function whereClause(values: SqlValues, condition: SqlCondition | null): string {
  const scoped = 'r.site_id = $1::integer and r.directory_id = $2::integer'
  return condition === null ? scoped : `${scoped} and ${condition(values)}`
}
