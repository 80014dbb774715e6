/**
 * Where Bulk requests are waited for: one waiter a request, whatever its number of operations, and one shared look a site, after a
 * message or once a second.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { finishedBulks } from '@syncline/core/storage/journal/bulk-read.ts'
import type pg from 'pg'
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

const POLL_MS = 1_000

type Waiter = { readonly id: string; resolve(): void; reject(refusal: unknown): void }
type SiteDesk = { readonly waiters: Set<Waiter>; looking: Promise<void> | null; again: boolean }

export function createBulkDesk(pool: pg.Pool, logger: Logger): BulkDesk {
  const sites = new Map<number, SiteDesk>()

  const read = async (siteId: number, { waiters }: SiteDesk) => {
    const asked = [...waiters]
    const found = new Set(await finishedBulks(pool, siteId, [...new Set(asked.map(({ id }) => id))]))
    for (const waiter of asked) if (found.has(waiter.id)) waiter.resolve()
  }

  const look = (siteId: number) => {
    const site = sites.get(siteId)
    if (site === undefined) return
    if (site.looking !== null) {
      site.again = true
      return
    }
    site.again = false
    site.looking = read(siteId, site)
      .catch((err: unknown) => logger.warn({ err, siteId }, 'looking for finished Bulk requests failed, trying again'))
      .finally(() => {
        site.looking = null
        if (site.waiters.size === 0) sites.delete(siteId)
        else if (site.again) look(siteId)
      })
  }

  const poll = setInterval(() => {
    for (const siteId of sites.keys()) look(siteId)
  }, POLL_MS)

  return {
    finished({ siteId, id }, limitMs, signal) {
      return new Promise((resolve, reject) => {
        const site = sites.get(siteId) ?? { waiters: new Set(), looking: null, again: false }
        sites.set(siteId, site)
        const settled = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', onLeave)
          site.waiters.delete(waiter)
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
        site.waiters.add(waiter)
        if (signal.aborted) onLeave()
        // It may be finished already.
        else look(siteId)
      })
    },
    look,
    get size() {
      return [...sites.values()].reduce((sum, { waiters }) => sum + waiters.size, 0)
    },
    async close() {
      clearInterval(poll)
      for (const { waiters } of sites.values()) for (const waiter of [...waiters]) waiter.reject(shuttingDown())
      await Promise.all([...sites.values()].map(({ looking }) => looking))
    },
  }
}
