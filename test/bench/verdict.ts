/** Figures against their budgets. */
import { BUDGETS, type Budget, REFERENCE_FLOORS } from './budgets.ts'
import type { Figure, ValueName } from './figure.ts'

export type Level = {
  readonly limit: number
  readonly passed: boolean
  /** The limit moved to the floor of this run; null where it is the same everywhere or there is no floor. */
  readonly scaled: { readonly limit: number; readonly passed: boolean } | null
}

export type Verdict = {
  readonly budget: Budget
  readonly what: string
  /** Null: the figure is not in this run. */
  readonly measured: number | null
  readonly floor: { readonly what: string; readonly measured: number; readonly ratio: number } | null
  readonly never: Level | null
  readonly must: Level | null
  readonly aim: Level | null
}

export function verdictsOf(figures: readonly Figure[]): Verdict[] {
  const byId = new Map(figures.map((figure) => [figure.id, figure]))
  return BUDGETS.map((budget) => verdictOf(budget, byId.get(budget.figure), byId.get(budget.floor ?? '')))
}

function verdictOf(budget: Budget, figure: Figure | undefined, floorFigure: Figure | undefined): Verdict {
  const measured = figure?.values[budget.value] ?? null
  const what = `${figure?.what ?? budget.figure}, ${NAMES[budget.value] ?? budget.value}`
  if (measured === null) return { budget, what, measured, floor: null, never: null, must: null, aim: null }
  const floor = floorOf(budget, measured, floorFigure)
  const scale = floor === null ? null : floor.measured / (REFERENCE_FLOORS[budget.floor ?? ''] ?? Number.NaN)
  const level = (limit: number): Level => ({
    limit,
    passed: passes(budget, measured, limit),
    scaled: scale === null ? null : { limit: limit * scale, passed: passes(budget, measured, limit * scale) },
  })
  return {
    budget,
    what,
    measured,
    floor,
    never: budget.never === undefined ? null : neverOf(budget.never, measured, floor?.measured ?? null),
    must: level(budget.must),
    aim: budget.aim === null ? null : level(budget.aim),
  }
}

const NAMES: Partial<Record<ValueName, string>> = { perSecond: 'per second', p50Ms: 'p50 ms', p95Ms: 'p95 ms' }

function floorOf({ value }: Budget, measured: number, figure: Figure | undefined): Verdict['floor'] {
  const floor = figure?.values[value]
  return figure === undefined || floor === undefined
    ? null
    : { what: figure.what, measured: floor, ratio: measured / floor }
}

function neverOf({ limit, shareOfFloor }: NonNullable<Budget['never']>, measured: number, floor: number | null): Level {
  const share = floor === null ? null : { limit: floor * shareOfFloor, passed: measured >= floor * shareOfFloor }
  return { limit, passed: measured >= limit, scaled: share }
}

function passes({ better }: Budget, measured: number, limit: number): boolean {
  return better === 'more' ? measured >= limit : measured <= limit
}
