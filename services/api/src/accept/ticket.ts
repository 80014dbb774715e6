/**
 * A ticket: one row on its way through the journal, and the equal requests of this process that wait for its outcome.
 * The newest of them that is still connected gets the answer, the others what serial execution would have told them.
 */
import type { Outcome } from '@syncline/core/domain/outcome.ts'
import { supersededAnswer } from '@syncline/core/domain/superseded-answer.ts'
import type { AppendRequest } from '@syncline/core/storage/journal/append.ts'
import type { ReadOutcome } from '@syncline/core/storage/journal/outcome-read.ts'

/** With the groups and the manager of a user, where the answer shows them. */
export type DeliveredOutcome = Outcome & Partial<Pick<ReadOutcome, 'groups' | 'manager'>>

/** A request that waits. Exactly one of its functions is called, once. */
export type WaitingRequest = {
  answer(outcome: DeliveredOutcome, delivery: 'owned' | 'superseded' | 'shared'): void
  refuse(error: unknown): void
}

export type Ticket = {
  readonly request: AppendRequest
  /** The operation that it stands for: its own, or the one that it joined. */
  operationId: string
  /** By `performance.now()`, which goes on while the process is stopped. */
  readonly submittedAt: number
  /** Its append is under way: what came into the journal since then is not considered any more. */
  sent: boolean
  /** Resolved when the append has been answered, whatever the answer. */
  readonly appended: PromiseWithResolvers<void>
  /** Its answer is being taken from the journal at this moment: who waits must not give up now. */
  taking: boolean
  /** Oldest first; who goes away is removed. */
  readonly waiting: Set<WaitingRequest>
  /** Where its result is fetched; null until it is in the journal, and for a request that did not ask for it. */
  txn: string | null
}

export function createTicket(request: AppendRequest): Ticket {
  const appended = Promise.withResolvers<void>()
  const submittedAt = performance.now()
  return {
    request,
    operationId: request.id,
    submittedAt,
    sent: false,
    appended,
    taking: false,
    waiting: new Set(),
    txn: null,
  }
}

/** @returns false when nobody was left to take the answer */
export function deliver(ticket: Ticket, outcome: DeliveredOutcome): boolean {
  const newest = [...ticket.waiting].at(-1)
  if (newest === undefined) return false
  ticket.waiting.delete(newest)
  newest.answer(outcome, 'owned')
  supersede(ticket, outcome)
  return true
}

/** Everybody has it: requests with one Idempotency-Key are one request. */
export function share(ticket: Ticket, outcome: DeliveredOutcome): void {
  for (const each of ticket.waiting) each.answer(outcome, 'shared')
  ticket.waiting.clear()
}

/** The answer went to another request. */
export function supersede(ticket: Ticket, outcome: DeliveredOutcome): void {
  if (ticket.waiting.size === 0) return
  const answer = supersededAnswer(ticket.request, outcome)
  for (const each of ticket.waiting) each.answer(answer, 'superseded')
  ticket.waiting.clear()
}

export function refuse(ticket: Ticket, error: unknown): void {
  for (const each of ticket.waiting) each.refuse(error)
  ticket.waiting.clear()
}
