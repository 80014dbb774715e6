/** What this service can do (RFC 7643 §5–7, RFC 7644 §4): what is there now, not what will be. */

import { notFound } from '@syncline/core/domain/refusal.ts'
import { ASYNC_RESPONSE_EVENT } from '@syncline/core/scim/async-response.ts'
import { CURSOR_TIMEOUT_SECONDS } from '@syncline/core/scim/cursor-page.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import { DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE } from '@syncline/core/scim/index-page.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { listResponse } from '@syncline/core/scim/list-response.ts'
import type { SchemaSet } from '@syncline/core/scim/resource-type.ts'
import { type DirectorySettings, directorySettings } from '@syncline/core/storage/catalogue/directory-settings.ts'
import { respondJson } from '../http/respond.ts'
import type { ScimHandler } from './route-table.ts'
import { resourceTypeDocuments, schemaDocuments } from './schema-document.ts'

const CONFIG_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'

const CONFIG = {
  schemas: [CONFIG_SCHEMA],
  patch: { supported: true },
  filter: { supported: true, maxResults: MAXIMUM_PAGE_SIZE },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: DEFAULT_PAGE_SIZE,
    maxPageSize: MAXIMUM_PAGE_SIZE,
    cursorTimeout: CURSOR_TIMEOUT_SECONDS,
  },
}

/** RFC 7644 §3.7. The limits are told where Bulk is switched off too: authentik cuts PATCH by them. */
function bulkOf({ bulk, bulkMaxOperations, bulkMaxPayloadSize }: DirectorySettings) {
  return { supported: bulk, maxOperations: bulkMaxOperations, maxPayloadSize: bulkMaxPayloadSize }
}

/** A filter here is refused (RFC 7644 §4). */
const refusingFilter =
  (handler: ScimHandler): ScimHandler =>
  (c) => {
    if (c.req.query('filter') !== undefined) throw new ScimError(403, 'Filters are not supported at this endpoint.')
    return handler(c)
  }

export const serviceProviderConfig = refusingFilter((c) => {
  const location = `${c.get('baseUrl')}/ServiceProviderConfig`
  const { settings } = c.get('credential')
  const { asyncRequest } = settings
  // RFC 9967 §4.
  const securityEvents = { asyncRequest, eventUris: asyncRequest === 'none' ? [] : [ASYNC_RESPONSE_EVENT] }
  return respondJson(c, 200, {
    ...CONFIG,
    bulk: bulkOf(settings),
    securityEvents,
    authenticationSchemes: c.get('authenticationSchemes'),
    meta: { resourceType: 'ServiceProviderConfig', location },
  })
})

/** For who has no credentials: nothing that is set for the directory but how to get in. Bulk is as where nothing is set. */
export const reducedConfig = refusingFilter((c) => {
  const { schemas, patch, filter, changePassword, sort, etag } = CONFIG
  const meta = { resourceType: 'ServiceProviderConfig', location: `${c.get('baseUrl')}/ServiceProviderConfig` }
  const common = { schemas, patch, bulk: bulkOf(directorySettings({})), filter, changePassword, sort, etag }
  return respondJson(c, 200, { ...common, authenticationSchemes: c.get('authenticationSchemes'), meta })
})

type Documents = (schemas: SchemaSet, baseUrl: string) => JsonObject[]

const listOf = (documents: Documents) =>
  refusingFilter((c) => {
    const all = documents(c.get('credential').schemas, c.get('baseUrl'))
    return respondJson(c, 200, listResponse(all, { totalResults: all.length, startIndex: 1 }))
  })

/** URNs and names of resource types are compared without case (RFC 7643 §2.1). */
const oneOf = (documents: Documents) =>
  refusingFilter((c) => {
    const wanted = c.req.param('id')?.toLowerCase()
    const found = documents(c.get('credential').schemas, c.get('baseUrl')).find(
      ({ id }) => String(id).toLowerCase() === wanted,
    )
    if (found === undefined) throw notFound()
    return respondJson(c, 200, found)
  })

export const schemaList = listOf(schemaDocuments)
export const schemaById = oneOf(schemaDocuments)
export const resourceTypeList = listOf(resourceTypeDocuments)
export const resourceTypeById = oneOf(resourceTypeDocuments)
