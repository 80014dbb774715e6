/**
 * A start without a start: the lane's own steps, by the same rules and statements, on a copy that one transaction sees
 * (storage/lane/preview/shadow.ts). What it makes is gone with its connection.
 */
import { planStep, stepNeed } from '@syncline/core/domain/plan-step.ts'
import type { Key } from '@syncline/core/domain/record.ts'
import { type Fenced, takeFence } from '@syncline/core/storage/lane/claim.ts'
import { learnSizes } from '@syncline/core/storage/lane/preview/shadow.ts'
import { claimStep, narrowed, type StepWork, settleStepWork } from '@syncline/core/storage/lane/step.ts'
import { writeDirectory } from '@syncline/core/storage/lane/write-directory.ts'
import { writeMemberMarks } from '@syncline/core/storage/lane/write-marks.ts'
import { writeSetOf } from '@syncline/core/storage/lane/write-set.ts'
import { writeSite } from '@syncline/core/storage/lane/write-site.ts'
import { flight } from '@syncline/core/storage/statement.ts'
import type pg from 'pg'
import { loadAndPlan } from '../lane/load-and-plan.ts'

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
  let nextKey = options.firstKey
  for (let steps = 0; ; steps += 1) {
    options.onStep()
    // biome-ignore lint/performance/noAwaitInLoops: each step begins where the one before has ended
    if (isPowerOfTwo(steps)) await learnSizes(client)
    const fenced = await takeFence(client, options.siteId)
    if (fenced === null) return
    const { siteId, stepSize: limit } = options
    const work = await claimStep(client, { siteId, limit, hasFirst: fenced.hasFirst })
    if (work === null || isOfAnother(work, options.operationId)) return
    nextKey = await rehearseStep(client, fenced, work, nextKey, options)
  }
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
