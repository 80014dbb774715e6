/** A storm: clients write, faults come and go, and again and again everything stops to be compared with what was promised. */
import { setTimeout as pause } from 'node:timers/promises'
import { type SeededRandom, seededRandom } from '../../support/seeded-random.ts'
import { newTally, type Tally } from './client.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { createFaultSource, type Fault } from './faults.ts'
import { findViolations, type UnfinishedTry } from './invariants.ts'
import { keepWriting, untilDrained } from './keep-writing.ts'
import { populate } from './populate.ts'

export type StormOptions = {
  readonly seed: number
  readonly redis: boolean
  readonly faults: number
  /** Of these so many last 60 s. */
  readonly longFaults: number
  /** Told once a quiet point and at the end. */
  readonly onProgress: (line: string) => void
}

export type StormReport = {
  readonly violations: readonly string[]
  readonly faults: ReadonlyMap<string, number>
  readonly tally: Tally
  readonly operations: number
  readonly batches: number
  readonly quietPoints: number
}

const SITES = 3
const DIRECTORIES = 2
const ACTORS = 4
const QUIET_EVERY = 25
const MOST_AT_ONCE = 3
const WAIT_LIMIT_MS = 4_000
/** Longer than an API waits; a stopped one is given up. */
const CLIENT_TIMEOUT_MS = 9_000
const OUTPUT_SHOWN = 4_000
const SETTLE_MS = 120_000

export async function runStorm(options: StormOptions): Promise<StormReport> {
  const cluster = await startCluster({
    apis: 2,
    workers: 3,
    redis: options.redis,
    clockStepMs: 10_000,
    waitLimitMs: WAIT_LIMIT_MS,
  })
  try {
    return await rage(cluster, options)
  } finally {
    await cluster.close()
  }
}

async function rage(cluster: Cluster, options: StormOptions): Promise<StormReport> {
  const { seed, faults: count, longFaults, onProgress } = options
  const tally = newTally()
  const violations: string[] = []
  await cluster.settled(SETTLE_MS)
  const directories = await populate(cluster.pool, {
    apiUrls: cluster.apis.map(({ url }) => url),
    sites: SITES,
    directories: DIRECTORIES,
    actors: ACTORS,
    seed,
    tally,
    violations,
    timeoutMs: CLIENT_TIMEOUT_MS,
  })
  const actors = directories.flatMap((directory) => directory.actors)
  const random = seededRandom(`${seed} faults`)
  const source = createFaultSource(cluster, random)
  const faults = new Map<string, number>()
  const blows: Blow[] = []
  let done = 0
  let quietPoints = 0
  const longEvery = longFaults === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(count / longFaults))

  while (done < count && violations.length === 0) {
    const upTo = Math.min(count, done + QUIET_EVERY)
    const work = keepWriting(actors)
    // biome-ignore lint/performance/noAwaitInLoops: one round after another
    await inject(random, upTo - done, blows, () => {
      done += 1
      const fault = source.next(done % longEvery === 0)
      const kind = fault.kind.replace(/ \d+ ms/, '')
      faults.set(kind, (faults.get(kind) ?? 0) + 1)
      return fault
    })
    await work.stop()
    await cluster.settled(SETTLE_MS)
    await untilDrained(cluster.pool, SETTLE_MS)
    violations.push(...(await findViolations(cluster.pool, directories, (unfinished) => struck(blows, unfinished))))
    violations.push(...crashesOf(cluster), ...(await undeserved(cluster, tally)))
    quietPoints += 1
    onProgress(`${done} faults, ${tally.requests} requests, ${tally.retries} repeated, ${violations.length} violations`)
  }
  // A process that cannot do what it should says so; what it says is for whoever looks for the cause.
  if (violations.length > 0) {
    for (const { process } of [...cluster.apis, ...cluster.workers]) {
      onProgress(`${process.name}: ${process.output().slice(-OUTPUT_SHOWN)}`)
    }
  }
  return { violations, faults, tally, quietPoints, ...(await size(cluster)) }
}

/** What was done to a target, by the clock that the database has too. */
type Blow = { readonly target: string; readonly begun: number; ended: number }

const BEFORE_MS = 1_000
/** Until a process is back, or a lane that was lost is noticed. */
const AFTER_MS = 6_000

function struck(blows: readonly Blow[], { worker, at }: UnfinishedTry): boolean {
  const time = at.getTime()
  return blows.some(
    ({ target, begun, ended }) =>
      (target === 'postgres' || target.startsWith(worker)) && time > begun - BEFORE_MS && time < ended + AFTER_MS,
  )
}

/** Answers of 500 that are not those of dead letters, which are judged by themselves. */
async function undeserved({ pool }: Cluster, { unexpected }: Tally): Promise<string[]> {
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from dead_letter')
  return unexpected.length <= (rows[0]?.n ?? 0) ? [] : unexpected.slice(0, 10)
}

function crashesOf({ apis, workers }: Cluster): string[] {
  return [...apis, ...workers].flatMap(({ process: { name, crashes } }) =>
    crashes === 0 ? [] : [`${name} ended by itself ${crashes} times`],
  )
}

async function size({ pool }: Cluster): Promise<{ operations: number; batches: number }> {
  const { rows } = await pool.query<{ operations: number; batches: number }>(
    'select (select count(*) from operation) as operations, (select count(*) from test_log.batch) as batches',
  )
  return rows[0] ?? { operations: 0, batches: 0 }
}

/** Up to MOST_AT_ONCE together, never two on one target. */
async function inject(random: SeededRandom, count: number, blows: Blow[], next: () => Fault): Promise<void> {
  const running = new Map<string, Promise<void>>()
  for (let n = 0; n < count; n += 1) {
    const fault = next()
    // biome-ignore lint/performance/noAwaitInLoops: faults begin one after another
    await running.get(fault.target)
    if (running.size >= MOST_AT_ONCE) await Promise.race(running.values())
    const blow = { target: fault.target, begun: Date.now(), ended: Number.POSITIVE_INFINITY }
    blows.push(blow)
    const run = fault.run().finally(() => {
      blow.ended = Date.now()
      running.delete(fault.target)
    })
    running.set(fault.target, run)
    await pause(random.whole(200, 2_000))
  }
  await Promise.all(running.values())
}
