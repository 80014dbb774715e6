/** A request waits at its ticket: until its answer, its wait limit, or its client's leave. */
import { notYetApplied, shuttingDown } from '../http/refusal.ts'
import type { OutcomeDesk } from './await-outcome.ts'
import type { DeliveredOutcome, Ticket, WaitingRequest } from './ticket.ts'
import type { UndeliveredLog } from './undelivered-log.ts'

export type WaitingRoom = {
  /**
   * @param limitMs how long it may still wait
   * @param signal aborted when the client's connection breaks, also after the answer was handed over
   * @throws Refusal 503, after the answer was recorded for an equal request; or what the append was refused with
   */
  wait(ticket: Ticket, limitMs: number, signal: AbortSignal): Promise<DeliveredOutcome>
  /** How many wait. */
  readonly size: number
  /** Answers everybody who waits with 503 now. Resolves when that is done. */
  clear(): Promise<void>
}

/** About as long as taking an answer from the journal lasts. */
const TAKING_MS = 20

export function createWaitingRoom(desk: OutcomeDesk, undelivered: UndeliveredLog): WaitingRoom {
  const leaveAll = new Map<WaitingRequest, (refusal: unknown) => Promise<void>>()

  /** The last one to go leaves word that nobody got the answer, before it is told to come again. */
  const abandon = async (ticket: Ticket) => {
    if (ticket.waiting.size > 0) return
    await ticket.appended.promise
    // An equal request may have come in the meantime.
    if (ticket.waiting.size > 0) return
    desk.forget(ticket)
    await undelivered.record(ticket)
  }

  return {
    get size() {
      return leaveAll.size
    },
    async clear() {
      await Promise.all([...leaveAll.values()].map((leave) => leave(shuttingDown())))
    },
    wait(ticket, limitMs, signal) {
      return new Promise((resolve, reject) => {
        const settled = () => {
          clearTimeout(timer)
          leaveAll.delete(waiting)
          signal.removeEventListener('abort', onAbort)
        }
        const waiting: WaitingRequest = {
          answer(outcome, delivery) {
            settled()
            // What is being sent can still be lost.
            if (delivery === 'owned') recordWhenLost(ticket, signal, undelivered)
            resolve(outcome)
          },
          refuse(error) {
            settled()
            reject(error)
          },
        }
        const leave = async (refusal: unknown) => {
          settled()
          if (!ticket.waiting.delete(waiting)) return
          await abandon(ticket)
          reject(refusal)
        }
        const onAbort = () => void leave(notYetApplied())
        const onLimit = () => {
          if (ticket.taking) timer = setTimeout(onLimit, TAKING_MS)
          else void leave(notYetApplied())
        }
        let timer = setTimeout(onLimit, limitMs)
        leaveAll.set(waiting, leave)
        ticket.waiting.add(waiting)
        if (signal.aborted) onAbort()
        else signal.addEventListener('abort', onAbort)
      })
    },
  }
}

function recordWhenLost(ticket: Ticket, signal: AbortSignal, undelivered: UndeliveredLog): void {
  const record = () => void undelivered.record(ticket)
  if (signal.aborted) record()
  else signal.addEventListener('abort', record, { once: true })
}
