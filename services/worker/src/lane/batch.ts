/**
 * One batch of a lane: fence and claim → load → plan → write → settle, in one transaction, with its announcement behind it.
 * Guarantee: outcomes and rows commit together or not at all, so an operation is applied once in effect.
 */

import { firstUnits } from '@syncline/core/domain/bulk.ts'
import { initialNeed } from '@syncline/core/domain/initial-need.ts'
import { type Planned, plan } from '@syncline/core/domain/plan.ts'
import { recordAttempt } from '@syncline/core/storage/lane/attempt.ts'
import { completeCycles, loadBulks } from '@syncline/core/storage/lane/bulk-progress.ts'
import { beginAndClaim, type Claim } from '@syncline/core/storage/lane/claim.ts'
import { settle } from '@syncline/core/storage/lane/settle.ts'
import { writeDirectory } from '@syncline/core/storage/lane/write-directory.ts'
import { writeMemberMarks } from '@syncline/core/storage/lane/write-marks.ts'
import { writeSetOf } from '@syncline/core/storage/lane/write-set.ts'
import { writeSite } from '@syncline/core/storage/lane/write-site.ts'
import { flight, rollback } from '@syncline/core/storage/statement.ts'
import type pg from 'pg'
import { giveUp } from './dead-letter.ts'
import { BatchError, isRetryable } from './failure.ts'
import { moveFloor } from './floor.ts'
import { onLaneConnection } from './lane-connection.ts'
import type { LaneDeps } from './lane-deps.ts'
import { loadAndPlan } from './load-and-plan.ts'
import { judge } from './suspicion.ts'

export type BatchRequest = {
  readonly siteId: number
  readonly unfloored: boolean
  /** This operation broke a batch in which it was alone: it is given up instead of tried again. */
  readonly broken: { readonly operationId: string; readonly reason: string } | null
}

export type BatchResult =
  | { readonly kind: 'locked' }
  | { readonly kind: 'postponed' }
  /** `steps`: rows wait to be projected again, or a directory starts. */
  | { readonly kind: 'empty'; readonly steps: boolean }
  /** Operations are pending, and rows that go before them: a step is due, then this batch again. */
  | { readonly kind: 'behind-step' }
  /** `more`: operations are pending that the claim had no room for. */
  | { readonly kind: 'applied'; readonly more: boolean; readonly steps: boolean }

/** @throws BatchError for a failure of unknown kind; other errors are known to pass. */
export async function runBatch(deps: LaneDeps, request: BatchRequest): Promise<BatchResult> {
  return onLaneConnection(deps.lanePool, (client) => inTransaction(deps, client, request))
}

async function inTransaction(deps: LaneDeps, client: pg.PoolClient, request: BatchRequest): Promise<BatchResult> {
  const { siteId, unfloored, broken } = request
  const claim = await beginAndClaim(client, { siteId, limit: deps.batchSize, maxCost: deps.maxCost, unfloored })
  const [first] = claim?.operations ?? []
  const waiting = claim?.lane.retryAt != null && claim.lane.retryAt > claim.lane.now
  if (claim === null || first === undefined || waiting) {
    await rollback(client)
    if (claim === null) return { kind: 'locked' }
    return waiting ? { kind: 'postponed' } : { kind: 'empty', steps: claim.hasSteps }
  }
  if (claim.hasFirst) {
    await rollback(client)
    return { kind: 'behind-step' }
  }
  const claimed = await completeCycles(client, siteId, claim.operations)
  const verdict = judge(claim.lane, claim.attempt, claimed)
  if (broken?.operationId === first.id) return giveUp(deps, client, claim, firstUnits(claimed, 1), broken.reason)
  if (verdict.kind === 'give-up') return giveUp(deps, client, claim, firstUnits(claimed, 1), verdict.reason)
  const operations = firstUnits(claimed, verdict.size)
  deps.atBoundary('claimed', operations)
  try {
    return await apply(deps, client, { ...claim, operations }, operations.length === claimed.length, verdict)
  } catch (error) {
    if (isRetryable(error)) throw error
    throw new BatchError(operations, error)
  }
}

async function apply(
  deps: LaneDeps,
  client: pg.PoolClient,
  claim: Claim,
  claimedWhole: boolean,
  suspects: { readonly suspectLast: number; readonly suspectSize: number },
): Promise<BatchResult> {
  const { lane } = claim
  const [planned] = await Promise.all([planBatch(deps, client, claim), beginAttempt(deps, claim)])
  const operations = claim.operations.slice(0, planned.outcomes.length)
  const whole = claimedWhole && operations.length === claim.operations.length
  deps.atBoundary('planned', operations)
  const writes = writeSetOf(planned.state)
  const appliedSeq = lane.appliedSeq + operations.length
  await flight(client, () => [
    ...writeMemberMarks(client, lane.siteId, writes.marks),
    ...writeDirectory(client, lane.siteId, writes),
    ...writeSite(client, lane.siteId, writes),
    ...settle(client, {
      siteId: lane.siteId,
      operations,
      outcomes: planned.outcomes,
      changes: planned.changes,
      counters: writes.counters,
      deadLetters: [],
      bulks: planned.bulks,
      lane: {
        appliedSeq,
        nextKey: planned.state.nextKey,
        ...moveFloor(lane, operations, whole),
        suspectLast: suspects.suspectLast,
        suspectSize: suspects.suspectSize,
      },
      now: lane.now,
    }),
  ])
  deps.atBoundary('committed', operations)
  // A command may have begun something.
  const steps =
    claim.hasSteps || operations.some(({ command }) => command) || writes.marks.length > 0 || writes.left !== null
  return { kind: 'applied', more: !whole || claim.more, steps }
}

/** Runs beside the loads, on a connection of its own; the batch does not go on before it has committed. */
async function beginAttempt(deps: LaneDeps, { lane, operations }: Claim): Promise<void> {
  const seqs = operations.map((operation) => operation.seq)
  await recordAttempt(deps.sidePool, {
    siteId: lane.siteId,
    base: lane.appliedSeq,
    first: seqs[0] ?? 0,
    last: Math.max(...seqs),
    size: operations.length,
  })
  deps.atBoundary('attempted', operations)
}

async function planBatch(deps: LaneDeps, client: pg.PoolClient, claim: Claim): Promise<Planned> {
  const { lane, operations, directories, droppedCredentials, site, guarding } = claim
  const bulks = await loadBulks(client, lane.siteId, operations)
  const context = {
    now: lane.now,
    nextKey: lane.nextKey,
    site,
    directories,
    droppedCredentials,
    bulks,
    guarding,
    newId: deps.newId,
  }
  return loadAndPlan(client, lane.siteId, initialNeed(operations, directories), (loads) => {
    deps.atBoundary('loaded', operations)
    return plan(context, operations, loads)
  })
}
