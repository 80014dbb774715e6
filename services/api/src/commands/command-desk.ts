/** Where commands of administrators are waited for: one shared look a site, after a message or once a second. */
import type { Waker } from '@syncline/core/queue/wake.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { type CommandOutcome, readCommandOutcomes } from '@syncline/core/storage/journal/command-outcome.ts'
import type pg from 'pg'
import { createSiteLooks } from '../accept/site-looks.ts'

export type CommandDesk = {
  /**
   * For a command that is in the journal: its transaction has committed.
   * @returns null: not applied within the limit
   */
  outcome(command: { readonly siteId: number; readonly id: string }): Promise<CommandOutcome | null>
  /** A lane has announced outcomes of its site. */
  look(siteId: number): void
  /** Who still waits is told that it takes longer. */
  close(): Promise<void>
}

export type CommandDeskOptions = {
  readonly pool: pg.Pool
  readonly waker: Waker
  readonly logger: Logger
  readonly waitLimitMs: number
}

type Waiter = { readonly id: string; settle(outcome: CommandOutcome | null): void }

export function createCommandDesk({ pool, waker, logger, waitLimitMs }: CommandDeskOptions): CommandDesk {
  const sites = new Map<number, Set<Waiter>>()
  const looks = createSiteLooks({
    sites: () => sites.keys(),
    isWaitedFor: (siteId) => sites.has(siteId),
    async look(siteId) {
      const waiters = [...(sites.get(siteId) ?? [])]
      const found = await readCommandOutcomes(
        pool,
        siteId,
        waiters.map(({ id }) => id),
      )
      const outcomes = new Map(found.map((outcome) => [outcome.operationId, outcome]))
      for (const waiter of waiters) {
        const outcome = outcomes.get(waiter.id)
        if (outcome !== undefined) waiter.settle(outcome)
      }
    },
    onFailure: (err, siteId) => logger.warn({ err, siteId }, 'reading outcomes of commands failed, trying again'),
  })

  const outcome: CommandDesk['outcome'] = ({ siteId, id }) =>
    new Promise((resolve) => {
      const waiters = sites.get(siteId) ?? new Set()
      sites.set(siteId, waiters)
      const waiter: Waiter = {
        id,
        settle(found) {
          clearTimeout(timer)
          waiters.delete(waiter)
          if (waiters.size === 0 && sites.get(siteId) === waiters) sites.delete(siteId)
          resolve(found)
        },
      }
      const timer = setTimeout(() => waiter.settle(null), waitLimitMs)
      waiters.add(waiter)
      waker.wake(siteId)
      looks.look(siteId)
    })

  return {
    outcome,
    look: looks.look,
    async close() {
      for (const waiter of [...sites.values()].flatMap((waiters) => [...waiters])) waiter.settle(null)
      await looks.close()
    },
  }
}
