/** Giving an operation up, or a cycle of a Bulk request, which is applied as a whole: the outcome says 500, its reason waits for an operator, the lane goes on. */

import { failed } from '@syncline/core/domain/answer.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import type { Claim } from '@syncline/core/storage/lane/claim.ts'
import { settle } from '@syncline/core/storage/lane/settle.ts'
import { flight } from '@syncline/core/storage/statement.ts'
import type pg from 'pg'
import type { BatchResult } from './batch.ts'
import type { LaneDeps } from './lane-deps.ts'

const ANSWER = new ScimError(
  500,
  'The operation could not be applied and is kept for an operator. Nothing was changed.',
)

export async function giveUp(
  deps: LaneDeps,
  client: pg.PoolClient,
  claim: Claim,
  operations: readonly Operation[],
  reason: string,
): Promise<BatchResult> {
  const { lane } = claim
  const { siteId, nextKey, claimFloor, floorCandidate, floorMarkedAt, suspectLast, suspectSize } = lane
  const appliedSeq = lane.appliedSeq + operations.length
  const ofBulk = operations[0]?.bulk
  await flight(client, () =>
    settle(client, {
      siteId,
      operations,
      outcomes: operations.map((operation) => failed(operation.id, ANSWER)),
      changes: [],
      counters: new Map(),
      deadLetters: operations.map((operation) => ({ operation, reason })),
      bulks: ofBulk ? [{ id: ofBulk.id, settled: operations.length, errors: operations.length }] : [],
      lane: { appliedSeq, nextKey, claimFloor, floorCandidate, floorMarkedAt, suspectLast, suspectSize },
      now: lane.now,
    }),
  )
  for (const { id } of operations) {
    deps.logger.error({ siteId, operationId: id, reason }, 'operation given up as a dead letter')
  }
  deps.atBoundary('committed', operations)
  return { kind: 'applied', more: true, steps: claim.hasSteps }
}
