/** What is measured: named figures, and their medians over several rounds. */

/** Units are in the names; `ratio` has none. Processor times are those of one request. Rates are of what the figure counts: requests, users, members, rows. */
export const VALUES = [
  'perSecond',
  'p50Ms',
  'p95Ms',
  'maxMs',
  'wakesPerOperation',
  'operationsPerBatch',
  'walBytesPerOperation',
  'apiCpuMs',
  'workerCpuMs',
  'postgresCpuMs',
  'clientCpuMs',
  'connections',
  'ratio',
] as const

export type ValueName = (typeof VALUES)[number]

export type Figure = {
  /** Budgets and floors name it, e.g. `create-8`. */
  readonly id: string
  /** In words, e.g. `create users, 8 connections`. */
  readonly what: string
  readonly values: Readonly<Partial<Record<ValueName, number>>>
}

/** Of each value of each figure by itself, in the order of the first round. */
export function mediansOf(rounds: readonly (readonly Figure[])[]): Figure[] {
  const [first = []] = rounds
  return first.map(({ id, what, values }) => {
    const same = rounds.flat().filter((figure) => figure.id === id)
    const medians = Object.keys(values).map((name) => [name, medianOf(same, name as ValueName)])
    return { id, what, values: Object.fromEntries(medians) }
  })
}

function medianOf(figures: readonly Figure[], name: ValueName): number {
  const sorted = figures.flatMap(({ values }) => values[name] ?? []).sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}
