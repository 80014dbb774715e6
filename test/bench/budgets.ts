/**
 * The budgets: how fast what has to be. Machines differ, so each stands beside a floor: the absolute limits come from one
 * machine, on which that floor was `REFERENCE_FLOORS`, and move with the floor of the run that they are compared with.
 */
import type { ValueName } from './figure.ts'

export type Budget = {
  /** Id of a figure. */
  readonly figure: string
  readonly value: ValueName
  readonly better: 'more' | 'less'
  /** Id of the floor's figure, compared by the same value; null: the limit is the same everywhere. */
  readonly floor: string | null
  readonly must: number
  readonly aim: number | null
  /** Below it, and below that share of the floor, nothing is handed over. */
  readonly never?: { readonly limit: number; readonly shareOfFloor: number }
}

const rate = (figure: string, floor: string, must: number, aim: number): Budget => ({
  figure,
  value: 'perSecond',
  better: 'more',
  floor,
  must,
  aim,
})

/** Latencies are not moved with the floor: most of one is not the disk. */
const latency = (figure: string, must: number, aim: number | null): Budget => ({
  figure,
  value: 'p50Ms',
  better: 'less',
  floor: null,
  must,
  aim,
})

export const BUDGETS: readonly Budget[] = [
  { ...rate('create-8', 'one-statement-8', 1_000, 2_500), never: { limit: 750, shareOfFloor: 0.12 } },
  { ...latency('create-8', 15, null), value: 'p95Ms' },
  rate('create-64', 'one-statement-8', 2_500, 4_000),
  rate('patch-8', 'one-statement-8', 1_000, 2_500),
  rate('patch-64', 'one-statement-8', 2_500, 4_000),
  latency('idle', 6, 3.5),
  rate('look-up-user-name', 'select-user-8', 3_000, 5_000),
  rate('look-up-external-id', 'select-user-8', 3_000, 5_000),
  rate('get-8', 'select-user-8', 4_000, 7_000),
  rate('fill-group', 'related-rows-1', 10_000, 20_000),
  latency('add-member-10', 6, 4),
  latency('add-member-1000', 6, 4),
  latency('add-member-10000', 6, 4),
  latency('add-member-100000', 6, 4),
  { figure: 'add-member-ratio', value: 'ratio', better: 'less', floor: null, must: 1.2, aim: null },
  { figure: 'read-group-ratio', value: 'ratio', better: 'less', floor: null, must: 1.3, aim: null },
  { figure: 'find-group-ratio', value: 'ratio', better: 'less', floor: null, must: 1.3, aim: null },
  { figure: 'is-member-ratio', value: 'ratio', better: 'less', floor: null, must: 1.3, aim: null },
  { ...rate('list-index', 'select-page-1', 10_000, 20_000), floor: null },
  { ...rate('list-cursor', 'select-page-1', 10_000, 20_000), floor: null },
  { figure: 'list-cursor-last', value: 'ratio', better: 'less', floor: null, must: 1.2, aim: null },
  { ...rate('bulk-1000', 'related-rows-1', 3_500, 6_000) },
  rate('start', 'related-rows-1', 5_000, 10_000),
  { ...latency('start-post', 250, 100), value: 'p95Ms' },
  ...['counts', 'added', 'removed', 'unchanged', 'effects'].map((read) => latency(`conflict-${read}`, 1_000, null)),
  { figure: 'connections-api', value: 'connections', better: 'less', floor: null, must: 12, aim: null },
  { figure: 'connections-worker', value: 'connections', better: 'less', floor: null, must: 12, aim: null },
]

/** Per second, on the machine that the absolute limits come from. */
export const REFERENCE_FLOORS: Readonly<Record<string, number>> = {
  'one-statement-8': 5_650,
  'select-user-8': 16_400,
  'related-rows-1': 13_900,
}
