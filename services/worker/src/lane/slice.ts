/**
 * A lane's turn on a worker: batch after batch until nothing is pending or its time is up.
 * Transient failures are retried here; what breaks a batch is narrowed down until it is alone, and given up.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { unitSize } from '@syncline/core/domain/bulk.ts'
import { forgetAttempt, postponeLane } from '@syncline/core/storage/lane/lane-state.ts'
import { type BatchRequest, type BatchResult, runBatch } from './batch.ts'
import { BatchError, isRetryable, reasonOf } from './failure.ts'
import type { LaneDeps } from './lane-deps.ts'
import { narrowStep, StepError, type StepRequest } from './narrow-step.ts'
import { runStep, type StepDone } from './step.ts'

export type SliceResult = 'drained' | 'time-up' | 'locked' | 'postponed'

const MAX_RETRIES = 3
const RETRY_MS = 50
const POSTPONE_MS = 2_000

type Turn = { retries: number; request: BatchRequest; step: StepRequest }

export type SliceOptions = {
  /** Claim below the floor too. */
  readonly unfloored: boolean
  /** Whether there was a hint since it was last asked. */
  readonly takeHint?: () => boolean
}

const noHint = () => false

export async function runSlice(deps: LaneDeps, siteId: number, options: SliceOptions): Promise<SliceResult> {
  const { unfloored, takeHint = noHint } = options
  const until = performance.now() + deps.sliceMs
  const step = { siteId, limit: deps.stepSize, giveUp: null }
  const turn: Turn = { retries: 0, request: { siteId, unfloored, broken: null }, step }
  while (performance.now() < until) {
    // What the hint tells of is committed: the claim will see it.
    takeHint()
    // biome-ignore lint/performance/noAwaitInLoops: the batches of a lane are applied one after another
    const result = await tryBatch(deps, turn)
    if (result === null) continue
    if (result.kind === 'locked' || result.kind === 'postponed') return result.kind
    const isBehind = result.kind === 'behind-step'
    // What was found out about the batch is still true behind a step.
    if (!isBehind) Object.assign(turn, { retries: 0, request: { siteId, unfloored, broken: null } })
    if (isBehind || result.steps) {
      // A step is one share: operations that came meanwhile go before the next one.
      const done = await tryStep(deps, turn)
      if (done === 'locked' || done === 'postponed') return done
      if (done === 'done') Object.assign(turn, { retries: 0, step })
      if (isBehind || done !== 'idle') continue
    }
    if (result.kind === 'empty') {
      if (takeHint()) continue
      return 'drained'
    }
    // Whatever was appended after this claim is followed by a hint or a wake of its own.
    if (!result.more && !takeHint()) return 'drained'
  }
  return 'time-up'
}

/** @returns null when the batch failed and is worth another try */
async function tryBatch(deps: LaneDeps, turn: Turn): Promise<BatchResult | null> {
  const { siteId } = turn.request
  try {
    if (deps.harmless.has(siteId)) await forget(deps, siteId)
    return await runBatch(deps, turn.request)
  } catch (error) {
    if (error instanceof BatchError) {
      const [first] = error.operations
      deps.logger.warn(
        { err: error.cause, siteId, operations: error.operations.length },
        'batch failed, narrowing down',
      )
      if (first !== undefined && error.operations.length <= unitSize(first)) {
        turn.request = { ...turn.request, broken: { operationId: first.id, reason: reasonOf(error.cause) } }
      }
      return null
    }
    return (await tryLater(deps, turn, error)) === 'postponed' ? { kind: 'postponed' } : null
  }
}

/** @returns null when the step failed and is worth another try */
async function tryStep(deps: LaneDeps, turn: Turn): Promise<StepDone | 'postponed' | null> {
  try {
    return await runStep(deps, turn.step)
  } catch (error) {
    if (!(error instanceof StepError)) return tryLater(deps, turn, error)
    const { siteId } = turn.step
    deps.logger.warn({ err: error.cause, siteId, rows: error.rows }, 'step failed, narrowing down')
    turn.step = narrowStep(siteId, error)
    return null
  }
}

/** @throws the error when it is not known to pass */
async function tryLater(deps: LaneDeps, turn: Turn, error: unknown): Promise<'postponed' | null> {
  if (!isRetryable(error)) throw error
  const { siteId } = turn.request
  deps.logger.warn({ err: error, siteId, retries: turn.retries }, 'batch failed, trying again')
  deps.harmless.add(siteId)
  await forget(deps, siteId).catch(() => undefined)
  if (turn.retries >= MAX_RETRIES) {
    await postponeLane(deps.sidePool, siteId, POSTPONE_MS, reasonOf(error))
    return 'postponed'
  }
  turn.retries += 1
  await pause(RETRY_MS * 2 ** turn.retries * (0.5 + Math.random()))
  return null
}

/** The attempt that failed says nothing about its operations. With the database away it is forgotten before the next. */
async function forget({ sidePool, harmless }: LaneDeps, siteId: number): Promise<void> {
  await forgetAttempt(sidePool, siteId)
  harmless.delete(siteId)
}
