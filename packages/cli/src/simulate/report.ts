/** The result of a run as data: what was sent, how fast, and whether everything is there. */
import type { Latencies, LatencySummary } from './latency.ts'
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

export type Report = {
  /** Verified (where asked for) without a difference; else everything was sent without an error. */
  readonly ok: boolean
  readonly baseUrl: string
  readonly population: {
    readonly seed: number
    readonly users: number
    readonly groups: number
    readonly memberships: number
  }
  readonly seconds: number
  readonly steps: readonly StepReport[]
  readonly requests: readonly LatencySummary[]
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
  readonly verification: Verification | null
}

export function createReport({ run, context, latencies, verification }: ReportInput): Report {
  const { model, progress, errors } = context
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
    population: {
      seed: run.population.seed,
      users: model.users.size,
      groups: model.groups.size,
      memberships: model.membershipCount,
    },
    seconds: round(steps.reduce((sum, step) => sum + step.seconds, 0)),
    steps,
    requests: latencies.summary().map((row) => ({
      ...row,
      p50Ms: round(row.p50Ms),
      p95Ms: round(row.p95Ms),
      maxMs: round(row.maxMs),
    })),
    retries: progress.retries,
    errors: errors.length,
    firstErrors: errors.slice(0, KEPT_ERRORS),
    verification,
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
