/** Rate limits of directories, over all processes where there is Redis: 429 with an exact, whole Retry-After (RFC 6585 §4). */
import { createRateCounter } from '@syncline/core/queue/rate-counter.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { changeDirectorySettings } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectError } from '../support/expect-error.ts'
import { QUEUE_BACKENDS, type TestQueueStore } from '../support/queue-backends.ts'
import { redisServerIsOnPath, startPrivateRedis } from '../support/redis.ts'
import { openTestApi, startTestWorker, type TestApi } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { waitUntil } from '../support/wait-until.ts'

const { database, pool, directory } = useTestSystem({ apis: {} })
let api: TestApi

const set = (changes: Record<string, unknown>, of = directory()) =>
  changeDirectorySettings(createKysely(pool()), { directoryId: of.directoryId }, changes, 'test')
const get = (of = directory(), through = api) => through.scim(of, 'GET', '/Users')

describe.each(QUEUE_BACKENDS)('with $name', ({ name, start }) => {
  let store: TestQueueStore

  beforeEach(async () => {
    store = await start()
    api = await openTestApi(database(), { redisUrl: store.redisUrl })
  })
  afterEach(async () => {
    await api.close(0)
    await store.stop()
  })

  test('M72: over its limit a directory is told to come back in 7 seconds, and nobody else is', async () => {
    await set({ rateLimitRequests: 1, rateLimitSeconds: 7 })
    const begun = performance.now()
    expect((await get()).status).toBe(200)
    const answer = await get()
    const passedSeconds = Math.floor((performance.now() - begun) / 1_000)
    expectError(answer, 429)
    // Whole seconds, 7 unless this machine took more than one for two requests.
    const retryAfter = answer.headers.get('retry-after') ?? ''
    expect(retryAfter).toMatch(/^[1-7]$/)
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(7 - passedSeconds)
    expect(answer.headers.get('ratelimit')).toBeNull()
    expect((await get(await createTestDirectory(pool(), { of: directory() }))).status).toBe(200)
  })

  test('who comes back when told is served', async () => {
    await set({ rateLimitRequests: 1, rateLimitSeconds: 1 })
    expect((await get()).status).toBe(200)
    await waitUntil(get, ({ status }) => status === 200, { intervalMs: 50 })
  })

  test('without a limit nothing is counted, and who is refused for other reasons counts for nobody', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => get()))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const other = await createTestDirectory(pool())
    await set({ rateLimitRequests: 1, rateLimitSeconds: 60 }, other)
    await Promise.all(Array.from({ length: 5 }, () => get({ ...other, key: 'wrong' })))
    expect((await get(other)).status).toBe(200)
  })

  test('answers say what is left where that is wanted', async () => {
    await set({ rateLimitRequests: 2, rateLimitSeconds: 600, rateLimitHeaders: true })
    const answers = [await get(), await api.scim(directory(), 'GET', '/Users/none'), await get()]
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 429])
    for (const [at, { headers }] of answers.entries()) {
      expect(headers.get('ratelimit-policy')).toBe('"directory";q=2;w=600')
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"directory";r=${[1, 0, 0][at]};t=\\d+$`))
    }
    expect(answers[2]?.headers.get('retry-after')).toBe(answers[2]?.headers.get('ratelimit')?.split('t=')[1])
  })

  test('two processes count together with Redis, each for itself without', async () => {
    const second = await openTestApi(database(), { redisUrl: store.redisUrl })
    await set({ rateLimitRequests: 4, rateLimitSeconds: 600 })
    const answers = [
      await get(),
      await get(),
      await get(),
      await get(directory(), second),
      await get(directory(), second),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, name === 'Redis' ? 429 : 200])
    await second.close(0)
  })
})

test('M73: 1,500 requests of a directory, as fast as they go and not in a minute: no 429, no 5xx', async () => {
  api = await openTestApi(database(), { waitLimitMs: 60_000 })
  const worker = await startTestWorker(database())
  const statuses: number[] = []
  const one = async (n: number): Promise<void> => {
    const { status } =
      n % 5 > 0 ? await get() : await api.scim(directory(), 'POST', '/Users', { userName: `user-${n}` })
    statuses.push(status)
  }
  const caller = async (n: number): Promise<void> => {
    if (n >= 1_500) return
    await one(n)
    await caller(n + 25)
  }
  await Promise.all(Array.from({ length: 25 }, (_, n) => caller(n)))
  expect([statuses.length, ...new Set(statuses.toSorted())]).toEqual([1_500, 200, 201])
  await worker.close()
  await api.close(0)
})

test.runIf(redisServerIsOnPath())('while Redis is away each process counts for itself, and nobody waits', async () => {
  const redis = await startPrivateRedis()
  const logger = createLogger({ name: 'test', level: 'silent' })
  const counter = createRateCounter({ redisUrl: redis.url, logger })
  expect([(await counter.count('a', 600)).requests, (await counter.count('a', 600)).requests]).toEqual([1, 2])
  await redis.stop()
  const without = [await counter.count('a', 600), await counter.count('a', 600)]
  expect(without.map(({ requests }) => requests)).toEqual([1, 2])
  counter.close()
})
