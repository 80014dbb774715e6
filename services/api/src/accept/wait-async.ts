/**
 * Waiting of a request that takes 202 for an answer (RFC 9967 §2.5.1.1; RFC 7240 §4.3).
 * Guarantee: 202 is answered after the operation is durable, with the row that its result is found by, and not before.
 */
import type { DeliveredOutcome, Ticket } from './ticket.ts'
import type { WaitingRoom } from './wait.ts'

export type AsyncWait = {
  /** How long it waits for its outcome; 0: it takes 202 even when the outcome is there. */
  readonly waitMs: number
  /** How long it waits to become durable. */
  readonly limitMs: number
  /** Aborted when the client's connection breaks. */
  readonly signal: AbortSignal
}

/** @returns the txn by which the result is fetched, when the outcome did not come in time. @throws Refusal, also 503 */
export async function waitOrAccept(
  room: WaitingRoom,
  ticket: Ticket,
  { waitMs, limitMs, signal }: AsyncWait,
): Promise<DeliveredOutcome | { readonly txn: string }> {
  const enough = new AbortController()
  const answer = room.wait(ticket, limitMs, AbortSignal.any([signal, enough.signal]))
  // A refused append rejects the answer first.
  await Promise.race([answer, ticket.appended.promise])
  const restMs = waitMs - (performance.now() - ticket.submittedAt)
  const timer = setTimeout(() => enough.abort(), Math.max(0, restMs))
  try {
    const outcome = await answer
    return waitMs === 0 && ticket.txn !== null ? { txn: ticket.txn } : outcome
  } catch (error) {
    // It is over its time, or the process is ending: the operation is applied all the same.
    if (ticket.txn !== null) return { txn: ticket.txn }
    throw error
  } finally {
    clearTimeout(timer)
  }
}
