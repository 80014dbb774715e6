/** A whole run: stores of its own, the system on each queue backend in turn, and everything removed at the end. */
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Environment } from '@syncline/core/runtime/config.ts'
import { createBench } from './measurement.ts'
import { MEASUREMENTS } from './measurements.ts'
import type { BackendName, BenchOptions } from './options.ts'
import { type Result, runRounds } from './run-rounds.ts'
import { type BenchSystem, startBenchSystem } from './system/bench-system.ts'
import { type DurablePostgres, startDurablePostgres } from './system/durable-postgres.ts'
import { startDurableRedis } from './system/durable-redis.ts'
import { describeStatements, STATEMENT_SETTINGS, watchStatements } from './system/statements.ts'

export type BackendResult = { readonly backend: BackendName; readonly results: readonly Result[] }

export type Run = { readonly backends: readonly BackendResult[]; readonly postgresVersion: string }

/** @param signal ends it: it rejects when everything is stopped and removed */
export async function runBench(options: BenchOptions, note: (text: string) => void, signal: AbortSignal): Promise<Run> {
  const directory = await mkdtemp(join(tmpdir(), 'syncline-bench-'))
  let postgres: DurablePostgres | null = null
  try {
    // Root's server runs as another user, who must get through.
    await chmod(directory, 0o755)
    const settings = options.statements ? STATEMENT_SETTINGS : {}
    postgres = await startDurablePostgres(join(directory, 'postgres'), settings)
    const backends: BackendResult[] = []
    for (const [at, backend] of options.backends.entries()) {
      note(`queue in ${backend}`)
      // biome-ignore lint/performance/noAwaitInLoops: one system at a time has the machine
      const results = await runOn(backend, { options, directory, postgres, isFirst: at === 0, note, signal })
      backends.push({ backend, results })
    }
    return { backends, postgresVersion: await postgres.version() }
  } finally {
    await postgres?.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

type Circumstances = {
  readonly options: BenchOptions
  readonly directory: string
  readonly postgres: DurablePostgres
  readonly isFirst: boolean
  readonly note: (text: string) => void
  readonly signal: AbortSignal
}

async function runOn(backend: BackendName, circumstances: Circumstances): Promise<Result[]> {
  const { options, directory, postgres, isFirst, note, signal } = circumstances
  const chosen = MEASUREMENTS.filter(
    ({ name, queueMatters }) => options.only.includes(name) && (queueMatters || isFirst),
  )
  const redis = backend === 'redis' ? await startDurableRedis(directory) : null
  const redisUrl = redis?.url ?? null
  let system: BenchSystem | null = null
  try {
    const environment = await environmentOf(options)
    const databaseUrl = await postgres.createDatabase()
    if (options.statements) await watchStatements(databaseUrl)
    system = await startBenchSystem({ databaseUrl, redisUrl, directory, environment })
    const bench = createBench({ system, sizes: options.sizes, redisUrl }, () => postgres.createDatabase())
    const results = await Promise.race([runRounds(chosen, bench, options.rounds, note), abortOf(signal)])
    if (options.statements) note(await describeStatements(databaseUrl))
    return results
  } finally {
    await system?.stop()
    await redis?.stop()
  }
}

/** Rejects; what is under way fails when its system is stopped, and nobody listens any more. */
async function abortOf(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort')
  throw new Error('interrupted')
}

async function environmentOf({ cpuProfile }: BenchOptions): Promise<Environment> {
  if (cpuProfile === null) return {}
  await mkdir(cpuProfile, { recursive: true })
  return { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${resolve(cpuProfile)}` }
}
