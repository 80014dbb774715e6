/** Every SCIM endpoint of a directory, one row a path. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { ASYNC_REQUESTS } from '../async/accepted-answer.ts'
import { type AsyncDeps, asyncResultHandler } from '../async/result-route.ts'
import type { BulkAcceptor } from '../bulk/bulk-acceptor.ts'
import { bulkHandler } from '../bulk/bulk-route.ts'
import { notImplemented } from '../http/refusal.ts'
import {
  resourceTypeById,
  resourceTypeList,
  schemaById,
  schemaList,
  serviceProviderConfig,
} from './discovery-routes.ts'
import { type ListDeps, listHandler, searchHandler } from './list-routes.ts'
import { readHandler } from './read-routes.ts'
import type { RouteRow, ScimHandler } from './route-table.ts'
import { createScanLimit } from './scan-limit.ts'
import { type WriteDeps, writeHandler } from './write-routes.ts'

const ALL_TYPES: readonly ResourceType[] = ['User', 'Group']

export type RouteDeps = WriteDeps & AsyncDeps & { readonly bulks: BulkAcceptor }

export function scimRoutes(deps: RouteDeps): readonly RouteRow[] {
  const lists: ListDeps = { pool: deps.pool, scans: createScanLimit() }
  return [
    { path: '', methods: { GET: listHandler(lists, ALL_TYPES) } },
    { path: '/.search', methods: { POST: searchHandler(lists, ALL_TYPES) } },
    ...Object.values(RESOURCE_TYPES).flatMap(({ name, endpoint }) => resourceRoutes(deps, lists, name, endpoint)),
    { path: '/ServiceProviderConfig', methods: { GET: serviceProviderConfig } },
    { path: '/Schemas', methods: { GET: schemaList } },
    { path: '/Schemas/:id', methods: { GET: schemaById } },
    { path: '/ResourceTypes', methods: { GET: resourceTypeList } },
    { path: '/ResourceTypes/:id', methods: { GET: resourceTypeById } },
    { path: `${ASYNC_REQUESTS}/:txn`, methods: { GET: asyncResultHandler(deps) } },
    { path: '/Bulk', methods: { POST: bulkHandler(deps.bulks) } },
    later('/Me', 'The endpoint of the authenticated user', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  ]
}

function resourceRoutes(deps: WriteDeps, lists: ListDeps, type: ResourceType, endpoint: string): RouteRow[] {
  const { pool } = deps
  return [
    { path: endpoint, methods: { GET: listHandler(lists, [type]), POST: writeHandler(deps, 'POST', type) } },
    // Before the path with an id in the same place.
    { path: `${endpoint}/.search`, methods: { POST: searchHandler(lists, [type]) } },
    {
      path: `${endpoint}/:id`,
      methods: {
        GET: readHandler(pool, type),
        PUT: writeHandler(deps, 'PUT', type),
        PATCH: writeHandler(deps, 'PATCH', type),
        DELETE: writeHandler(deps, 'DELETE', type),
      },
    },
  ]
}

/** Known to the protocol and not offered: 501 (RFC 7644 §3.11, §3.12). */
function later(path: string, what: string, methods: readonly (keyof RouteRow['methods'])[]): RouteRow {
  const refuse: ScimHandler = () => {
    throw notImplemented(what)
  }
  return { path, methods: Object.fromEntries(methods.map((method) => [method, refuse])) }
}
