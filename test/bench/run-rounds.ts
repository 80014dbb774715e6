/**
 * Runs measurements round by round on one queue backend: what disturbs the machine for a while is spread over all of
 * them, and the median leaves it out.
 */
import type { RowCounts } from './conservation.ts'
import { type Figure, mediansOf } from './figure.ts'
import type { Bench, Measured, Measurement } from './measurement.ts'

export type Result = {
  readonly name: string
  readonly figures: readonly Figure[]
  /** Sums over the rounds. */
  readonly counted: RowCounts
  readonly rounds: readonly (readonly Figure[])[]
}

export async function runRounds(
  measurements: readonly Measurement[],
  bench: Bench,
  rounds: number,
  note: (text: string) => void,
): Promise<Result[]> {
  const measured = new Map<string, Measured[]>(measurements.map(({ name }) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, run } of measurements) {
      const begun = performance.now()
      // biome-ignore lint/performance/noAwaitInLoops: one at a time has the machine
      measured.get(name)?.push(await run(bench))
      bench.system.assertWhole()
      note(`round ${round}: ${name} took ${((performance.now() - begun) / 1_000).toFixed(1)} s`)
    }
  }
  return [...measured].map(([name, all]) => {
    const figures = all.map((each) => each.figures)
    return { name, figures: mediansOf(figures), counted: sumsOf(all.map((each) => each.counted)), rounds: figures }
  })
}

function sumsOf(all: readonly RowCounts[]): RowCounts {
  const sums: Record<string, number> = {}
  for (const [what, count] of all.flatMap((counted) => Object.entries(counted))) sums[what] = (sums[what] ?? 0) + count
  return sums
}
