/**
 * How a site's lane is called after an append: by a hint while the lane is hot on a worker, else by a wake through the queue.
 * A lane is hot for some seconds after each batch, which every process hears of through the announcement of its outcomes.
 * Guarantee: a hint that is followed by no outcome soon is followed by a wake.
 */
import type { Waker } from '@syncline/core/queue/wake.ts'
import { HINTED_MS } from '@syncline/core/storage/journal/hint.ts'

export type LaneCaller = {
  /** Through the queue, not awaited. */
  wake(siteId: number): void
  /** Whether a hint will do. */
  isHot(siteId: number): boolean
  /** A hint was sent. @param begunAt a time before that, of `performance.now()` */
  hinted(siteId: number, begunAt: number): void
  /** There are outcomes of a site: its lane is hot. */
  heard(siteId: number): void
  /** Sends no more wakes of its own. */
  close(): void
}

const UNHEARD_MS = 150
const LONGEST_DISTRUST_MS = 10_000

type Site = { heardAt: number; unheard: number; distrustedUntil: number; waiting: NodeJS.Timeout | undefined }

export function createLaneCaller(waker: Pick<Waker, 'wake'>): LaneCaller {
  const sites = new Map<number, Site>()
  let closed = false

  const notHeard = (siteId: number, site: Site) => {
    site.waiting = undefined
    site.unheard += 1
    site.heardAt = Number.NEGATIVE_INFINITY
    site.distrustedUntil = performance.now() + Math.min(UNHEARD_MS * 2 ** site.unheard, LONGEST_DISTRUST_MS)
    waker.wake(siteId)
  }

  return {
    wake: (siteId) => waker.wake(siteId),
    isHot(siteId) {
      const site = sites.get(siteId)
      if (site === undefined) return false
      const now = performance.now()
      return now - site.heardAt < HINTED_MS && now >= site.distrustedUntil
    },
    hinted(siteId, begunAt) {
      const site = sites.get(siteId)
      if (closed || site === undefined || site.heardAt >= begunAt) return
      site.waiting ??= setTimeout(() => notHeard(siteId, site), UNHEARD_MS)
    },
    heard(siteId) {
      if (closed) return
      const site = sites.get(siteId)
      if (site === undefined) {
        sites.set(siteId, { heardAt: performance.now(), unheard: 0, distrustedUntil: 0, waiting: undefined })
        return
      }
      site.heardAt = performance.now()
      if (site.waiting === undefined) return
      clearTimeout(site.waiting)
      site.waiting = undefined
      site.unheard = 0
    },
    close() {
      closed = true
      for (const site of sites.values()) clearTimeout(site.waiting)
    },
  }
}
