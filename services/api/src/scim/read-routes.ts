/** GET of one user or group by its id (RFC 7644 §3.4.1). Reads what is applied; nothing is queued. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { notFound } from '@syncline/core/domain/refusal.ts'
import { parseSelection, selectAttributes } from '@syncline/core/scim/attribute-selection.ts'
import { etag, etagMatches } from '@syncline/core/scim/etag.ts'
import { checkFilter } from '@syncline/core/scim/filter-check.ts'
import { parseFilter } from '@syncline/core/scim/filter-parse.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { groupResource, locationOf, userResource } from '@syncline/core/scim/representation.ts'
import type { ResourceTypeDefinition } from '@syncline/core/scim/resource-type.ts'
import { readResource } from '@syncline/core/storage/read/resource-read.ts'
import type { StoredOf } from '@syncline/core/storage/read/resource-table.ts'
import type pg from 'pg'
import { queryOf } from '../http/query.ts'
import { resourceHeaders, respondEmpty, respondJson } from '../http/respond.ts'
import { fromStorage } from '../storage-failure.ts'
import { relatedOf } from './related.ts'
import type { ScimHandler } from './route-table.ts'

const REPRESENTATIONS: {
  readonly [T in ResourceType]: (stored: StoredOf[T], type: ResourceTypeDefinition<T>, baseUrl: string) => JsonObject
} = {
  User: userResource,
  Group: groupResource,
}

export function readHandler<Type extends ResourceType>(pool: pg.Pool, name: Type): ScimHandler {
  return async (c) => {
    const { siteId, directoryId, mode, schemas } = c.get('credential')
    const type: ResourceTypeDefinition<Type> = schemas[name]
    const baseUrl = c.get('baseUrl')
    const query = queryOf(c.req.url)
    const selection = parseSelection(query('attributes'), query('excludedAttributes'), mode)
    const id = c.req.param('id') ?? ''
    const filter = query('filter')
    const only =
      filter === undefined ? {} : { only: { filter: checkFilter(parseFilter(filter, mode), type, mode), baseUrl } }
    const scope = { siteId, directoryId }
    const stored = await fromStorage(() =>
      readResource(pool, { type, scope, id, ...relatedOf(selection, type), ...only }),
    )
    if (stored === null) throw notFound()
    const headers = resourceHeaders(locationOf(name, stored.id, baseUrl), etag(stored.version))
    const ifNoneMatch = c.req.header('if-none-match')
    if (ifNoneMatch !== undefined && etagMatches(ifNoneMatch, stored.version)) return respondEmpty(304, headers)
    const resource = REPRESENTATIONS[name](stored, type, baseUrl)
    return respondJson(c, 200, selectAttributes(resource, selection, type), headers)
  }
}
