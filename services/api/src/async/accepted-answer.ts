/** 202: a request is accepted and will be applied (RFC 9967 §2.5.1.1; RFC 7240 §3, §4.1, §4.3). */
import type { OperationRequest } from '@syncline/core/domain/operation.ts'
import { parseIdempotencyKey } from '@syncline/core/scim/idempotency-key.ts'
import { parsePrefer } from '@syncline/core/scim/prefer.ts'
import { locationOf } from '@syncline/core/scim/representation.ts'
import type { Tracking } from '../accept/track.ts'
import { respondAccepted } from '../http/respond.ts'
import type { ScimContext } from '../scim/route-table.ts'

/** Below the base URL of a directory: results of asynchronous requests by their txn. */
export const ASYNC_REQUESTS = '/AsyncRequests'

/** What the headers of a write ask for. @throws ScimError 400 for the Idempotency-Key */
export function trackingOf(c: ScimContext): Tracking {
  const { mode } = c.get('credential')
  const idempotencyKey = parseIdempotencyKey(c.req.header('idempotency-key'), mode)
  return { idempotencyKey, mode, respondAsync: asyncWait(c) }
}

/** Null: the request did not ask for it, or its directory does not do it, and is answered synchronously. */
function asyncWait(c: ScimContext): { readonly waitMs: number } | null {
  if (c.get('credential').settings.asyncRequest === 'none') return null
  const { respondAsync, waitSeconds } = parsePrefer(c.req.header('prefer'))
  return respondAsync ? { waitMs: (waitSeconds ?? 0) * 1_000 } : null
}

/**
 * A POST has no resource yet, so its Location is that of the result; elsewhere that is linked beside the resource's.
 * @param request null: a Bulk
 */
export function answerAccepted(c: ScimContext, txn: string, request: OperationRequest | null): Response {
  const baseUrl = c.get('baseUrl')
  const status = `${baseUrl}${ASYNC_REQUESTS}/${txn}`
  const applied = { 'Set-Txn': txn, 'Preference-Applied': 'respond-async' }
  if (request === null || request.method === 'POST') return respondAccepted({ ...applied, Location: status })
  const { resourceType, resourceId } = request
  const location = locationOf(resourceType, resourceId, baseUrl)
  return respondAccepted({ ...applied, Location: location, Link: `<${status}>; rel="status"` })
}
