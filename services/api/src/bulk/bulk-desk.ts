/**
 * Where Bulk requests are waited for: one waiter a request, whatever its number of operations, and one shared look a site, after a
 * message or once a second.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { finishedBulks } from '@syncline/core/storage/journal/bulk-read.ts'
import type pg from 'pg'
import { createSiteLooks } from '../accept/site-looks.ts'
import { notYetApplied, shuttingDown } from '../http/refusal.ts'

export type BulkKey = { readonly siteId: number; readonly id: string }

export type BulkDesk = {
  /**
   * Resolves when every operation of the request has its outcome.
   * @param signal aborted when the client's connection breaks
   * @throws Refusal 503
   */
  finished(bulk: BulkKey, limitMs: number, signal: AbortSignal): Promise<void>
  /** There may be news of a site. */
  look(siteId: number): void
  /** How many wait. */
  readonly size: number
  /** Who still waits gets 503. */
  close(): Promise<void>
}

type Waiter = { readonly id: string; resolve(): void; reject(refusal: unknown): void }

export function createBulkDesk(pool: pg.Pool, logger: Logger): BulkDesk {
  const sites = new Map<number, Set<Waiter>>()

  const looks = createSiteLooks({
    sites: () => sites.keys(),
    isWaitedFor: (siteId) => sites.has(siteId),
    async look(siteId) {
      const asked = [...(sites.get(siteId) ?? [])]
      const found = new Set(await finishedBulks(pool, siteId, [...new Set(asked.map(({ id }) => id))]))
      for (const waiter of asked) if (found.has(waiter.id)) waiter.resolve()
    },
    onFailure: (err, siteId) => logger.warn({ err, siteId }, 'looking for finished Bulk requests failed, trying again'),
  })

  return {
    finished({ siteId, id }, limitMs, signal) {
      return new Promise((resolve, reject) => {
        const waiters = sites.get(siteId) ?? new Set()
        sites.set(siteId, waiters)
        const settled = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', onLeave)
          waiters.delete(waiter)
          if (waiters.size === 0 && sites.get(siteId) === waiters) sites.delete(siteId)
        }
        const waiter: Waiter = {
          id,
          resolve() {
            settled()
            resolve()
          },
          reject(refusal) {
            settled()
            reject(refusal)
          },
        }
        const onLeave = () => waiter.reject(notYetApplied())
        const timer = setTimeout(onLeave, limitMs)
        signal.addEventListener('abort', onLeave)
        waiters.add(waiter)
        if (signal.aborted) onLeave()
        // It may be finished already.
        else looks.look(siteId)
      })
    },
    look: looks.look,
    get size() {
      return [...sites.values()].reduce((sum, waiters) => sum + waiters.size, 0)
    },
    async close() {
      for (const waiter of [...sites.values()].flatMap((waiters) => [...waiters])) waiter.reject(shuttingDown())
      await looks.close()
    },
  }
}
