/**
 * How a site's lane is called after an append: by a hint while the lane is hot on a worker, else by a wake through the queue.
 * A lane is hot for some seconds after each batch, which every process hears of through the announcement of its outcomes.
 * Guarantee: a hint that is followed by no outcome soon is followed by a wake.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'

export type LaneCallerOptions = {
  wake(siteId: number): Promise<void>
  hint(siteId: number): Promise<void>
  readonly logger: Logger
}

export type LaneCaller = {
  /** May reject or never settle while the stores are away. */
  wake(siteId: number): Promise<void>
  /** There are outcomes of a site: its lane is hot. */
  heard(siteId: number): void
  close(): void
}

/** Shorter than a worker keeps a lane hot (HOT_MS of services/worker), by more than a message takes. */
const TRUSTED_MS = 5_000
const UNHEARD_MS = 150
const LONGEST_DISTRUST_MS = 10_000

type Site = { heardAt: number; unheard: number; distrustedUntil: number; waiting: NodeJS.Timeout | undefined }

export function createLaneCaller({ wake, hint, logger }: LaneCallerOptions): LaneCaller {
  const sites = new Map<number, Site>()
  let closed = false

  const isHot = (site: Site | undefined, now: number): site is Site =>
    site !== undefined && now - site.heardAt < TRUSTED_MS && now >= site.distrustedUntil

  const notHeard = (siteId: number, site: Site) => {
    site.waiting = undefined
    site.unheard += 1
    site.heardAt = Number.NEGATIVE_INFINITY
    site.distrustedUntil = performance.now() + Math.min(UNHEARD_MS * 2 ** site.unheard, LONGEST_DISTRUST_MS)
    wake(siteId).catch((err: unknown) => logger.debug({ err, siteId }, 'wake failed, the sweep will find the site'))
  }

  return {
    async wake(siteId) {
      const site = sites.get(siteId)
      if (closed || !isHot(site, performance.now())) return wake(siteId)
      site.waiting ??= setTimeout(() => notHeard(siteId, site), UNHEARD_MS)
      await hint(siteId)
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
