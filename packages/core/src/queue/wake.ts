/**
 * Wakes lanes after a journal flush has committed. No request awaits it and none depends on it: a wake that
 * fails or takes too long is given up, the sweep covers it.
 * Guarantee: at most one wake a site in flight; one asked for meanwhile is sent after it.
 */
import type { Logger } from '../runtime/logger.ts'
import type { LaneQueue } from './lane.ts'

export type Waker = {
  wake(siteId: number): void
  /** Resolves when no wake is in flight; later calls do nothing. */
  close(): Promise<void>
}

const GIVE_UP_AFTER_MS = 500

type Flight = { again: boolean; readonly landed: Promise<void> }

export function createWaker(queue: Pick<LaneQueue, 'wake'>, logger: Logger): Waker {
  const flights = new Map<number, Flight>()
  let closed = false

  const send = (siteId: number) => {
    const flight: Flight = { again: false, landed: attempt(queue, siteId, logger).then(() => land(siteId)) }
    flights.set(siteId, flight)
  }
  const land = (siteId: number) => {
    const again = flights.get(siteId)?.again === true
    flights.delete(siteId)
    if (again && !closed) send(siteId)
  }

  return {
    wake(siteId) {
      if (closed) return
      const flight = flights.get(siteId)
      if (flight === undefined) send(siteId)
      else flight.again = true
    },
    async close() {
      closed = true
      await Promise.all([...flights.values()].map((flight) => flight.landed))
    },
  }
}

/** Never rejects. The queue's own promise may never settle; it is left behind after the time limit. */
async function attempt(queue: Pick<LaneQueue, 'wake'>, siteId: number, logger: Logger): Promise<void> {
  const started = performance.now()
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<'given up'>((resolve) => {
    timer = setTimeout(() => resolve('given up'), GIVE_UP_AFTER_MS)
  })
  const sent = queue.wake(siteId).then(
    () => 'sent' as const,
    (err: unknown) => {
      logger.debug({ err, siteId }, 'wake failed, the sweep will find the site')
      return 'failed' as const
    },
  )
  const result = await Promise.race([sent, limit])
  clearTimeout(timer)
  if (result === 'given up') {
    logger.debug({ siteId, waitedMs: Math.round(performance.now() - started) }, 'wake given up')
  }
}
