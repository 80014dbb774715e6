/** The completion of a single request, from its operation and outcome. */
import type { AsyncCompletion } from '@syncline/core/scim/async-response.ts'
import { bulkOperationResponse } from '@syncline/core/scim/bulk-response.ts'
import { locationOf } from '@syncline/core/scim/representation.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import type { AsyncOutcome } from '@syncline/core/storage/journal/async-read.ts'

export function completionOf(outcome: AsyncOutcome, baseUrl: string): AsyncCompletion {
  const { method, resourceType, resourceId, externalId, status, version, scimType, detail, appliedAt } = outcome
  const { endpoint } = RESOURCE_TYPES[resourceType]
  const location = resourceId === null ? null : locationOf(resourceType, resourceId, baseUrl)
  return {
    // A request that made nothing has no resource: the endpoint stands for it.
    uri: resourceId === null ? endpoint : `${endpoint}/${resourceId}`,
    resourceId,
    externalId,
    appliedAt,
    response: bulkOperationResponse({ method, bulkId: null, location, version, status, scimType, detail }),
  }
}
