/** What a run says, in one shape: written as JSON, and told as Markdown. */
import type { RowCounts } from '../conservation.ts'
import type { Figure } from '../figure.ts'
import type { Machine } from '../machine.ts'
import type { BackendName, BenchOptions } from '../options.ts'
import type { Run } from '../run-bench.ts'
import type { Result } from '../run-rounds.ts'
import { type Verdict, verdictsOf } from '../verdict.ts'

export type Report = {
  /** YYYY-MM-DD */
  readonly date: string
  readonly size: BenchOptions['size']
  readonly rounds: number
  readonly stored: number
  readonly machine: Machine
  readonly postgresVersion: string
  readonly backends: readonly BackendReport[]
}

export type BackendReport = {
  readonly backend: BackendName
  readonly measurements: readonly {
    readonly name: string
    readonly figures: readonly Figure[]
    readonly counted: RowCounts
    readonly rounds: readonly (readonly Figure[])[]
  }[]
  readonly verdicts: readonly Verdict[]
  /** Of STEADY over the rounds, highest to lowest: how much else went on. Null with one round, or without floors. */
  readonly unsteadiness: number | null
}

const STEADY = 'one-statement-8'

export function reportOf(run: Run, options: BenchOptions, machine: Machine, date: Date): Report {
  return {
    date: date.toISOString().slice(0, 10),
    size: options.size,
    rounds: options.rounds,
    stored: options.sizes.stored,
    machine,
    postgresVersion: run.postgresVersion,
    backends: run.backends.map(({ backend, results }) => ({
      backend,
      measurements: results,
      verdicts: verdictsOf(results.flatMap(({ figures }) => figures)),
      unsteadiness: unsteadinessOf(results),
    })),
  }
}

function unsteadinessOf(results: readonly Result[]): number | null {
  const rates = results
    .flatMap(({ rounds }) => rounds.flat())
    .filter(({ id }) => id === STEADY)
    .flatMap(({ values }) => values.perSecond ?? [])
  return rates.length < 2 ? null : Math.max(...rates) / Math.min(...rates)
}
