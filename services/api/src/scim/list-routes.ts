/** Lists and searches (RFC 7644 §3.4.2, §3.4.3; RFC 9865), over one resource type or all. Reads what is applied. */
import type { Mode, ResourceType } from '@syncline/core/domain/operation.ts'
import { parseSelection, selectAttributes } from '@syncline/core/scim/attribute-selection.ts'
import { assertCurrent, type CursorState, cursorCount } from '@syncline/core/scim/cursor-page.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import type { CheckedFilter } from '@syncline/core/scim/filter-ast.ts'
import { checkFilter, checkFilterAcross } from '@syncline/core/scim/filter-check.ts'
import { parseFilter } from '@syncline/core/scim/filter-parse.ts'
import { parseIndexPage } from '@syncline/core/scim/index-page.ts'
import { type ListParameters, listParametersOf, parseSearchRequest } from '@syncline/core/scim/list-parameters.ts'
import { type ListPlace, listResponse } from '@syncline/core/scim/list-response.ts'
import type { ResourceTypeDefinition } from '@syncline/core/scim/resource-type.ts'
import { parseSort, type Sort } from '@syncline/core/scim/sort.ts'
import { rankOf } from '@syncline/core/storage/read/filter-rank.ts'
import type { ListPage } from '@syncline/core/storage/read/list-page.ts'
import {
  type ListedRow,
  type ListPart,
  type ListResult,
  listResources,
} from '@syncline/core/storage/read/resource-list.ts'
import type pg from 'pg'
import { readJsonBody } from '../http/json-body.ts'
import { queryOf } from '../http/query.ts'
import { respondJson } from '../http/respond.ts'
import { fromStorage } from '../storage-failure.ts'
import { type CursorScope, openCursor, sealCursor } from './list-cursor.ts'
import { relatedOf } from './related.ts'
import { represent } from './represent.ts'
import type { ScimContext, ScimHandler } from './route-table.ts'
import type { ScanLimit } from './scan-limit.ts'

export type ListDeps = { readonly pool: pg.Pool; readonly scans: ScanLimit }

export function listHandler(deps: ListDeps, types: readonly ResourceType[]): ScimHandler {
  return (c) => answerList(c, deps, types, listParametersOf(queryOf(c.req.url)))
}

/** POST …/.search. What is in the query string does not count (RFC 7644 §3.4.3). */
export function searchHandler(deps: ListDeps, types: readonly ResourceType[]): ScimHandler {
  return async (c) => {
    const { value } = await readJsonBody(c)
    return answerList(c, deps, types, parseSearchRequest(value, c.get('credential').mode))
  }
}

async function answerList(
  c: ScimContext,
  { pool, scans }: ListDeps,
  names: readonly ResourceType[],
  parameters: ListParameters,
): Promise<Response> {
  const { siteId, directoryId, mode, hash, schemas } = c.get('credential')
  const types = names.map((name) => schemas[name])
  const baseUrl = c.get('baseUrl')
  const selection = parseSelection(parameters.attributes, parameters.excludedAttributes, mode)
  const filters = filtersOf(parameters.filter, types, mode)
  const sort = parseSort(parameters.sortBy, parameters.sortOrder, types)
  const cursorScope: CursorScope = { credentialHash: hash, list: [names, listOf(parameters)] }
  const page = pageOf(parameters, cursorScope, mode)
  const parts = types.map((type) => ({
    type,
    filter: filters.get(type.name) ?? null,
    ...relatedOf(selection, type),
  }))
  const list = () => listResources(pool, { scope: { siteId, directoryId }, parts, sort, page, baseUrl })
  const result = await fromStorage(() => (isScan(parts, sort) ? scans.run(list) : list()).catch(refuseTooMuchWork))
  const shown = result.rows.map(({ type, row }: ListedRow) =>
    selectAttributes(represent(type, row, baseUrl), selection, type),
  )
  const { totalResults } = result
  const place = placeOf(page, result, parts, cursorScope)
  return respondJson(c, 200, listResponse(shown, { totalResults, ...place }))
}

/** No index finds the rows, or puts them into their order. */
function isScan(parts: readonly ListPart[], sort: Sort | null): boolean {
  return parts.some(({ type, filter }) => (filter === null ? sort !== null : rankOf(filter, type) === null))
}

/** All that has to be the same on every page of a walk. */
function listOf({ filter, sortBy, sortOrder, attributes, excludedAttributes }: ListParameters): unknown[] {
  return [filter ?? null, sortBy ?? null, sortOrder ?? null, attributes ?? null, excludedAttributes ?? null]
}

/** `filter=` with nothing behind it is a filter that is empty, and as such refused. */
function filtersOf(
  text: string | undefined,
  types: readonly ResourceTypeDefinition[],
  mode: Mode,
): ReadonlyMap<ResourceType, CheckedFilter> {
  if (text === undefined) return new Map()
  const filter = parseFilter(text, mode)
  const [type] = types
  if (types.length === 1 && type !== undefined) return new Map([[type.name, checkFilter(filter, type, mode)]])
  return checkFilterAcross(filter, types, mode)
}

function pageOf({ startIndex, count, cursor }: ListParameters, scope: CursorScope, mode: Mode): ListPage {
  if (cursor === undefined) return { kind: 'index', ...parseIndexPage(startIndex, count) }
  if (startIndex !== undefined) {
    throw ScimError.of('invalidValue', 'cursor and startIndex exclude each other: send one of them')
  }
  if (cursor === '') return { kind: 'cursor', after: null, count: cursorCount(count, null, mode), total: null }
  const state = openCursor(cursor, scope)
  assertCurrent(state, Date.now())
  const { key, value, total } = state
  return { kind: 'cursor', after: { key, value }, count: cursorCount(count, state.count, mode), total }
}

function placeOf(
  page: ListPage,
  { next, totalResults }: ListResult,
  parts: readonly { readonly filter: CheckedFilter | null }[],
  scope: CursorScope,
): ListPlace {
  if (page.kind === 'index') return { startIndex: page.startIndex }
  if (next === null) return { nextCursor: null }
  const counted = parts.some(({ filter }) => filter !== null)
  const state: CursorState = { issuedAt: Date.now(), count: page.count, total: counted ? totalResults : null, ...next }
  return { nextCursor: sealCursor(state, scope) }
}

const QUERY_CANCELED = '57014'

function refuseTooMuchWork(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === QUERY_CANCELED) {
    throw ScimError.of('tooMany', 'The list takes too long to put together; narrow the filter or the page.')
  }
  throw error
}
