/**
 * One whole run: plays a first sync of a seeded population and the cycles after it as one provider does, verifies and
 * reports. The demo, `simulate` and the tests under load share it.
 */
import { generateMersenne53Randomizer } from '@faker-js/faker'
import { createBulkClient } from './bulk-client.ts'
import { type ChangeMaker, createChangeMaker } from './change-directory.ts'
import { type Chaos, createChaos } from './chaos.ts'
import { createScimClient } from './client.ts'
import { forEachInOrder } from './concurrency.ts'
import { type Display, type DisplayStream, startDisplay } from './display.ts'
import { Latencies } from './latency.ts'
import { DirectoryModel } from './model.ts'
import { createPopulation, type PopulationOptions } from './population.ts'
import type { ProfileName } from './profile.ts'
import { PROFILES } from './profiles.ts'
import { Progress } from './progress.ts'
import { type CycleReport, createReport, type Report } from './report.ts'
import type { RetryRules } from './retry.ts'
import { SiteModel } from './site-model.ts'
import { readSiteBefore, type SiteReader } from './site-reader.ts'
import type { SyncContext } from './sync-context.ts'
import { playCycle, playFirstSync } from './sync-sequence.ts'
import { type Verification, verify } from './verify.ts'

export type SyncRun = {
  /** With the directory. */
  readonly baseUrl: string
  /** Of the same directory over other servers: requests, and the retries of one request, go round all of them. */
  readonly moreBaseUrls?: readonly string[]
  readonly token: string
  readonly population: PopulationOptions
  /** Default: entra. */
  readonly profile?: ProfileName
  /** After the first sync. Default: none. */
  readonly cycles?: number
  /** In each cycle. Default: one for fifty users, at least ten. */
  readonly changes?: number
  /** Share of the writes that meet a fault, 0 to 1. Default: none. */
  readonly chaos?: number
  /** Instead of those of the profile, e.g. a shorter time-out, or more patience with a system that is being killed. */
  readonly retry?: Partial<RetryRules>
  readonly concurrency: number
  readonly signal: AbortSignal
  /** Where the progress is shown. */
  readonly stream: DisplayStream
  /** `each`: also after the first sync and after each cycle; the first difference ends the run. */
  readonly verify: boolean | 'each'
  /** Rows of the site to verify; null: SCIM only. */
  readonly site: SiteReader | null
  /** Operations accepted and not applied; null where they cannot be seen. */
  readonly countPending: (() => Promise<number>) | null
  /** Gets the display once it runs. */
  onDisplay?(display: Display): void
}

export type SyncResult = { readonly report: Report; readonly model: DirectoryModel }

/** A limit that most servers with Bulk are above. */
const BULK_BYTES = 1_048_576
const PENDING_EVERY_MS = 500
const USERS_FOR_A_CHANGE = 50
const FEWEST_CHANGES = 10
/** Chaos draws from a sequence of its own. */
const CHAOS_STREAM = 2

export async function runSync(run: SyncRun): Promise<SyncResult> {
  const population = createPopulation(run.population)
  const model = new DirectoryModel(population)
  if (run.site !== null) model.expectOf(new SiteModel(await readSiteBefore(run.site)))
  const played = PROFILES[run.profile ?? 'entra']
  const profile = { ...played, retry: { ...played.retry, ...run.retry } }
  const progress = new Progress({
    users: model.users.size,
    managers: model.managerCount,
    groups: model.groups.size,
    members: model.membershipCount,
    ...(run.cycles ? { cycles: 0 } : {}),
    ...(run.verify === false ? {} : { 'read back': 0 }),
  })
  const latencies = new Latencies()
  const chaos = chaosOf(run)
  const client = createScimClient({
    ...run,
    baseUrls: [run.baseUrl, ...(run.moreBaseUrls ?? [])],
    connections: run.concurrency,
    profile,
    chaos,
    progress,
    latencies,
  })
  const { bulkOperations } = profile
  const bulk =
    bulkOperations === null ? null : createBulkClient(client, { operations: bulkOperations, bytes: BULK_BYTES })
  const context: SyncContext = {
    ...run,
    profile,
    client: bulk ?? client,
    bulk,
    model,
    progress,
    errors: [],
    // While one Bulk is under way, the next is filled.
    concurrency: bulkOperations === null ? run.concurrency : 2 * bulkOperations,
  }
  const maker = createChangeMaker({
    model,
    profile,
    population: { ...run.population, organisation: population.organisation },
  })
  const display = startDisplay(progress, run.stream)
  run.onDisplay?.(display)
  const stopCounting = watchPending(progress, run.countPending)
  try {
    const { cycles, verification } = await play(run, context, maker)
    return { report: createReport({ run, context, latencies, cycles, chaos, verification }), model }
  } finally {
    stopCounting()
    display.stop()
    client.close()
  }
}

type Played = { readonly cycles: readonly CycleReport[]; readonly verification: Verification | null }

async function play(run: SyncRun, context: SyncContext, maker: ChangeMaker): Promise<Played> {
  const count = run.cycles ?? 0
  const changes = run.changes ?? Math.max(FEWEST_CHANGES, Math.round(run.population.users / USERS_FOR_A_CHANGE))
  const cycles: CycleReport[] = []
  let verification: Verification | null = null
  const differs = () => verification !== null && verification.differences > 0
  const look = async (isLast: boolean) => {
    verification = run.verify === 'each' || (run.verify && isLast) ? await verify(context, run.site) : null
  }
  await playFirstSync(context)
  await look(count === 0)
  const numbers = Array.from({ length: count }, (_, at) => at + 1)
  await forEachInOrder(numbers, async (cycle) => {
    if (differs()) return
    const start = performance.now()
    const made = maker.change(changes)
    await playCycle(context)
    const seconds = (performance.now() - start) / 1000
    await look(cycle === count)
    cycles.push({ cycle, changes: made, seconds, differences: verification?.differences ?? null })
  })
  return { cycles, verification }
}

function chaosOf({ chaos: share = 0, population }: SyncRun): Chaos | null {
  if (share === 0) return null
  const random = generateMersenne53Randomizer()
  random.seed([population.seed, population.users, population.groups, CHAOS_STREAM])
  return createChaos({ share, random })
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
