/** POST /Bulk (RFC 7644 §3.7): parse, accept, wait, answer. */

import { isTracked, type Tracking } from '../accept/track.ts'
import { answerAccepted, trackingOf } from '../async/accepted-answer.ts'
import { readJsonBody } from '../http/json-body.ts'
import { bulkTooLarge, notImplemented } from '../http/refusal.ts'
import { respondJson } from '../http/respond.ts'
import type { ScimContext, ScimHandler } from '../scim/route-table.ts'
import type { AcceptedBulk, BulkAcceptor } from './bulk-acceptor.ts'
import { bulkAnswer } from './bulk-answer.ts'
import { type BulkGate, createBulkGate } from './bulk-gate.ts'
import { type BulkAnswerElement, parseBulk } from './parse-bulk.ts'
import { trackedBulk } from './track-bulk.ts'
import { resultInTime } from './wait-bulk.ts'

export function bulkHandler(bulks: BulkAcceptor): ScimHandler {
  const gate = createBulkGate()
  return async (c) => {
    const tracking = trackingOf(c)
    const { accepted, elements } = await acceptBulk(c, bulks, gate, tracking)
    const { signal } = c.req.raw
    const outcomes =
      tracking.respondAsync === null
        ? await bulks.result(accepted, signal)
        : await resultInTime(bulks, accepted, tracking.respondAsync.waitMs, signal)
    if (outcomes === null) return answerAccepted(c, accepted.txn ?? '', null)
    return respondJson(c, 200, bulkAnswer(elements, outcomes, c.get('baseUrl')))
  }
}

export type AcceptedBulkRequest = {
  readonly accepted: AcceptedBulk
  /** What the answer needs of the request, which is let go of itself. */
  readonly elements: readonly BulkAnswerElement[]
}

/**
 * From the request to the journal. The client is not answered yet.
 * @throws ScimError 400, 409, 413, 415, 422, 501; Refusal 503
 */
export async function acceptBulk(
  c: ScimContext,
  bulks: BulkAcceptor,
  gate: BulkGate,
  tracking: Tracking,
): Promise<AcceptedBulkRequest> {
  const credential = c.get('credential')
  const { bulk, bulkMaxPayloadSize } = credential.settings
  if (!bulk) throw notImplemented('Bulk')
  const length = Number(c.req.header('content-length') ?? bulkMaxPayloadSize)
  if (length > bulkMaxPayloadSize) throw bulkTooLarge(bulkMaxPayloadSize)
  const leave = gate.enter(length)
  try {
    const { value } = await readJsonBody(c, { mostBytes: bulkMaxPayloadSize, tooLarge: bulkTooLarge })
    const { append, elements } = await parseBulk(value, credential)
    const asked = isTracked(tracking) ? trackedBulk(append, elements, tracking) : append
    return { accepted: await bulks.accept(asked, c.req.raw.signal), elements }
  } finally {
    leave()
  }
}
