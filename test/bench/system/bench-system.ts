/**
 * The system under measurement: API and worker as `syncline start` runs them, processes of their own with default
 * settings, on a given database and queue store; and a pool beside them to look at what they did.
 * Guarantee: a service that ends on its own ends the run.
 */
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { probePort } from '@syncline/cli/launch/port.ts'
import { startSystem } from '@syncline/cli/launch/system.ts'
import { createQueueBackend } from '@syncline/core/queue/backend.ts'
import { type Environment, parseConfig } from '@syncline/core/runtime/config.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { type CpuReader, createCpuReader } from './cpu.ts'
import { countWakesOn, type WakeCounter } from './wakes.ts'

export type BenchSystem = {
  /** Of the API. */
  readonly url: string
  readonly databaseUrl: string
  readonly pool: pg.Pool
  readonly wakes: WakeCounter
  readonly cpu: CpuReader
  /** Of the processes. */
  pids(): { readonly api: number; readonly worker: number }
  /** For operations that did not come through the API. */
  wakeLane(siteId: number): Promise<void>
  /** Throws when a service has ended since the start. */
  assertWhole(): void
  stop(): Promise<void>
}

export type BenchSystemOptions = {
  readonly databaseUrl: string
  /** Null: the queue is kept in the database. */
  readonly redisUrl: string | null
  /** Where the services log. */
  readonly directory: string
  /** For the services, beside what they need, e.g. `NODE_OPTIONS`. */
  readonly environment?: Environment
}

const POOL_CONNECTIONS = 4
const HOST = '127.0.0.1'

export async function startBenchSystem(options: BenchSystemOptions): Promise<BenchSystem> {
  const { databaseUrl, redisUrl, directory } = options
  const settings = { DATABASE_URL: databaseUrl, ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }) }
  const environment = { PATH: process.env.PATH, ...options.environment, ...settings }
  const port = (await probePort(HOST, 0)) ?? 0
  const logFile = join(directory, 'services.log')
  const output = openSync(logFile, 'a')
  const ended: string[] = []
  const pids = { api: 0, worker: 0 }
  const logger = createLogger({ name: 'bench', level: 'warn' })
  const system = await startSystem({
    config: { ...parseConfig(settings), port },
    environment,
    logger,
    signal: new AbortController().signal,
    output: () => output,
    onEvent(event) {
      const { service } = event
      if (event.kind !== 'started') ended.push(`${service}: ${event.how}`)
      else if (service === 'api' || service === 'worker') pids[service] = event.pid
    },
  })
  const pool = createPool({
    url: databaseUrl,
    max: POOL_CONNECTIONS,
    applicationName: 'bench',
    onError: () => undefined,
  })
  const wakes = await countWakesOn(pool, redisUrl)
  const cpu = await createCpuReader(pool, pids)
  const backend = await createQueueBackend({
    redisUrl: redisUrl ?? undefined,
    directUrl: databaseUrl,
    logger,
    applicationName: 'bench-queue',
    maxConnections: 1,
  })
  const queue = backend.createLaneQueue()
  return {
    url: system.url,
    databaseUrl,
    pool,
    wakes,
    cpu,
    pids: () => pids,
    wakeLane: (siteId) => queue.wake(siteId),
    assertWhole() {
      if (ended.length === 0) return
      throw new Error(`a service ended (${ended.join(', ')}): ${readFileSync(logFile, 'utf8').slice(-2_000)}`)
    },
    async stop() {
      await wakes.close()
      await queue.close()
      await backend.close()
      await pool.end()
      await system.stop()
    },
  }
}
