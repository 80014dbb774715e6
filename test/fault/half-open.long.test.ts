/**
 * Connections that are dead without a word: the other side is gone, or a firewall has forgotten them, and no packet says
 * so. New ones work. Who uses a dead one notices by itself, in less time than an identity provider waits.
 */
import { createPool } from '@syncline/core/storage/database.ts'
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { QUEUE_BACKENDS, type TestQueueStore } from '../support/queue-backends.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { openTestApi, startTestWorker, type TestApi } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { USER } from '../support/urns.ts'

/** Okta hangs up after a minute. */
const PATIENCE_MS = 60_000

describe.each(QUEUE_BACKENDS)('with the queue in $name', ({ start }) => {
  let database: TestDatabase
  let store: TestQueueStore
  let pool: pg.Pool
  let directory: TestDirectory
  let api: TestApi
  let worker: RunningWorker
  let proxies: { readonly api: TcpProxy[]; readonly worker: TcpProxy[] }

  const proxied = async (of: TcpProxy[]) => {
    const postgres = await startTcpProxy({ port: Number(new URL(database.url).port) })
    of.push(postgres)
    if (store.redisUrl === undefined) return { url: postgres.through(database.url), redisUrl: undefined }
    const redis = await startTcpProxy({ port: Number(new URL(store.redisUrl).port) })
    of.push(redis)
    return { url: postgres.through(database.url), redisUrl: redis.through(store.redisUrl) }
  }
  const create = async (userName: string) => {
    const begun = performance.now()
    const { status } = await api.scim(directory, 'POST', '/Users', { schemas: [USER], userName })
    return { status, ms: performance.now() - begun }
  }
  /** As an identity provider: again on 503. */
  const createInTheEnd = async (userName: string): Promise<{ status: number; ms: number }> => {
    const first = await create(userName)
    if (first.status !== 503) return first
    const next = await createInTheEnd(userName)
    return { status: next.status, ms: Math.max(first.ms, next.ms) }
  }

  beforeEach(async () => {
    database = await createTestDatabase()
    store = await start()
    pool = createPool({ url: database.url, max: 1, applicationName: 'test', onError: () => undefined })
    directory = await createTestDirectory(pool)
    proxies = { api: [], worker: [] }
    const toApi = await proxied(proxies.api)
    api = await openTestApi({ ...database, url: toApi.url }, { redisUrl: toApi.redisUrl, waitLimitMs: 25_000 })
    const toWorker = await proxied(proxies.worker)
    worker = await startTestWorker({ ...database, url: toWorker.url }, { redisUrl: toWorker.redisUrl })
    // Every connection there will be is there.
    await Promise.all(Array.from({ length: 8 }, (_, n) => create(`early ${n}`)))
  })

  afterEach(async () => {
    for (const proxy of [...proxies.api, ...proxies.worker]) proxy.cut()
    await Promise.all([api.close(), worker.close()])
    await Promise.all([...proxies.api, ...proxies.worker].map((proxy) => proxy.close()))
    await pool.end()
    await store.stop()
    await database.drop()
  })

  test.each(['api', 'worker'] as const)(
    'all connections of the %s: requests are answered, and applied',
    async (whose) => {
      for (const proxy of proxies[whose]) proxy.silence()
      const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => createInTheEnd(`late ${n}`)))
      process.stdout.write(
        `half-open connections of the ${whose}: slowest answer ${Math.max(...answers.map(({ ms }) => ms)).toFixed(0)} ms\n`,
      )
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201))
      expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(PATIENCE_MS)
      expect((await create('after')).status).toBe(201)
    },
    200_000,
  )
})
