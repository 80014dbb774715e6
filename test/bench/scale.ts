/**
 * Throughput by number of workers: `node test/bench/scale.ts --users 500`. Twenty sites have that many new users each in
 * their journals; one, two, then three worker processes apply them, on an embedded Postgres with durable commits and the
 * queue in it, or in Redis with `--redis`. Counted from the first batch to the last, by the clock of the database.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createQueueBackend } from '@syncline/core/queue/backend.ts'
import { startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { ensureDatabase } from '@syncline/core/storage/ensure-database.ts'
import { appendOperations } from '@syncline/core/storage/journal/append.ts'
import { migrate } from '@syncline/core/storage/migrate.ts'
import { ensurePartitions } from '@syncline/core/storage/partition.ts'
import type pg from 'pg'
import { databaseUrl } from '../support/database-url.ts'
import { appendRequest, digestOf } from '../support/journal-rows.ts'
import { startPrivateRedis } from '../support/redis.ts'
import { person } from '../support/requests.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { waitUntil } from '../support/wait-until.ts'

const SITES = 20
const WORKERS = [1, 2, 3]
const ROUNDS = 3
const GROUP = 500
const WORKER = fileURLToPath(import.meta.resolve('@syncline/worker/main.ts'))
const LIMIT_MS = 600_000

const { values } = parseArgs({ options: { users: { type: 'string', default: '500' }, redis: { type: 'boolean' } } })
const users = Number(values.users)
const logger = createLogger({ name: 'bench', level: 'warn' })
const dataDir = await mkdtemp(join(tmpdir(), 'syncline-scale-'))
// Postgres may run as another user.
await chmod(dataDir, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir, logger })
const redis = values.redis ? await startPrivateRedis() : null
const onError = () => undefined
try {
  const measured: { readonly workers: number; readonly perSecond: number[] }[] = []
  for (const workers of WORKERS) {
    const perSecond: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      // biome-ignore lint/performance/noAwaitInLoops: one measurement after another
      perSecond.push(await measure(workers, `scale_${workers}_${round}`))
    }
    measured.push({ workers, perSecond: perSecond.sort((a, b) => a - b) })
  }
  process.stdout.write(`${report(measured)}\n`)
} finally {
  await redis?.stop()
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
}

/** @returns operations a second, on a database of its own */
async function measure(workers: number, name: string): Promise<number> {
  await ensureDatabase(postgres.url, name)
  const url = databaseUrl(postgres.url, name)
  const pool = createPool({ url, max: 2, applicationName: 'bench', onError })
  await redis?.flush()
  await migrate(pool)
  await ensurePartitions(pool, new Date())
  const sites = await fill(pool)
  // Nobody begins before everybody is there.
  await pool.query(`update lane set retry_at = now() + interval '1 hour'`)
  const processes = await Promise.all(Array.from({ length: workers }, () => startWorker(url)))
  await pool.query('update lane set retry_at = null')
  await wakeAll(url, sites)
  await waitUntil(
    () => pendingIn(pool),
    (left) => left === 0,
    { timeoutMs: LIMIT_MS, intervalMs: 50 },
  )
  const { rows } = await pool.query<{ n: number; accounts: number; ms: number }>(
    `select (select count(*) from outcome where status = 201) as n, (select count(*) from account) as accounts,
            extract(epoch from (select max(settled_at) from lane) - (select min(applied_at) from outcome))::float8 * 1000 as ms`,
  )
  await Promise.all(processes.map(stopWorker))
  await pool.end()
  const [row] = rows
  if (row?.n !== SITES * users || row.accounts !== row.n) {
    throw new Error(`${SITES * users} users were appended, ${row?.n} applied, there are ${row?.accounts} accounts`)
  }
  return (row.n * 1_000) / row.ms
}

async function fill(pool: pg.Pool): Promise<number[]> {
  const directories = await Promise.all(Array.from({ length: SITES }, () => createTestDirectory(pool)))
  const requests = directories.flatMap((directory) =>
    Array.from({ length: users }, (_, n) =>
      appendRequest(directory, {
        id: uuidv7(),
        digest: digestOf(`${directory.directoryId} ${n}`),
        body: { kind: 'resource', attributes: person(`person${n}`) },
      }),
    ),
  )
  for (let at = 0; at < requests.length; at += GROUP) {
    // biome-ignore lint/performance/noAwaitInLoops: in their order
    await appendOperations(pool, requests.slice(at, at + GROUP))
  }
  return directories.map(({ siteId }) => siteId)
}

async function startWorker(url: string): Promise<ChildProcess> {
  const environment = { PATH: process.env.PATH, DATABASE_URL: url, SYNCLINE_LOG_LEVEL: 'warn' }
  const child = fork(WORKER, { env: redis === null ? environment : { ...environment, REDIS_URL: redis.url } })
  await once(child, 'message')
  return child
}

async function stopWorker(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function wakeAll(url: string, sites: readonly number[]): Promise<void> {
  const backend = await createQueueBackend({
    redisUrl: redis?.url,
    directUrl: url,
    logger,
    applicationName: 'bench-queue',
  })
  const queue = backend.createLaneQueue()
  await waitUntil(
    () =>
      Promise.all(sites.map((siteId) => queue.wake(siteId))).then(
        () => true,
        () => false,
      ),
    (sent) => sent,
  )
  await queue.close()
  await backend.close()
}

async function pendingIn(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from pending')
  return rows[0]?.n ?? 0
}

function report(measured: readonly { readonly workers: number; readonly perSecond: readonly number[] }[]): string {
  const middle = (numbers: readonly number[]) => numbers[Math.floor(numbers.length / 2)] ?? 0
  const base = middle(measured[0]?.perSecond ?? [])
  const whole = (number: number) => Math.round(number).toLocaleString('en')
  const rows = measured.map(({ workers, perSecond }) => {
    const range = `${whole(perSecond[0] ?? 0)} – ${whole(perSecond.at(-1) ?? 0)}`
    return `| ${workers} | ${whole(middle(perSecond))} | ${range} | ${(middle(perSecond) / base).toFixed(2)} |`
  })
  const store = redis === null ? 'Postgres' : 'Redis'
  return [
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model.trim()}, queue in ${store}`,
    `${SITES} sites with ${users.toLocaleString('en')} new users each, ${ROUNDS} rounds`,
    '',
    '| workers | operations/s, median | from – to | × one worker |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}
