/**
 * A start without a start: the lane's own steps, by the same rules and statements, on a copy that one transaction sees
 * (storage/lane/preview/shadow.ts). What it makes is gone with its connection.
 */
import { planStep, stepNeed } from '@syncline/core/domain/plan-step.ts'
import type { Key } from '@syncline/core/domain/record.ts'
import { type Fenced, takeFence } from '@syncline/core/storage/lane/claim.ts'
import { learnSizes } from '@syncline/core/storage/lane/preview/shadow.ts'
import { claimStep, failStep, narrowed, type StepWork, settleStepWork } from '@syncline/core/storage/lane/step.ts'
import { writeDirectory } from '@syncline/core/storage/lane/write-directory.ts'
import { writeMemberMarks } from '@syncline/core/storage/lane/write-marks.ts'
import { writeSetOf } from '@syncline/core/storage/lane/write-set.ts'
import { writeSite } from '@syncline/core/storage/lane/write-site.ts'
import { beginPart, flight, keepPart, takeBackPart } from '@syncline/core/storage/statement.ts'
import type pg from 'pg'
import { isRetryable } from '../lane/failure.ts'
import { loadAndPlan } from '../lane/load-and-plan.ts'
import { narrowStep, StepError, type StepRequest } from '../lane/narrow-step.ts'

/** Rows that cannot be worked out, in one preview. */
const MOST_FAILED = 1_000

export type RehearsalOptions = {
  readonly siteId: number
  /** In whose name the walk is made. */
  readonly operationId: string
  readonly firstKey: Key
  readonly stepSize: number
  readonly newId: () => string
  /** Between two steps; throws when it is to be broken off. */
  readonly onStep: () => void
}

/** On a connection that `shadow` has prepared. */
export async function rehearse(client: pg.PoolClient, options: RehearsalOptions): Promise<void> {
  const { siteId, stepSize, onStep } = options
  const whole: StepRequest = { siteId, limit: stepSize, giveUp: null }
  let [nextKey, request, failed] = [options.firstKey, whole, 0]
  for (let steps = 0; ; steps += 1) {
    onStep()
    // biome-ignore lint/performance/noAwaitInLoops: each step begins where the one before has ended
    if (isPowerOfTwo(steps)) await learnSizes(client)
    const done = await tryStep(client, request, nextKey, options)
    if (done === null) return
    if (done instanceof StepError) {
      request = narrowStep(siteId, done)
      failed += request.giveUp === null ? 0 : 1
      // It is not these rows.
      if (failed > MOST_FAILED) throw done.cause
    } else [nextKey, request] = [done, whole]
  }
}

/** @returns the next key that is free; null: nothing is left to do. A step that failed has left no trace, as in the lane. */
async function tryStep(
  client: pg.PoolClient,
  { siteId, limit, giveUp }: StepRequest,
  nextKey: Key,
  options: RehearsalOptions,
): Promise<Key | StepError | null> {
  const fenced = await takeFence(client, siteId)
  const work = fenced === null ? null : await claimStep(client, { siteId, limit, hasFirst: fenced.hasFirst })
  if (fenced === null || work === null || isOfAnother(work, options.operationId)) return null
  await beginPart(client)
  try {
    const next =
      giveUp === null
        ? await rehearseStep(client, fenced, work, nextKey, options)
        : await passOver(client, fenced, work, nextKey, giveUp)
    await keepPart(client)
    return next
  } catch (error) {
    if (isRetryable(error) || isOfRehearsal(error)) throw error
    await takeBackPart(client)
    return new StepError(work.entries.length, error)
  }
}

/** It is told of the row, and the walk goes on. */
async function passOver(
  client: pg.PoolClient,
  { lane }: Fenced,
  work: StepWork,
  nextKey: Key,
  reason: string,
): Promise<Key> {
  const { siteId, appliedSeq, now } = lane
  const [entry] = work.entries
  await flight(client, () => [
    ...settleStepWork(client, siteId, work, { appliedSeq, now }),
    ...(entry === undefined ? [] : [failStep(client, siteId, entry, reason)]),
  ])
  return nextKey
}

/** Something is written that has no copy (read_only_sql_transaction): no row is at fault. */
function isOfRehearsal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '25006'
}

/** The copies have grown by much since the planner has learned of them. */
function isPowerOfTwo(steps: number): boolean {
  return (steps & (steps - 1)) === 0
}

function isOfAnother(work: StepWork, operationId: string): boolean {
  return work.kind === 'start' && work.start.operationId !== operationId
}

async function rehearseStep(
  client: pg.PoolClient,
  { lane, site, directories, guarding }: Fenced,
  claimed: StepWork,
  nextKey: Key,
  { siteId, newId }: RehearsalOptions,
): Promise<Key> {
  const { entries } = claimed
  const context = { now: lane.now, nextKey, site, directories, guarding, newId }
  const planned = await loadAndPlan(client, siteId, stepNeed(entries), (loads) => planStep(context, entries, loads))
  const work = narrowed(claimed, planned.entries)
  const writes = writeSetOf(planned.state)
  await flight(client, () => [
    ...writeMemberMarks(client, siteId, writes.marks),
    ...settleStepWork(client, siteId, work, { appliedSeq: lane.appliedSeq, now: lane.now }),
    ...writeDirectory(client, siteId, writes),
    ...writeSite(client, siteId, writes),
  ])
  return planned.state.nextKey
}
