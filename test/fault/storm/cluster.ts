/**
 * What a storm rages over: a Postgres of its own, Redis if wanted, APIs and workers as separate processes, each of them
 * behind proxies of its own to both stores.
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { migrate } from '@syncline/core/storage/migrate.ts'
import { ensurePartitions } from '@syncline/core/storage/partition.ts'
import type pg from 'pg'
import { asRole, installBatchLog } from '../../support/batch-log.ts'
import { startPrivateRedis } from '../../support/redis.ts'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { type Supervised, superviseProcess } from './supervised.ts'

export type Member = {
  readonly process: Supervised
  readonly postgres: TcpProxy
  readonly redis: TcpProxy | null
}

export type ApiMember = Member & { readonly url: string }

export type StoppableStore = { stop(): Promise<void>; start(): Promise<void>; flush(): Promise<void> }

export type Cluster = {
  readonly pool: pg.Pool
  readonly apis: readonly ApiMember[]
  readonly workers: readonly Member[]
  readonly redis: StoppableStore | null
  /** SIGKILL; its owner starts it again. */
  killPostgres(): Promise<void>
  /** Everything is up and answers. */
  settled(timeoutMs: number): Promise<void>
  close(): Promise<void>
}

export type ClusterOptions = {
  readonly apis: number
  readonly workers: number
  readonly redis: boolean
  /** Milliseconds between the clocks of one API and the next. */
  readonly clockStepMs: number
  readonly waitLimitMs: number
  readonly settings?: Readonly<Record<string, string>>
}

const API = fileURLToPath(import.meta.resolve('@syncline/api/main.ts'))
const WORKER = fileURLToPath(new URL('../../support/faulty-worker.ts', import.meta.url))
const CLOCK = new URL('../../support/shifted-clock.ts', import.meta.url).href

// A process that is killed leaves what it wrote to the system; only a machine that is lost would not.
const SETTINGS = { fsync: 'off', full_page_writes: 'off', max_connections: '200', track_commit_timestamp: 'on' }

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'syncline-storm-'))
  // Postgres may run as another user than the test.
  await chmod(dataDir, 0o755)
  const logger = createLogger({ name: 'storm', level: 'fatal' })
  const server = await startEmbeddedPostgres({ dataDir, logger, settings: SETTINGS })
  const pool = createPool({ url: server.url, max: 3, applicationName: 'storm', onError: () => undefined })
  await migrate(pool)
  await ensurePartitions(pool, new Date())
  await installBatchLog(pool)
  const redis = options.redis ? await startStoppableRedis() : null
  const { apis, workers } = await startMembers(options, pool, server, redis)
  const members = [...apis, ...workers]

  return {
    pool,
    apis,
    workers,
    redis,
    async killPostgres() {
      const pid = Number((await readFile(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
      process.kill(pid, 'SIGKILL')
    },
    async settled(timeoutMs) {
      const look = async () => {
        const states = await Promise.all(apis.map(({ url }) => isReady(url)))
        return [...states, ...workers.map((worker) => worker.process.ready)]
      }
      await waitUntil(look, (states) => states.every((state) => state), { timeoutMs, intervalMs: 100 })
    },
    async close() {
      await Promise.all(members.map(({ process }) => process.stop()))
      await Promise.all(members.flatMap((member) => [member.postgres.close(), member.redis?.close()]))
      await pool.end()
      await redis?.stop()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}

type Redis = StoppableStore & { readonly port: number }

async function startMembers(options: ClusterOptions, pool: pg.Pool, server: EmbeddedPostgres, redis: Redis | null) {
  const base = {
    ...options.settings,
    SYNCLINE_LOG_LEVEL: 'warn',
    SYNCLINE_WAIT_LIMIT_MS: String(options.waitLimitMs),
  }
  const proxies = async (role: string) => {
    const postgres = await startTcpProxy({ port: server.port })
    const toRedis = redis === null ? null : await startTcpProxy({ port: redis.port })
    const environment = {
      ...base,
      DATABASE_URL: postgres.through(await asRole(pool, server.url, role)),
      ...(toRedis === null ? {} : { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` }),
    }
    return { postgres, redis: toRedis, environment }
  }
  const startApi = async (n: number): Promise<ApiMember> => {
    const name = `api-${n + 1}`
    const { postgres, redis: toRedis, environment } = await proxies(name)
    const port = await freePort()
    const started = superviseProcess({
      name,
      path: API,
      execArgv: ['--import', CLOCK],
      environment: {
        ...environment,
        SYNCLINE_PORT: String(port),
        SYNCLINE_TEST_CLOCK_SHIFT_MS: String(n * options.clockStepMs),
      },
    })
    return { process: started, postgres, redis: toRedis, url: `http://127.0.0.1:${port}` }
  }
  const startWorker = async (n: number): Promise<Member> => {
    const name = `worker-${n + 1}`
    const { postgres, redis: toRedis, environment } = await proxies(name)
    return { process: superviseProcess({ name, path: WORKER, environment }), postgres, redis: toRedis }
  }
  const apis = await Promise.all(Array.from({ length: options.apis }, (_, n) => startApi(n)))
  const workers = await Promise.all(Array.from({ length: options.workers }, (_, n) => startWorker(n)))
  return { apis, workers }
}

async function startStoppableRedis(): Promise<Redis> {
  let running = await startPrivateRedis()
  const { port } = running
  return {
    port,
    stop: () => running.stop(),
    async start() {
      running = await startPrivateRedis(port)
    },
    flush: () => running.flush(),
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) })).ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
