/** Bulk requests of a site without a database, as far as the lane knows them. */
import type { BulkProgress, BulkState, LoadedBulks } from '@syncline/core/domain/bulk.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import type { Outcome } from '@syncline/core/domain/outcome.ts'

export class MemoryBulks {
  readonly #bulks = new Map<string, BulkState>()
  readonly #failed = new Map<string, number>()
  readonly #settled = new Map<string, number>()

  add(id: string, failOnErrors: number | null = null): void {
    this.#bulks.set(id, { id, failOnErrors, errors: 0, stopped: false })
  }

  /** How far it has come. */
  progress(id: string): { settled: number; errors: number; stopped: boolean } {
    const { errors = 0, stopped = false } = this.#bulks.get(id) ?? {}
    return { settled: this.#settled.get(id) ?? 0, errors, stopped }
  }

  /** What a batch has to know: only of its own requests, and of operations that are not in it. */
  of(batch: readonly Operation[]): LoadedBulks {
    const ids = new Set(batch.map(({ bulk }) => bulk?.id))
    const named = new Set(batch.flatMap(({ bulk }) => bulk?.dependsOn ?? []))
    return {
      bulks: new Map([...this.#bulks].filter(([id]) => ids.has(id))),
      failed: new Map([...this.#failed].filter(([id]) => named.has(id))),
    }
  }

  advance(batch: readonly Operation[], outcomes: readonly Outcome[], progress: readonly BulkProgress[]): void {
    batch.forEach(({ id, bulk }, at) => {
      if (bulk && (outcomes[at]?.status ?? 500) >= 300) this.#failed.set(id, bulk.index)
    })
    for (const { id, settled, errors } of progress) {
      const bulk = this.#bulks.get(id)
      if (bulk === undefined) throw new Error(`there is no bulk ${id}`)
      const sum = bulk.errors + errors
      this.#bulks.set(id, { ...bulk, errors: sum, stopped: bulk.stopped || sum >= (bulk.failOnErrors ?? Infinity) })
      this.#settled.set(id, (this.#settled.get(id) ?? 0) + settled)
    }
  }
}
