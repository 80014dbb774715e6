/**
 * Program behind "npm run bench": the figures of docs/adr/0001, on a durable embedded Postgres and, where `redis-server` is
 * on the path, on a Redis that is as durable. Medians of three; takes about a minute.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { migrate } from '@syncline/core/storage/migrate.ts'
import { ensurePartitions } from '@syncline/core/storage/partition.ts'
import { Redis } from 'ioredis'
import { redisServerIsOnPath } from '../support/redis.ts'
import { type BenchStores, type Figure, floor, jobsInPostgres, jobsInRedis, journal, lane } from './journal-or-jobs.ts'

const REDIS_PORT = 16_399
const ROUNDS = 3

const makeDirectory = () => mkdtemp(join(tmpdir(), 'syncline-bench-'))
const [dataDir, redisDir] = await Promise.all([makeDirectory(), makeDirectory()])
const logger = createLogger({ name: 'bench', level: 'warn' })
const postgres = await startEmbeddedPostgres({ dataDir, logger })
const redis = redisServerIsOnPath() ? await startDurableRedis(redisDir) : null
try {
  await prepare(postgres.url)
  const stores: BenchStores = { url: postgres.url, redisUrl: redis?.url ?? null }
  const measured = [
    () => floor(stores, 10_000),
    () => jobsInPostgres(stores, 2_000, 2),
    () => jobsInPostgres(stores, 2_000, 8),
    () => jobsInRedis(stores, 5_000),
    () => journal(stores, 2_000, 8),
    () => journal(stores, 10_000, 64),
    () => lane(stores, 500, 1),
    () => lane(stores, 2_000, 32),
    () => lane(stores, 5_000, 1_000),
  ]
  const medians = await measured.reduce(
    async (before, measure) => [...(await before), await median(measure)],
    Promise.resolve<(Figure | null)[]>([]),
  )
  process.stdout.write(`${report(medians.filter((figure) => figure !== null))}\n`)
} finally {
  await redis?.stop()
  await postgres.stop()
  await Promise.all([dataDir, redisDir].map((made) => rm(made, { recursive: true, force: true })))
}

async function prepare(url: string): Promise<void> {
  const pool = createPool({ url, max: 1, applicationName: 'bench', onError: () => undefined })
  await migrate(pool)
  await ensurePartitions(pool, new Date())
  await pool.end()
}

async function median(measure: () => Promise<Figure | null>): Promise<Figure | null> {
  const rounds = await Array.from({ length: ROUNDS }).reduce<Promise<(Figure | null)[]>>(
    async (before) => [...(await before), await measure()],
    Promise.resolve([]),
  )
  const sorted = rounds.filter((figure) => figure !== null).sort((a, b) => a.perSecond - b.perSecond)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

function report(figures: readonly Figure[]): string {
  const base = figures[0]?.perSecond ?? 1
  const rows = figures.map(({ what, perSecond }) => {
    const times = perSecond / base
    return `| ${what} | ${Math.round(perSecond).toLocaleString('en')} | ${times.toFixed(times < 1 ? 2 : 1)} |`
  })
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`
  return [
    new Date().toISOString().slice(0, 10),
    machine,
    '',
    '| | per second | × floor |',
    '|---|---|---|',
    ...rows,
  ].join('\n')
}

async function startDurableRedis(dir: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const settings = ['--dir', dir, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always']
  const child = spawn('redis-server', ['--port', String(REDIS_PORT), '--bind', '127.0.0.1', ...settings], {
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const url = `redis://127.0.0.1:${REDIS_PORT}`
  const client = new Redis(url, { maxRetriesPerRequest: null })
  client.on('error', () => undefined)
  await client.flushall()
  client.disconnect()
  return {
    url,
    async stop() {
      child.kill()
      await ended
    },
  }
}
