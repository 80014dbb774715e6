/** The answer to a Bulk request (RFC 7644 §3.7.3), from the request and its outcomes. */
import { SKIPPED_STATUS } from '@syncline/core/domain/bulk.ts'
import { bulkOperationResponse, bulkResponse } from '@syncline/core/scim/bulk-response.ts'
import { locationOf } from '@syncline/core/scim/representation.ts'
import type { BulkOutcome } from '@syncline/core/storage/journal/bulk-read.ts'
import type { BulkAnswerElement } from './parse-bulk.ts'

/** Both in the order of the request. What failOnErrors left unprocessed is left out. */
export function bulkAnswer(
  elements: readonly BulkAnswerElement[],
  outcomes: readonly BulkOutcome[],
  baseUrl: string,
): ReturnType<typeof bulkResponse> {
  return bulkResponse(
    elements.flatMap((element, index) => {
      const outcome = outcomes[index]
      if (outcome === undefined) throw new Error('an operation of a finished Bulk request has no outcome')
      return outcome.status === SKIPPED_STATUS
        ? []
        : [bulkOperationAnswer(element, outcome, elements, outcomes, baseUrl)]
    }),
  )
}

/** One operation's entry; also for one that was not processed. */
export function bulkOperationAnswer(
  element: BulkAnswerElement,
  outcome: BulkOutcome,
  elements: readonly BulkAnswerElement[],
  outcomes: readonly BulkOutcome[],
  baseUrl: string,
): ReturnType<typeof bulkOperationResponse> {
  const { method, bulkId } = element
  const { status, scimType, version } = outcome
  const location = locationIn(element, outcome, outcomes, baseUrl)
  const detail = failedReference(element, outcome, elements, outcomes) ?? outcome.detail
  return bulkOperationResponse({ method, bulkId, location, version, status, scimType, detail })
}

/** Required but for a POST that failed. */
function locationIn(
  element: BulkAnswerElement,
  outcome: BulkOutcome,
  outcomes: readonly BulkOutcome[],
  baseUrl: string,
): string | null {
  const id = resourceIdIn(element, outcome, outcomes)
  return element.type === null || id === null ? null : locationOf(element.type, encodeURIComponent(id), baseUrl)
}

/** As the path names it, where it is no resource: null for a POST that failed. */
export function resourceIdIn(
  { target }: BulkAnswerElement,
  { resourceId }: BulkOutcome,
  outcomes: readonly BulkOutcome[],
): string | null {
  const created = target?.createdBy == null ? null : (outcomes[target.createdBy]?.resourceId ?? null)
  return resourceId ?? target?.id ?? created
}

/** The journal knows the operation by its index only; the request has the name that the client gave it. */
function failedReference(
  { refersTo }: BulkAnswerElement,
  { status, scimType }: BulkOutcome,
  elements: readonly BulkAnswerElement[],
  outcomes: readonly BulkOutcome[],
): string | null {
  if (status !== 409 || scimType !== null) return null
  const failed = refersTo.find((index) => (outcomes[index]?.status ?? 0) >= 300)
  const bulkId = failed === undefined ? null : elements[failed]?.bulkId
  return bulkId ? `The operation with the bulkId "${bulkId}", which this one refers to, failed.` : null
}
