/** What a run of many pieces of work took. Exact quantiles over all of them. */

export type Timing = {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly maxMs: number
}

/** @param wholeMs from the first piece to the last */
export function timingOf(latenciesMs: Float64Array, wholeMs: number): Timing {
  const sorted = latenciesMs.toSorted()
  return {
    perSecond: (sorted.length * 1_000) / wholeMs,
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    maxMs: quantile(sorted, 1),
  }
}

export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** Runs work with a fixed number of pieces under way, and times each. */
export async function timeWork(count: number, atOnce: number, work: (at: number) => Promise<unknown>): Promise<Timing> {
  const latenciesMs = new Float64Array(count)
  let next = 0
  const occupy = async (): Promise<void> => {
    while (next < count) {
      const at = next
      next += 1
      const begun = performance.now()
      // biome-ignore lint/performance/noAwaitInLoops: the next piece begins when one has ended
      await work(at)
      latenciesMs[at] = performance.now() - begun
    }
  }
  const begun = performance.now()
  await Promise.all(Array.from({ length: atOnce }, occupy))
  return timingOf(latenciesMs, performance.now() - begun)
}
