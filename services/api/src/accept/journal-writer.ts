/**
 * The way of requests into the journal: group commit over all requests of the process, and joining in memory.
 * Guarantee: a ticket counts as appended after its commit and not before; a row that Postgres refuses fails only its
 * own request; equal requests whose append has not begun share one row, unless another operation on the target came between;
 * a request that nobody waits for any more is not appended.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import type { AppendRequest } from '@syncline/core/storage/journal/append.ts'
import { JOURNAL_CONNECTIONS } from '@syncline/core/storage/journal/journal-pool.ts'
import type pg from 'pg'
import { keyReused, stillRunning, tooBusy } from '../http/refusal.ts'
import { classifyStorageFailure, refusalOf } from '../storage-failure.ts'
import { type AppendAttempt, appendApart } from './append-apart.ts'
import type { OutcomeDesk } from './await-outcome.ts'
import { createGroupCommit } from './group-commit.ts'
import type { LaneCaller } from './lane-caller.ts'
import { createTicket, refuse, type Ticket } from './ticket.ts'
import type { UndeliveredLog } from './undelivered-log.ts'

export type JournalWriterDeps = {
  readonly pool: pg.Pool
  readonly desk: OutcomeDesk
  readonly undelivered: UndeliveredLog
  readonly caller: Pick<LaneCaller, 'isHot' | 'hinted' | 'wake'>
  readonly logger: Logger
  /** Milliseconds after which a requester has given up. */
  readonly waitLimitMs: number
}

export type JournalWriter = {
  /**
   * The ticket of the request: a new one, or that of an equal request. The caller adds itself to it at once.
   * @throws Refusal 503 when too much is queued
   */
  submit(request: AppendRequest, bytes: number): Ticket
  /** So many callers were answered at once and may ask again at once. */
  expect(callers: number): void
  idle(): Promise<void>
}

const MIB = 1_048_576

type Queued = { readonly ticket: Ticket; readonly bytes: number }

export function createJournalWriter(deps: JournalWriterDeps): JournalWriter {
  /** The last ticket that is not yet appended, for each target (POST: for each digest). */
  const lastOnKey = new Map<string, Ticket>()

  const commit = createGroupCommit<Queued>({
    maxInFlight: JOURNAL_CONNECTIONS,
    maxItems: 500,
    maxBytes: 4 * MIB,
    maxQueuedItems: 10_000,
    maxQueuedBytes: 64 * MIB,
    bytesOf: ({ bytes }) => bytes,
    async flush(group) {
      const tickets = withoutStale(deps, group)
      for (const ticket of tickets) ticket.sent = true
      const requests = tickets.map((ticket) => ticket.request)
      const hot = [...new Set(requests.map((request) => request.siteId))].filter((siteId) => deps.caller.isHot(siteId))
      const begunAt = performance.now()
      const attempts = requests.length === 0 ? [] : await appendApart(deps.pool, requests, hot)
      for (const { ticket } of group) {
        const key = keyOf(ticket.request)
        if (lastOnKey.get(key) === ticket) lastOnKey.delete(key)
      }
      for (const [at, ticket] of tickets.entries()) {
        const attempt = attempts[at]
        if (attempt !== undefined) settle(deps, ticket, attempt)
      }
      const sites = tickets.filter((_, at) => isStored(attempts[at])).map((ticket) => ticket.request.siteId)
      for (const siteId of new Set(sites)) {
        if (hot.includes(siteId)) deps.caller.hinted(siteId, begunAt)
        else deps.caller.wake(siteId)
      }
    },
  })

  return {
    submit(request, bytes) {
      const key = keyOf(request)
      const last = lastOnKey.get(key)
      const isEqual = last?.request.digest === request.digest
      if (last !== undefined && isEqual && !last.sent) return last
      // Behind an equal one that is under way it may join what that one may.
      const mayJoin = last === undefined || (isEqual && last.request.mayJoin !== false)
      const ticket = createTicket({ ...request, mayJoin })
      if (!commit.add({ ticket, bytes })) throw tooBusy()
      lastOnKey.set(key, ticket)
      // Before the append: its outcome may be announced before the append is known here.
      deps.desk.register(ticket)
      return ticket
    },
    expect: (callers) => commit.expect(callers),
    idle: () => commit.idle(),
  }
}

/**
 * A process that was stopped for a while goes on with requests whose senders have long been answered elsewhere: appended
 * now, an old one would undo what came after it.
 */
function withoutStale({ desk, waitLimitMs }: JournalWriterDeps, group: readonly Queued[]): Ticket[] {
  const limit = performance.now() - waitLimitMs
  return group.flatMap(({ ticket }) => {
    if (ticket.waiting.size > 0 && ticket.submittedAt >= limit) return [ticket]
    desk.forget(ticket)
    refuse(ticket, tooBusy())
    ticket.appended.resolve()
    return []
  })
}

function settle({ desk, undelivered, logger }: JournalWriterDeps, ticket: Ticket, attempt: AppendAttempt): void {
  if (attempt.kind === 'failed') {
    desk.forget(ticket)
    logger.warn({ err: attempt.error, operationId: ticket.request.id }, 'append failed')
    // It may have been committed all the same; then an equal request shall find its answer.
    if (classifyStorageFailure(attempt.error) === 'connection') void undelivered.record(ticket)
    refuse(ticket, refusalOf(attempt.error))
  } else if (attempt.kind === 'key-reused') {
    desk.forget(ticket)
    refuse(ticket, keyReused())
  } else if (attempt.kind === 'repeated' && mustNotJoin(ticket, attempt)) {
    desk.forget(ticket)
    refuse(ticket, stillRunning())
  } else {
    ticket.txn = attempt.txn ?? null
    if (attempt.kind !== 'appended') desk.joined(ticket, attempt.operationId)
  }
  ticket.appended.resolve()
}

/** Who asked for an asynchronous answer has it, whether the first request is applied or not. */
function mustNotJoin({ request }: Ticket, { applied }: { readonly applied: boolean }): boolean {
  return !applied && request.tracked?.txn === null && request.tracked.idempotency?.whileRunning === 'refuse'
}

function isStored(attempt: AppendAttempt | undefined): boolean {
  return attempt !== undefined && attempt.kind !== 'failed' && attempt.kind !== 'key-reused'
}

function keyOf({ siteId, directoryId, method, digest, resourceId }: AppendRequest): string {
  return `${siteId}/${directoryId}/${method === 'POST' ? digest : resourceId}`
}
