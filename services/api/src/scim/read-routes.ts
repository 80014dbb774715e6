/** GET of users and groups: one by id, or a list (RFC 7644 §3.4.1, §3.4.2). Reads what is applied; nothing is queued. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { notFound } from '@syncline/core/domain/refusal.ts'
import { isSelected, parseSelection, selectAttributes } from '@syncline/core/scim/attribute-selection.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import { etag, etagMatches } from '@syncline/core/scim/etag.ts'
import type { CheckedFilter } from '@syncline/core/scim/filter-ast.ts'
import { checkFilter } from '@syncline/core/scim/filter-check.ts'
import { parseFilter } from '@syncline/core/scim/filter-parse.ts'
import { parseIndexPage } from '@syncline/core/scim/index-page.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { listResponse } from '@syncline/core/scim/list-response.ts'
import { groupResource, locationOf, userResource } from '@syncline/core/scim/representation.ts'
import { listResources, readResource } from '@syncline/core/storage/read/resource-read.ts'
import type { ReadScope, StoredOf } from '@syncline/core/storage/read/resource-table.ts'
import type pg from 'pg'
import { type Query, queryOf } from '../http/query.ts'
import { resourceHeaders, respondEmpty, respondJson } from '../http/respond.ts'
import { fromStorage } from '../storage-failure.ts'
import type { ScimContext, ScimHandler } from './route-table.ts'

const REPRESENTATIONS: { readonly [T in ResourceType]: (stored: StoredOf[T], baseUrl: string) => JsonObject } = {
  User: userResource,
  Group: groupResource,
}

/** What is read from the membership relation, and only when it is returned. */
const ASSOCIATION = { User: 'groups', Group: 'members' } as const

export function readHandler(pool: pg.Pool, type: ResourceType): ScimHandler {
  return async (c) => {
    const { selection, scope, baseUrl } = requestOf(c)
    const associations = isSelected(selection, type, ASSOCIATION[type])
    const id = c.req.param('id') ?? ''
    const stored = await fromStorage(() => readResource(pool, { type, scope, id, associations }))
    if (stored === null) throw notFound()
    const headers = resourceHeaders(locationOf(type, stored.id, baseUrl), etag(stored.version))
    const ifNoneMatch = c.req.header('if-none-match')
    if (ifNoneMatch !== undefined && etagMatches(ifNoneMatch, stored.version)) return respondEmpty(304, headers)
    const resource = REPRESENTATIONS[type](stored, baseUrl)
    return respondJson(c, 200, selectAttributes(resource, selection, type), headers)
  }
}

export function listHandler(pool: pg.Pool, type: ResourceType): ScimHandler {
  return async (c) => {
    const { query, selection, scope, baseUrl } = requestOf(c)
    const page = parseIndexPage(query('startIndex'), query('count'))
    const filter = filterOf(query, type, c)
    const associations = isSelected(selection, type, ASSOCIATION[type])
    const represent = (stored: StoredOf[typeof type]) => REPRESENTATIONS[type](stored, baseUrl)
    const { totalResults, resources } = await fromStorage(() =>
      listResources(pool, { type, scope, filter, page, associations, represent }).catch(refuseTooMuchWork),
    )
    const shown = resources.map((stored) => selectAttributes(represent(stored), selection, type))
    return respondJson(c, 200, listResponse(shown, { totalResults, startIndex: page.startIndex }))
  }
}

function requestOf(c: ScimContext) {
  const { siteId, directoryId, mode } = c.get('credential')
  const query = queryOf(c.req.url)
  const scope: ReadScope = { siteId, directoryId }
  const selection = parseSelection(query('attributes'), query('excludedAttributes'), mode)
  return { query, selection, scope, baseUrl: c.get('baseUrl') }
}

/** `filter=` with nothing behind it is a filter that is empty, and as such refused. */
function filterOf(query: Query, type: ResourceType, c: ScimContext): CheckedFilter | null {
  const text = query('filter')
  const { mode } = c.get('credential')
  return text === undefined ? null : checkFilter(parseFilter(text, mode), type, mode)
}

const QUERY_CANCELED = '57014'

function refuseTooMuchWork(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === QUERY_CANCELED) {
    throw ScimError.of('tooMany', 'The list takes too long to put together; narrow the filter or the page.')
  }
  throw error
}
