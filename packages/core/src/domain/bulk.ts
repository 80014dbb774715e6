/** How far a Bulk request has come, and what became of operations that others refer to (RFC 7644 §3.7). */
import type { BulkPlace, Operation } from './operation.ts'

export type BulkState = {
  readonly id: string
  readonly failOnErrors: number | null
  /** Errors so far. */
  readonly errors: number
  /** Enough errors: nothing more is processed. */
  readonly stopped: boolean
}

/** What a batch has to know of the Bulk requests that its operations belong to. */
export type LoadedBulks = {
  readonly bulks: ReadonlyMap<string, BulkState>
  /** Operations of earlier batches that failed and that an operation of this batch refers to: id → index. */
  readonly failed: ReadonlyMap<string, number>
}

export const NO_BULKS: LoadedBulks = { bulks: new Map(), failed: new Map() }

/** What a batch adds to a Bulk request. */
export type BulkProgress = { readonly id: string; readonly settled: number; readonly errors: number }

/** Operations of one cycle of one Bulk request have equal ones. Null: not in a cycle. */
export function cycleKey({ bulk }: { readonly bulk?: BulkPlace | null }): string | null {
  return bulk?.cycle ? `${bulk.id}/${bulk.cycle.first}` : null
}

/** How many operations are applied together with this one, itself among them. */
export function unitSize({ bulk }: Operation): number {
  return bulk?.cycle?.size ?? 1
}

/** RFC 9967 has no status for what was never reached; 424 (RFC 4918 §11.4) says that it hung on others. */
export const SKIPPED_STATUS = 424

/** The first operations, as few as possible but no fewer than `least`, with every cycle among them whole and standing together. */
export function firstUnits(operations: readonly Operation[], least: number): readonly Operation[] {
  if (!operations.some(({ bulk }) => bulk?.cycle)) return operations.slice(0, least)
  const cycles = Map.groupBy(operations, cycleKey)
  const taken = new Set<Operation>()
  for (const operation of operations) {
    if (taken.size >= least) break
    const key = cycleKey(operation)
    for (const member of key === null ? [operation] : (cycles.get(key) ?? [])) taken.add(member)
  }
  return [...taken]
}
