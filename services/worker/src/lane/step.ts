/**
 * One step of a lane: claim → load → plan → write → settle like a batch, in one transaction, for rows instead of operations.
 * Guarantee: what it did and that it did it commit together, so that each row leaves the review once and no mark is lost.
 */
import { planStep, stepNeed } from '@syncline/core/domain/plan-step.ts'
import { beginAndClaim, type Claim } from '@syncline/core/storage/lane/claim.ts'
import { settle } from '@syncline/core/storage/lane/settle.ts'
import {
  changesOfStepWork,
  claimStep,
  failStep,
  narrowed,
  outcomeOfStep,
  type StepWork,
  settleStepWork,
} from '@syncline/core/storage/lane/step.ts'
import { writeDirectory } from '@syncline/core/storage/lane/write-directory.ts'
import { writeMemberMarks } from '@syncline/core/storage/lane/write-marks.ts'
import { type WriteSet, writeSetOf } from '@syncline/core/storage/lane/write-set.ts'
import { writeSite } from '@syncline/core/storage/lane/write-site.ts'
import { flight, rollback } from '@syncline/core/storage/statement.ts'
import type pg from 'pg'
import { isRetryable } from './failure.ts'
import { onLaneConnection } from './lane-connection.ts'
import type { LaneDeps } from './lane-deps.ts'
import { loadAndPlan } from './load-and-plan.ts'
import { StepError, type StepRequest } from './narrow-step.ts'
import { stillSuspected } from './suspicion.ts'

export type StepDone = 'locked' | 'idle' | 'done'

/** @throws StepError for a failure of unknown kind; other errors are known to pass. */
export async function runStep(deps: LaneDeps, request: StepRequest): Promise<StepDone> {
  return onLaneConnection(deps.lanePool, async (client) => {
    const { siteId, limit } = request
    const claim = await beginAndClaim(client, { siteId, limit: 0, maxCost: 0, unfloored: false })
    const work = claim === null ? null : await claimStep(client, { siteId, limit, hasFirst: claim.hasFirst })
    if (claim === null || work === null) {
      await rollback(client)
      return claim === null ? 'locked' : 'idle'
    }
    try {
      if (request.giveUp === null) await apply(deps, client, claim, work)
      else await passOver(deps, client, claim, work, request.giveUp)
      return 'done'
    } catch (error) {
      if (isRetryable(error)) throw error
      throw new StepError(work.entries.length, error)
    }
  })
}

async function apply(deps: LaneDeps, client: pg.PoolClient, claim: Claim, claimed: StepWork): Promise<void> {
  const { lane, directories, site, guarding } = claim
  const context = { now: lane.now, nextKey: lane.nextKey, site, directories, guarding, newId: deps.newId }
  const { entries } = claimed
  const planned = await loadAndPlan(client, lane.siteId, stepNeed(entries), (loads) =>
    planStep(context, entries, loads),
  )
  const work = narrowed(claimed, planned.entries)
  deps.atBoundary('step-planned', [])
  const writes = writeSetOf(planned.state)
  await flight(client, () => [
    ...writeMemberMarks(client, lane.siteId, writes.marks),
    ...settleStepWork(client, lane.siteId, work, { appliedSeq: lane.appliedSeq + 1, now: lane.now }),
    ...writeDirectory(client, lane.siteId, writes),
    ...writeSite(client, lane.siteId, writes),
    ...settleStep(deps, client, claim, {
      nextKey: planned.state.nextKey,
      changes: [...planned.changes, ...changesOfStepWork(work)],
      writes,
    }),
  ])
  deps.atBoundary('step-committed', [])
}

async function passOver(
  deps: LaneDeps,
  client: pg.PoolClient,
  claim: Claim,
  work: StepWork,
  reason: string,
): Promise<void> {
  const { lane } = claim
  const { siteId } = lane
  const [entry] = work.entries
  await flight(client, () => [
    ...settleStepWork(client, siteId, work, { appliedSeq: lane.appliedSeq + 1, now: lane.now }),
    ...(entry === undefined ? [] : [failStep(client, siteId, entry, reason)]),
    ...settleStep(deps, client, claim, { nextKey: lane.nextKey, changes: changesOfStepWork(work), writes: null }),
  ])
  deps.logger.error({ siteId, key: entry?.key, reason }, 'a row could not be projected and is left for an operator')
}

type Settled = {
  readonly nextKey: number
  readonly changes: Parameters<typeof settle>[1]['changes']
  readonly writes: WriteSet | null
}

function settleStep(deps: LaneDeps, client: pg.PoolClient, claim: Claim, { nextKey, changes, writes }: Settled) {
  const { lane, attempt } = claim
  const { siteId, claimFloor, floorCandidate, floorMarkedAt } = lane
  const { suspectLast, suspectSize } = stillSuspected(lane, attempt)
  const appliedSeq = lane.appliedSeq + 1
  return settle(client, {
    siteId,
    operations: [],
    outcomes: [outcomeOfStep(deps.newId())],
    changes,
    counters: writes?.counters ?? new Map(),
    deadLetters: [],
    bulks: [],
    lane: { appliedSeq, nextKey, claimFloor, floorCandidate, floorMarkedAt, suspectLast, suspectSize },
    now: lane.now,
  })
}
