/**
 * Accepting Bulk requests, and their results: two steps, so that a request that is answered later takes only the first.
 * Guarantee: when `accept` resolves, the whole request is durable; what becomes of its client changes nothing.
 */
import type { Waker } from '@syncline/core/queue/wake.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { pollUntil } from '@syncline/core/runtime/poll-until.ts'
import { appendBulk, type BulkAppend } from '@syncline/core/storage/journal/bulk-append.ts'
import { appendTrackedBulk, type TrackedBulk } from '@syncline/core/storage/journal/bulk-append-tracked.ts'
import { type BulkOutcome, readBulkOutcomes, setBulkDelivered } from '@syncline/core/storage/journal/bulk-read.ts'
import type pg from 'pg'
import { watchStalls } from '../accept/stall.ts'
import { keyReused, notYetApplied, shuttingDown, stillRunning, tooBusy } from '../http/refusal.ts'
import { fromStorage } from '../storage-failure.ts'
import { type BulkKey, createBulkDesk } from './bulk-desk.ts'

export type BulkAcceptorOptions = {
  /** Of `openJournalPool`. */
  readonly journalPool: pg.Pool
  /** Of `openOutcomePool`. */
  readonly pool: pg.Pool
  readonly waker: Waker
  readonly logger: Logger
  /** Milliseconds a request waits for its result. */
  readonly waitLimitMs: number
}

export type AcceptedBulk = BulkKey & {
  /** It is an equal request that was accepted before, whose result nobody was given. */
  readonly joined: boolean
  /** Where its result will be found; null for a request that did not ask for it. */
  readonly txn: string | null
}

export type BulkAcceptor = {
  /**
   * @param signal aborted when the client's connection breaks; when it has been before the append, nothing is accepted
   * @throws Refusal 503; ScimError 400 for what Postgres cannot keep, 409 and 422 for its key
   */
  accept(append: BulkAppend | TrackedBulk, signal: AbortSignal): Promise<AcceptedBulk>
  /**
   * Waits until the whole request is applied. One outcome an operation, in the order of the request.
   * @param signal aborted when the client's connection breaks, also after the result was handed over
   * @throws Refusal 503 past the wait limit; an equal request gets the result then
   */
  result(bulk: BulkKey, signal: AbortSignal): Promise<readonly BulkOutcome[]>
  /** A lane has announced outcomes of its site. */
  look(siteId: number): void
  /** Takes nothing more; who waits still has `graceMs`, then 503. */
  close(graceMs: number): Promise<void>
}

export function createBulkAcceptor(options: BulkAcceptorOptions): BulkAcceptor {
  const { journalPool, pool, waker, logger, waitLimitMs } = options
  const desk = createBulkDesk(pool, logger)
  const stalls = watchStalls()
  let appending: Promise<unknown> = Promise.resolve()
  let closed = false

  const append = async (
    bulk: BulkAppend | TrackedBulk,
    submittedAt: number,
    signal: AbortSignal,
  ): Promise<AcceptedBulk> => {
    await stalls.caughtUp()
    if (signal.aborted) throw notYetApplied()
    // Its sender has given up: appended now it would come behind what was sent since.
    if (performance.now() - submittedAt > waitLimitMs) throw tooBusy()
    const accepted = await fromStorage(() =>
      'tracked' in bulk ? acceptTracked(journalPool, bulk) : acceptUntracked(journalPool, bulk),
    )
    waker.wake(bulk.siteId)
    return accepted
  }

  const setDelivered = ({ siteId, id }: BulkKey, delivered: boolean) =>
    setBulkDelivered(pool, siteId, id, delivered).catch((err: unknown) =>
      logger.warn({ err, siteId, bulk: id }, 'whether the result of a Bulk request was delivered is not recorded'),
    )

  return {
    accept(bulk, signal) {
      if (closed) throw shuttingDown()
      const submittedAt = performance.now()
      // One at a time: the other connections of the pool are left to single requests.
      const appended = appending.then(() => append(bulk, submittedAt, signal))
      appending = appended.catch(() => undefined)
      return appended
    },
    async result(bulk, signal) {
      await desk.finished(bulk, waitLimitMs, signal)
      const outcomes = await fromStorage(() => readBulkOutcomes(pool, bulk.siteId, bulk.id))
      if (signal.aborted) throw notYetApplied()
      // Before the answer: who has it and sends the same again wants it executed again.
      await setDelivered(bulk, true)
      const lost = () => void setDelivered(bulk, false)
      if (signal.aborted) lost()
      else signal.addEventListener('abort', lost, { once: true })
      return outcomes
    },
    look: (siteId) => desk.look(siteId),
    async close(graceMs) {
      closed = true
      stalls.close()
      await appending
      await pollUntil(async () => desk.size === 0 || undefined, { limitMs: graceMs })
      await desk.close()
    },
  }
}

async function acceptUntracked(pool: pg.Pool, bulk: BulkAppend): Promise<AcceptedBulk> {
  const { kind, id } = await appendBulk(pool, bulk)
  return { siteId: bulk.siteId, id, joined: kind === 'joined', txn: null }
}

async function acceptTracked(pool: pg.Pool, bulk: TrackedBulk): Promise<AcceptedBulk> {
  const result = await appendTrackedBulk(pool, bulk)
  if (result.kind === 'key-reused') throw keyReused()
  const { idempotency, txn } = bulk.tracked
  const isRunning = result.kind === 'repeated' && !result.applied
  if (isRunning && txn === null && idempotency?.whileRunning === 'refuse') throw stillRunning()
  return { siteId: bulk.siteId, id: result.operationId, joined: result.kind === 'repeated', txn: result.txn ?? null }
}
