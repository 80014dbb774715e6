/** Taking decisions of a site without a database back. */
import type { Outcome } from '@syncline/core/domain/outcome.ts'
import type { ConflictSite } from './conflict-site.ts'

const DAY_MS = 86_400_000

/** @param conflictId default: the last one of G */
export function undo(it: ConflictSite, conflictId = it.conflict().id): Outcome {
  const outcome = it.decide({ name: 'undo-decision', conflictId })
  it.settle()
  return outcome
}

/** The batches to come are so many days later. */
export function later(it: ConflictSite, days: number): void {
  it.now = new Date(it.now.getTime() + days * DAY_MS)
}
