/**
 * Looks for news of sites that somebody waits for: after a message, and each second in case one got lost. One look a site at a
 * time; what is said meanwhile is seen by the next.
 */

export type SiteLooksOptions = {
  /** Those that somebody waits for. */
  sites(): Iterable<number>
  /** Asked before each look, and after it. */
  isWaitedFor(siteId: number): boolean
  look(siteId: number): Promise<void>
  /** A look failed; the next is a second away at most. */
  onFailure(error: unknown, siteId: number): void
}

export type SiteLooks = {
  /** There may be news. */
  look(siteId: number): void
  /** Resolves when no look is under way. */
  close(): Promise<void>
}

const EACH_MS = 1_000

type Look = { readonly ended: Promise<void>; again: boolean }

export function createSiteLooks({ sites, isWaitedFor, look, onFailure }: SiteLooksOptions): SiteLooks {
  const looks = new Map<number, Look>()

  const begin = (siteId: number) => {
    if (!isWaitedFor(siteId)) return
    const running = looks.get(siteId)
    if (running !== undefined) {
      running.again = true
      return
    }
    const ended = look(siteId)
      .catch((error: unknown) => onFailure(error, siteId))
      .finally(() => {
        const { again } = started
        looks.delete(siteId)
        if (isWaitedFor(siteId) && again) begin(siteId)
      })
    const started: Look = { ended, again: false }
    looks.set(siteId, started)
  }

  const timer = setInterval(() => {
    for (const siteId of sites()) begin(siteId)
  }, EACH_MS)

  return {
    look: begin,
    async close() {
      clearInterval(timer)
      await Promise.all([...looks.values()].map(({ ended }) => ended))
    },
  }
}
