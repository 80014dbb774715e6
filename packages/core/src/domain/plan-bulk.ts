/**
 * The rules that hold between the operations of a Bulk request: failOnErrors, and operations that refer to one that failed
 * (RFC 7644 §3.7.1–3.7.3). What earlier batches did is loaded, so they hold however the request was cut.
 */
import { ScimError } from '../scim/error.ts'
import { failed } from './answer.ts'
import { type BulkProgress, type LoadedBulks, SKIPPED_STATUS } from './bulk.ts'
import type { BulkPlace, Operation } from './operation.ts'
import type { Outcome } from './outcome.ts'

type Count = { settled: number; errors: number; readonly errorsBefore: number; readonly limit: number }

export class BulkLedger {
  private readonly counts = new Map<string, Count>()
  private readonly failedIndexes: Map<string, number>
  private readonly loaded: LoadedBulks

  constructor(loaded: LoadedBulks) {
    this.loaded = loaded
    this.failedIndexes = new Map(loaded.failed)
  }

  /** What is said without a look at people or groups; null: the operation has to be applied. */
  decided(operation: Operation): Outcome | null {
    const { bulk } = operation
    if (!bulk) return null
    if (this.isStopped(bulk)) return failed(operation.id, skipped())
    if (bulk.refusal !== null) {
      const { status, detail, scimType } = bulk.refusal
      return failed(operation.id, new ScimError(status, detail, scimType))
    }
    for (const id of bulk.dependsOn) {
      const index = this.failedIndexes.get(id)
      if (index !== undefined) return failed(operation.id, referredFailed(index))
    }
    return null
  }

  /** To be told in the order of application. Returns the outcome, or that the operation was not reached. */
  record(operation: Operation, outcome: Outcome): Outcome {
    const { bulk } = operation
    if (!bulk) return outcome
    const stopped = this.isStopped(bulk)
    const count = this.countOf(bulk)
    count.settled += 1
    const isError = outcome.status >= 300
    if (isError) this.failedIndexes.set(operation.id, bulk.index)
    if (stopped) return isError ? failed(operation.id, skipped()) : outcome
    if (isError) count.errors += 1
    return outcome
  }

  progress(): BulkProgress[] {
    return [...this.counts].map(([id, { settled, errors }]) => ({ id, settled, errors }))
  }

  private isStopped(bulk: BulkPlace): boolean {
    if (this.loaded.bulks.get(bulk.id)?.stopped) return true
    const { errors, errorsBefore, limit } = this.countOf(bulk)
    return errorsBefore + errors >= limit
  }

  private countOf({ id }: BulkPlace): Count {
    const known = this.counts.get(id)
    if (known !== undefined) return known
    const bulk = this.loaded.bulks.get(id)
    if (bulk === undefined) throw new Error(`bulk ${id} was not loaded`)
    const limit = bulk.failOnErrors ?? Number.POSITIVE_INFINITY
    const count = { settled: 0, errors: 0, errorsBefore: bulk.errors, limit }
    this.counts.set(id, count)
    return count
  }
}

/** The bulkId is not stored (RFC 7643 §3.1); who has the request can name it. */
function referredFailed(index: number): ScimError {
  return new ScimError(409, `Operations[${index}], which this operation refers to by its bulkId, failed.`)
}

export function cycleFailed(index: number): ScimError {
  return new ScimError(409, `Operations[${index}], which this operation and it refer to each other with, failed.`)
}

function skipped(): ScimError {
  return new ScimError(SKIPPED_STATUS, 'Not processed: the request had reached its failOnErrors before.')
}
