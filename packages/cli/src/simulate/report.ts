/** The result of a run as data: what was sent, how fast, and whether everything is there. */
import type { ChangeCounts } from './change-directory.ts'
import type { Chaos, ChaosKind } from './chaos.ts'
import type { Latencies, LatencySummary } from './latency.ts'
import type { ProfileName } from './profile.ts'
import type { StepName } from './progress.ts'
import type { SyncContext } from './sync-context.ts'
import type { SyncError } from './sync-errors.ts'
import type { Verification } from './verify.ts'

export type StepReport = {
  readonly step: StepName
  readonly done: number
  readonly total: number
  readonly seconds: number
  readonly perSecond: number
}

export type CycleReport = {
  /** From 1. */
  readonly cycle: number
  readonly changes: ChangeCounts
  readonly seconds: number
  /** Null when it was not verified after this cycle. */
  readonly differences: number | null
}

export type Report = {
  /** Everything was sent without an error and, where asked for, verified without a difference. */
  readonly ok: boolean
  readonly baseUrl: string
  readonly profile: ProfileName
  /** At the end. */
  readonly population: {
    readonly seed: number
    readonly users: number
    readonly groups: number
    readonly memberships: number
  }
  readonly seconds: number
  readonly steps: readonly StepReport[]
  readonly cycles: readonly CycleReport[]
  readonly requests: readonly LatencySummary[]
  /** How many requests met what; null without chaos. */
  readonly chaos: Readonly<Record<ChaosKind, number>> | null
  readonly retries: number
  readonly errors: number
  readonly firstErrors: readonly SyncError[]
  readonly verification: Verification | null
}

const KEPT_ERRORS = 20

type ReportInput = {
  readonly run: { readonly baseUrl: string; readonly population: { readonly seed: number } }
  readonly context: SyncContext
  readonly latencies: Latencies
  readonly cycles: readonly CycleReport[]
  readonly chaos: Chaos | null
  readonly verification: Verification | null
}

export function createReport({ run, context, latencies, cycles, chaos, verification }: ReportInput): Report {
  const { model, progress } = context
  const doubled = (chaos?.doubled ?? []).map((subject) => ({ step: 'create', subject, problem: 'created twice' }))
  const errors = [...context.errors, ...doubled]
  const steps = progress.steps.map((step) => ({
    step: step.name,
    done: step.done,
    total: step.total,
    seconds: round(step.seconds),
    perSecond: round(step.perSecond),
  }))
  return {
    ok: errors.length === 0 && (verification === null || verification.differences === 0),
    baseUrl: run.baseUrl,
    profile: context.profile.name,
    population: {
      seed: run.population.seed,
      users: model.users.size,
      groups: model.groups.size,
      memberships: model.membershipCount,
    },
    seconds: round(steps.reduce((sum, step) => sum + step.seconds, 0)),
    steps,
    cycles: cycles.map((cycle) => ({ ...cycle, seconds: round(cycle.seconds) })),
    requests: latencies.summary().map((row) => ({
      ...row,
      p50Ms: round(row.p50Ms),
      p95Ms: round(row.p95Ms),
      maxMs: round(row.maxMs),
    })),
    chaos: chaos === null ? null : { ...chaos.counts },
    retries: progress.retries,
    errors: errors.length,
    firstErrors: errors.slice(0, KEPT_ERRORS),
    verification,
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
