/**
 * Lists of users and groups for the SCIM API: filtered, sorted, a page by index or behind a cursor.
 * Guarantee: only rows of the given directory of the given site; totals are exact; pages of one list are disjoint and in one
 * order; behind a cursor, a row that nobody touches is seen exactly once, whatever is written meanwhile.
 */
import type pg from 'pg'
import type { ResourceType } from '../../domain/operation.ts'
import type { CheckedFilter } from '../../scim/filter-ast.ts'
import type { AnyResourceType } from '../../scim/resource-type.ts'
import type { Sort } from '../../scim/sort.ts'
import { translateFilter } from './filter-to-sql.ts'
import type { ListPage, Position } from './list-page.ts'
import { countResources, type RowChoice, type RowOrder, selectPositions, selectResources } from './resource-query.ts'
import { RESOURCE_TABLES, type ReadScope, type Related, type ResourceRow } from './resource-table.ts'
import { prepared } from './sql-values.ts'

export type ListRequest = {
  readonly scope: ReadScope
  /** What is listed, each with its filter (null: all) and whether with a user's groups or a group's members. */
  readonly parts: readonly ListPart[]
  readonly sort: Sort | null
  readonly page: ListPage
  /** Of the SCIM endpoints: references are compared with it. */
  readonly baseUrl: string
}

export type ListPart = {
  readonly type: AnyResourceType
  readonly filter: CheckedFilter | null
} & Related

export type ListResult = {
  readonly totalResults: number
  readonly rows: readonly ListedRow[]
  /** Behind the last row, when there are more and the page was asked for by cursor. */
  readonly next: Position | null
}

export type ListedRow = { readonly type: AnyResourceType; readonly row: ResourceRow }

/** Selected beside the columns of a resource. */
type Placed = { readonly key: number; readonly sort_value?: string | null }

export async function listResources(pool: pg.Pool, request: ListRequest): Promise<ListResult> {
  const { page, sort, baseUrl } = request
  const order: RowOrder = { by: sort?.by ?? null, descending: sort?.descending ?? false, baseUrl }
  const choices = request.parts.map((part) => choiceOf(part, baseUrl))
  const [placed, known] = await Promise.all([
    page.count === 0 ? [] : readPage(pool, request, choices, order),
    knownTotal(pool, request),
  ])
  const hasMore = page.kind === 'cursor' && placed.length > page.count
  const rows = hasMore ? placed.slice(0, page.count) : placed
  const total = known ?? wholeTotal(page, placed.length) ?? (await countAll(pool, request.scope, choices))
  return { totalResults: total, rows, next: hasMore ? (rows.at(-1)?.place ?? null) : null }
}

function choiceOf({ type, filter }: ListPart, baseUrl: string): RowChoice {
  if (filter === null) return { type, condition: null, selective: false }
  return { type, ...translateFilter(filter, type, baseUrl) }
}

type PlacedRow = ListedRow & { readonly place: Position }

async function readPage(
  pool: pg.Pool,
  { scope, parts, page }: ListRequest,
  choices: readonly RowChoice[],
  order: RowOrder,
): Promise<PlacedRow[]> {
  const [part] = parts
  const [rows] = choices
  if (parts.length === 1 && part !== undefined && rows !== undefined) {
    const statement = selectResources({
      scope,
      rows,
      order,
      page,
      associations: part.associations,
      manager: part.manager,
    })
    const often = part.filter === null || part.filter.kind === 'compare'
    const result = await pool.query<ResourceRow & Placed>(often ? prepared(statement) : statement)
    return result.rows.map((row) => ({ type: part.type, row, place: positionOf(row) }))
  }
  const { rows: positions } = await pool.query<Placed & { readonly type: ResourceType }>(
    selectPositions(scope, choices, order, page),
  )
  const found = new Map((await Promise.all(parts.map((each) => readKeys(pool, scope, each, positions)))).flat())
  return positions.flatMap((position) => {
    const row = found.get(position.key)
    return row === undefined ? [] : [{ ...row, place: positionOf(position) }]
  })
}

/** Keys are unique in a site over all types. What was deleted since is left out. */
async function readKeys(
  pool: pg.Pool,
  scope: ReadScope,
  { type, associations, manager }: ListPart,
  positions: readonly (Placed & { readonly type: ResourceType })[],
): Promise<[number, ListedRow][]> {
  const keys = positions.filter((position) => position.type === type.name).map(({ key }) => key)
  if (keys.length === 0) return []
  const statement = selectResources({
    scope,
    rows: { type, condition: (values) => `r.key = any (${values.bind(keys, 'bigint[]')})`, selective: true },
    order: { by: null, descending: false, baseUrl: '' },
    page: { kind: 'index', startIndex: 1, count: keys.length },
    associations,
    manager,
  })
  const { rows } = await pool.query<ResourceRow & Placed>(prepared(statement))
  return rows.map((row) => [row.key, { type, row }])
}

function positionOf({ key, sort_value = null }: Placed): Position {
  return { key, value: sort_value }
}

/** Of unfiltered lists the total is kept; behind a cursor it is that of the first page. Null: to be counted. */
async function knownTotal(pool: pg.Pool, { scope, parts, page }: ListRequest): Promise<number | null> {
  if (parts.every(({ filter }) => filter === null)) {
    const totals = await Promise.all(
      parts.map(({ type }) => readCounter(pool, scope, RESOURCE_TABLES[type.name].counter)),
    )
    return totals.reduce((sum, total) => sum + total, 0)
  }
  return page.kind === 'cursor' ? page.total : null
}

/** A first page that is not full is the whole list. */
function wholeTotal(page: ListPage, rows: number): number | null {
  if (page.count === 0) return null
  if (page.kind === 'cursor') return page.after === null && rows <= page.count ? rows : null
  return page.startIndex === 1 && rows < page.count ? rows : null
}

async function countAll(pool: pg.Pool, scope: ReadScope, choices: readonly RowChoice[]): Promise<number> {
  const counts = await Promise.all(choices.map((rows) => pool.query<{ total: number }>(countResources(scope, rows))))
  return counts.reduce((sum, { rows }) => sum + (rows[0]?.total ?? 0), 0)
}

async function readCounter(pool: pg.Pool, { siteId, directoryId }: ReadScope, name: string): Promise<number> {
  const { rows } = await pool.query<{ value: number }>({
    name: 'read counter',
    text: 'select value from counter where site_id = $1 and directory_id = $2 and name = $3',
    values: [siteId, directoryId, name],
  })
  return rows[0]?.value ?? 0
}
