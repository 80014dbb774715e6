/**
 * Reads of users and groups for the SCIM API.
 * Guarantee: only rows of the given directory of the given site; pages of one list are disjoint and in one order.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { ResourceType } from '../../domain/operation.ts'
import { ScimError } from '../../scim/error.ts'
import type { CheckedFilter } from '../../scim/filter-ast.ts'
import { evaluateFilter } from '../../scim/filter-evaluate.ts'
import type { IndexPage } from '../../scim/index-page.ts'
import type { JsonObject } from '../../scim/json.ts'
import { isResourceId } from './filter-term.ts'
import { translateFilter } from './filter-to-sql.ts'
import {
  countResources,
  type ResourceQuery,
  type SqlCondition,
  type SqlStatement,
  selectResources,
} from './resource-query.ts'
import { RESOURCE_TABLES, type ReadScope, type ResourceRow, STORED_FROM_ROW, type StoredOf } from './resource-table.ts'

export type ListRequest<Type extends ResourceType> = {
  readonly type: Type
  readonly scope: ReadScope
  readonly filter: CheckedFilter | null
  readonly page: IndexPage
  /** With a user's groups or a group's members; without, the relation is not touched. */
  readonly associations: boolean
  /** As it would be returned: conditions that SQL does not answer are evaluated on it. */
  readonly represent: (stored: StoredOf[Type]) => JsonObject
}

export type ListResult<Type extends ResourceType> = {
  readonly totalResults: number
  readonly resources: readonly StoredOf[Type][]
}

/** Rows that may be looked at one by one for one request. */
const MOST_CANDIDATES = 1_000

/** Null when there is none of that id in the directory, or the id is no id. */
export async function readResource<Type extends ResourceType>(
  pool: pg.Pool,
  request: { readonly type: Type; readonly scope: ReadScope; readonly id: string; readonly associations: boolean },
): Promise<StoredOf[Type] | null> {
  const { type, scope, id, associations } = request
  if (!isResourceId(id)) return null
  const condition: SqlCondition = (values) => `r.id = ${values.bind(id, 'uuid')}`
  const [row] = await select(pool, { type, scope, condition, associations, offset: 0, limit: 1 }, true)
  return row === undefined ? null : STORED_FROM_ROW[type](row)
}

/** @throws ScimError invalidFilter, tooMany */
export async function listResources<Type extends ResourceType>(
  pool: pg.Pool,
  request: ListRequest<Type>,
): Promise<ListResult<Type>> {
  const { type, filter } = request
  if (filter === null) return listAll(pool, request)
  const { condition, rest } = translateFilter(filter, type)
  const query = { ...queryOf(request), condition }
  return rest === null
    ? listByCondition(pool, request, query, filter.kind === 'compare')
    : listCandidates(pool, request, query, rest)
}

function queryOf<Type extends ResourceType>({ type, scope, associations, page }: ListRequest<Type>): ResourceQuery {
  return { type, scope, associations, condition: null, offset: page.startIndex - 1, limit: page.count }
}

/** Every resource of the directory: the total is kept, not counted. */
async function listAll<Type extends ResourceType>(
  pool: pg.Pool,
  request: ListRequest<Type>,
): Promise<ListResult<Type>> {
  const { type, scope, page } = request
  const [rows, totalResults] = await Promise.all([
    page.count === 0 ? [] : select(pool, queryOf(request), true),
    readCounter(pool, scope, RESOURCE_TABLES[type].counter),
  ])
  return { totalResults, resources: rows.map(STORED_FROM_ROW[type]) }
}

async function listByCondition<Type extends ResourceType>(
  pool: pg.Pool,
  { type, scope, page }: ListRequest<Type>,
  query: ResourceQuery,
  prepared: boolean,
): Promise<ListResult<Type>> {
  const rows = page.count === 0 ? [] : await select(pool, query, prepared)
  const resources = rows.map(STORED_FROM_ROW[type])
  const isWhole = page.startIndex === 1 && rows.length < page.count
  const totalResults = isWhole ? rows.length : await count(pool, countResources(type, scope, query.condition))
  return { totalResults, resources }
}

/** An index has found the candidates; each is looked at. */
async function listCandidates<Type extends ResourceType>(
  pool: pg.Pool,
  { type, page, represent }: ListRequest<Type>,
  query: ResourceQuery,
  rest: CheckedFilter,
): Promise<ListResult<Type>> {
  const rows = await select(pool, { ...query, offset: 0, limit: MOST_CANDIDATES + 1 }, false)
  if (rows.length > MOST_CANDIDATES) {
    throw ScimError.of('tooMany', 'filter: too many resources match its indexed part; narrow it')
  }
  const matching = rows.map(STORED_FROM_ROW[type]).filter((stored) => evaluateFilter(rest, represent(stored)))
  const first = page.startIndex - 1
  return { totalResults: matching.length, resources: matching.slice(first, first + page.count) }
}

/** @param prepared for the few texts that come often: planned once a connection */
async function select(pool: pg.Pool, query: ResourceQuery, prepared: boolean): Promise<ResourceRow[]> {
  const statement = selectResources(query)
  const { rows } = await pool.query<ResourceRow>(prepared ? named(statement) : statement)
  return rows
}

function named(statement: SqlStatement) {
  const digest = createHash('sha1').update(statement.text).digest('hex')
  return { ...statement, name: `read-${digest}` }
}

async function count(pool: pg.Pool, statement: SqlStatement): Promise<number> {
  const { rows } = await pool.query<{ total: number }>(statement)
  return rows[0]?.total ?? 0
}

async function readCounter(pool: pg.Pool, { siteId, directoryId }: ReadScope, name: string): Promise<number> {
  const { rows } = await pool.query<{ value: number }>({
    name: 'read counter',
    text: 'select value from counter where site_id = $1 and directory_id = $2 and name = $3',
    values: [siteId, directoryId, name],
  })
  return rows[0]?.value ?? 0
}
