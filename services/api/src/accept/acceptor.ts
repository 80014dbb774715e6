/**
 * Accepting: from a validated request to the outcome of its operation.
 * Guarantee: nobody is answered before the operation is durable in the journal.
 */
import { randomUUID } from 'node:crypto'
import type { OperationRequest } from '@syncline/core/domain/operation.ts'
import type { Waker } from '@syncline/core/queue/wake.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { pollUntil } from '@syncline/core/runtime/poll-until.ts'
import type pg from 'pg'
import { notYetApplied, shuttingDown } from '../http/refusal.ts'
import { createOutcomeDesk } from './await-outcome.ts'
import { createJournalWriter, type JournalWriter } from './journal-writer.ts'
import { createLaneCaller } from './lane-caller.ts'
import { operationCost } from './operation-cost.ts'
import { requestDigest } from './request-digest.ts'
import { watchStalls } from './stall.ts'
import type { DeliveredOutcome } from './ticket.ts'
import { isTracked, type Tracking, trackedRequest } from './track.ts'
import { createUndeliveredLog } from './undelivered-log.ts'
import { createWaitingRoom } from './wait.ts'
import { waitOrAccept } from './wait-async.ts'

export type AcceptorOptions = {
  /** Of `openJournalPool`. */
  readonly journalPool: pg.Pool
  /** Of `openOutcomePool`: for outcomes and what belongs to them. */
  readonly pool: pg.Pool
  readonly waker: Waker
  readonly logger: Logger
  /** Milliseconds a request waits for its outcome. */
  readonly waitLimitMs: number
}

export type Acceptor = {
  /**
   * @param bytes of the request's body, for the bounds of a group
   * @param signal aborted when the client's connection breaks; when it has been before, nothing is accepted
   * @throws Refusal 503; ScimError 400 for what Postgres cannot keep
   */
  accept(request: OperationRequest, bytes: number, signal: AbortSignal): Promise<DeliveredOutcome>
  /**
   * The same for a request with an Idempotency-Key, or one that takes 202 for an answer; for others it is `accept`.
   * @returns a txn: the operation is durable, and that is where its result will be found
   * @throws also ScimError 409 and 422, of the key
   */
  acceptTracked(
    request: OperationRequest,
    bytes: number,
    signal: AbortSignal,
    tracking: Tracking,
  ): Promise<DeliveredOutcome | { readonly txn: string }>
  /** A lane has announced outcomes of its site. */
  look(siteId: number): void
  /** Takes nothing more; who waits still has `graceMs` for the outcome, then 503. */
  close(graceMs: number): Promise<void>
}

export function createAcceptor(options: AcceptorOptions): Acceptor {
  const { journalPool, pool, waker, logger, waitLimitMs } = options
  const undelivered = createUndeliveredLog(pool, logger)
  const desk = createOutcomeDesk({
    pool,
    logger,
    onAnswered: (tickets) => writer.expect(tickets),
    onMissed: (ticket) => void undelivered.record(ticket),
  })
  const caller = createLaneCaller(waker)
  const writer: JournalWriter = createJournalWriter({
    pool: journalPool,
    desk,
    undelivered,
    caller,
    logger,
    waitLimitMs,
  })
  const room = createWaitingRoom(desk, undelivered)
  const stalls = watchStalls()
  let closed = false

  const present = async (signal: AbortSignal) => {
    if (closed) throw shuttingDown()
    const catchingUp = stalls.caughtUp()
    if (catchingUp !== null) await catchingUp
    // A process that was stopped finds requests whose senders have long sent them again, and newer ones, elsewhere.
    if (signal.aborted) throw notYetApplied()
  }

  const accept = async (request: OperationRequest, bytes: number, signal: AbortSignal) => {
    await present(signal)
    const ticket = writer.submit(
      { ...request, digest: requestDigest(request), cost: operationCost(request.body), waiter: randomUUID() },
      bytes,
    )
    return room.wait(ticket, waitLimitMs, signal)
  }

  return {
    accept,
    async acceptTracked(request, bytes, signal, tracking) {
      if (!isTracked(tracking)) return accept(request, bytes, signal)
      await present(signal)
      const ticket = writer.submit(trackedRequest(request, tracking), bytes)
      if (tracking.respondAsync === null) return room.wait(ticket, waitLimitMs, signal)
      const waitMs = Math.min(tracking.respondAsync.waitMs, waitLimitMs)
      return waitOrAccept(room, ticket, { waitMs, limitMs: waitLimitMs, signal })
    },
    look(siteId) {
      caller.heard(siteId)
      desk.look(siteId)
    },
    async close(graceMs) {
      closed = true
      stalls.close()
      await pollUntil(async () => room.size === 0 || undefined, { limitMs: graceMs })
      await room.clear()
      await writer.idle()
      caller.close()
      await desk.close()
      await undelivered.idle()
    },
  }
}
