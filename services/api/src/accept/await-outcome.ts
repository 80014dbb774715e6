/**
 * Where tickets wait for their outcomes: one shared read a site at a time, after a message or once a second.
 * Guarantee: a lost message costs a second and never an error; of all tickets of an operation, in all processes, one is
 * given its answer and the others what serial execution would have told them.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { type ReadOutcome, readOutcomes } from '@syncline/core/storage/journal/outcome-read.ts'
import { takeAnswers } from '@syncline/core/storage/journal/redelivery.ts'
import type pg from 'pg'
import { createSiteLooks } from './site-looks.ts'
import { deliver, share, supersede, type Ticket } from './ticket.ts'

export type OutcomeDeskOptions = {
  readonly pool: pg.Pool
  readonly logger: Logger
  /** So many tickets got their answers at once. */
  onAnswered(tickets: number): void
  /** A ticket got its answer and nobody was left to take it. */
  onMissed(ticket: Ticket): void
}

export type OutcomeDesk = {
  register(ticket: Ticket): void
  /** The ticket stands for another operation, which may have its outcome already. */
  joined(ticket: Ticket, operationId: string): void
  forget(ticket: Ticket): void
  /** There may be news of a site. */
  look(siteId: number): void
  /** Stops looking. Tickets that still wait stay as they are. */
  close(): Promise<void>
}

/** By the operation that they stand for; each operation's in the order of their arrival. */
type Tickets = Map<string, Set<Ticket>>

export function createOutcomeDesk(options: OutcomeDeskOptions): OutcomeDesk {
  const sites = new Map<number, Tickets>()

  const isWaitedFor = (siteId: number) => {
    if (sites.get(siteId)?.size === 0) sites.delete(siteId)
    return sites.has(siteId)
  }
  const looks = createSiteLooks({
    sites: () => sites.keys(),
    isWaitedFor,
    look: (siteId) => readSite(options, siteId, sites.get(siteId) ?? new Map()),
    onFailure: (err, siteId) => options.logger.warn({ err, siteId }, 'reading outcomes failed, trying again'),
  })

  const register = (ticket: Ticket) => {
    const { siteId } = ticket.request
    const tickets = sites.get(siteId) ?? new Map()
    sites.set(siteId, tickets)
    const same = tickets.get(ticket.operationId)
    if (same === undefined) tickets.set(ticket.operationId, new Set([ticket]))
    else same.add(ticket)
  }

  const forget = (ticket: Ticket) => {
    const tickets = sites.get(ticket.request.siteId)
    if (tickets !== undefined) remove(tickets, ticket)
  }

  return {
    register,
    forget,
    look: looks.look,
    joined(ticket, operationId) {
      forget(ticket)
      ticket.operationId = operationId
      register(ticket)
      looks.look(ticket.request.siteId)
    },
    close: () => looks.close(),
  }
}

function remove(tickets: Tickets, ticket: Ticket): void {
  const same = tickets.get(ticket.operationId)
  same?.delete(ticket)
  if (same?.size === 0) tickets.delete(ticket.operationId)
}

type Arrival = {
  readonly outcome: ReadOutcome
  /** The tickets that waited when the read began: whatever made them join is committed, so the read has seen it. */
  readonly asking: readonly Ticket[]
}

async function readSite(
  { pool, onMissed, onAnswered }: OutcomeDeskOptions,
  siteId: number,
  tickets: Tickets,
): Promise<void> {
  if (tickets.size === 0) return
  const asked = new Map([...tickets].map(([operationId, same]) => [operationId, [...same]]))
  const outcomes = await readOutcomes(pool, siteId, [...asked.keys()])
  onAnswered(outcomes.length)
  const contested: (Arrival & { readonly owner: Ticket })[] = []
  for (const outcome of outcomes) {
    // Who left meanwhile has left word; the answer is not taken for nobody.
    const asking = (asked.get(outcome.operationId) ?? []).filter((ticket) => ticket.waiting.size > 0)
    if (asking.length === 0) continue
    const arrival = { outcome, asking }
    const owner = ownerAmong(arrival)
    if (owner !== null && outcome.redelivery !== null) contested.push({ ...arrival, owner })
    else finish(tickets, arrival, owner, onMissed)
  }
  if (contested.length === 0) return
  const taken = await takeFor(
    pool,
    siteId,
    contested.map(({ owner }) => owner),
  )
  for (const arrival of contested) finish(tickets, arrival, taken.has(arrival.owner) ? arrival.owner : null, onMissed)
}

/** Between the taking and the answer nobody gives up: else the answer would be taken and reach nobody. */
async function takeFor(pool: pg.Pool, siteId: number, owners: readonly Ticket[]): Promise<ReadonlySet<Ticket>> {
  const claims = owners.map((owner) => ({ operationId: owner.operationId, waiter: owner.request.waiter }))
  for (const owner of owners) owner.taking = true
  try {
    const taken = await takeAnswers(pool, siteId, claims)
    return new Set(owners.filter((owner) => taken.has(owner.request.waiter)))
  } finally {
    for (const owner of owners) owner.taking = false
  }
}

/** The ticket of this process that may have the answer; whether it gets it is decided by `takeAnswers`. */
function ownerAmong({ outcome: { operationId, redelivery }, asking }: Arrival): Ticket | null {
  if (redelivery === null) return asking.find((ticket) => ticket.request.id === operationId) ?? null
  if (redelivery.delivered) return null
  if (redelivery.waiter === null) return asking.at(-1) ?? null
  return asking.find((ticket) => ticket.request.waiter === redelivery.waiter) ?? null
}

function finish(
  tickets: Tickets,
  { outcome, asking }: Arrival,
  owner: Ticket | null,
  onMissed: (ticket: Ticket) => void,
): void {
  for (const ticket of asking) {
    remove(tickets, ticket)
    if (ticket.request.tracked !== undefined) share(ticket, outcome)
    else if (ticket !== owner) supersede(ticket, outcome)
  }
  // It may have left while its answer was read.
  if (owner !== null && owner.request.tracked === undefined && !deliver(owner, outcome)) onMissed(owner)
}
