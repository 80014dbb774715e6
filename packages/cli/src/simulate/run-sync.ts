/** One whole run: plays a first sync of a seeded population, verifies it and reports. The demo and `simulate` share it. */
import { createScimClient } from './client.ts'
import { type Display, type DisplayStream, startDisplay } from './display.ts'
import { playFirstSync } from './entra-sequence.ts'
import { Latencies } from './latency.ts'
import { DirectoryModel } from './model.ts'
import { createPopulation, type PopulationOptions } from './population.ts'
import { Progress } from './progress.ts'
import { createReport, type Report } from './report.ts'
import type { SiteReader } from './site-reader.ts'
import type { SyncContext } from './sync-context.ts'
import { verify } from './verify.ts'

export type SyncRun = {
  readonly baseUrl: string
  readonly token: string
  readonly population: PopulationOptions
  readonly concurrency: number
  readonly signal: AbortSignal
  /** Where the progress is shown. */
  readonly stream: DisplayStream
  readonly verify: boolean
  /** Rows of the site to verify; null: SCIM only. */
  readonly site: SiteReader | null
  /** Operations accepted and not applied; null where they cannot be seen. */
  readonly countPending: (() => Promise<number>) | null
  /** Gets the display once it runs. */
  onDisplay?(display: Display): void
}

export type SyncResult = { readonly report: Report; readonly model: DirectoryModel }

const PENDING_EVERY_MS = 500

export async function runSync(run: SyncRun): Promise<SyncResult> {
  const model = new DirectoryModel(createPopulation(run.population))
  const progress = new Progress({
    users: model.users.size,
    managers: model.managerCount,
    groups: model.groups.size,
    members: model.membershipCount,
    ...(run.verify ? { 'read back': model.users.size + model.groups.size } : {}),
  })
  const latencies = new Latencies()
  const client = createScimClient({ ...run, connections: run.concurrency, progress, latencies })
  const context: SyncContext = { ...run, client, model, progress, errors: [] }
  const display = startDisplay(progress, run.stream)
  run.onDisplay?.(display)
  const stopCounting = watchPending(progress, run.countPending)
  try {
    await playFirstSync(context)
    const verification = run.verify ? await verify(context, run.site) : null
    return { report: createReport({ run, context, latencies, verification }), model }
  } finally {
    stopCounting()
    display.stop()
    client.close()
  }
}

/** While the database is away (it may be restarting) nothing is known of it. */
function watchPending(progress: Progress, countPending: SyncRun['countPending']): () => void {
  if (countPending === null) return () => undefined
  const timer = setInterval(() => {
    countPending().then(
      (pending) => {
        progress.pending = pending
      },
      () => {
        progress.pending = null
      },
    )
  }, PENDING_EVERY_MS)
  return () => clearInterval(timer)
}
