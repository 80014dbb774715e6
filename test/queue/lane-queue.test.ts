/** The lane queue on both stores. */

import { createQueueBackend, type QueueBackend } from '@syncline/core/queue/backend.ts'
import type { LaneQueue, LaneWorker } from '@syncline/core/queue/lane.ts'
import { createWaker } from '@syncline/core/queue/wake.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { abandonJob } from '../support/abandoned-job.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { QUEUE_BACKENDS, type TestQueueStore } from '../support/queue-backends.ts'
import { waitUntil } from '../support/wait-until.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

describe.each(QUEUE_BACKENDS)('the lane queue on $name', ({ start }) => {
  let database: TestDatabase
  let store: TestQueueStore
  let backend: QueueBackend
  let queue: LaneQueue
  let workers: LaneWorker[] = []
  let lastSite = 0

  beforeAll(async () => {
    database = await createTestDatabase()
    store = await start()
    backend = await openBackend()
    queue = backend.createLaneQueue()
  })
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.close()))
    workers = []
  })
  afterAll(async () => {
    await queue.close()
    await backend.close()
    await store.stop()
    await database.drop()
  })

  const openBackend = () =>
    createQueueBackend({
      redisUrl: store.redisUrl,
      directUrl: database.url,
      logger,
      applicationName: 'test-queue',
      maxConnections: 6,
    })

  const newSite = () => {
    lastSite += 1
    return lastSite
  }

  const work = async (process: (siteId: number) => Promise<void>) => {
    const worker = backend.createLaneWorker((wake) => process(wake.siteId), { concurrency: 4 })
    workers.push(worker)
    await worker.ready()
  }

  test('a wake reaches a worker with the id of its site', async () => {
    const site = newSite()
    const seen: number[] = []
    await work(async (siteId) => void seen.push(siteId))
    await queue.wake(site)
    await waitUntil(
      () => seen.length,
      (count) => count === 1,
    )
    expect(seen).toEqual([site])
  })

  test('wakes that come while one waits add nothing', async () => {
    const [site, marker] = [newSite(), newSite()]
    await Promise.all(Array.from({ length: 20 }, () => queue.wake(site)))
    await queue.wake(marker)
    const seen: number[] = []
    await work(async (siteId) => void seen.push(siteId))
    await waitUntil(
      () => seen.includes(marker),
      (there) => there,
    )
    expect(seen).toEqual([site, marker])
  })

  test('a wake that comes while the lane works is kept until it ends, once', async () => {
    const [site, marker] = [newSite(), newSite()]
    const first = Promise.withResolvers<void>()
    const seen: number[] = []
    await work(async (siteId) => {
      seen.push(siteId)
      if (seen.length === 1) await first.promise
    })
    await queue.wake(site)
    await waitUntil(
      () => seen.length,
      (count) => count === 1,
    )
    await Promise.all(Array.from({ length: 10 }, () => queue.wake(site)))
    expect(seen).toEqual([site])
    first.resolve()
    await waitUntil(
      () => seen.length,
      (count) => count === 2,
    )
    await queue.wake(marker)
    await waitUntil(
      () => seen.includes(marker),
      (there) => there,
    )
    expect(seen).toEqual([site, site, marker])
  })

  test('a failed job does not keep its site from being woken', async () => {
    const site = newSite()
    let runs = 0
    await work(async () => {
      runs += 1
      if (runs === 1) throw new Error('made to fail')
    })
    await queue.wake(site)
    await waitUntil(
      () => runs,
      (count) => count === 1,
    )
    await waitUntil(
      async () => {
        await queue.wake(site)
        return runs
      },
      (count) => count >= 2,
    )
  })

  test("a dead worker's job does not silence its site: the sweep wakes it at once", async () => {
    const site = newSite()
    await queue.wake(site)
    const seen: number[] = []
    await abandonJob({ redisUrl: store.redisUrl, databaseUrl: database.url, lockMs: 600_000 })
    await work(async (siteId) => void seen.push(siteId))
    await queue.wake(site) // stored behind the dead worker's job
    await queue.wakeFromSweep(site, 1)
    // The dead worker's lock outlasts the test: nothing else can have woken it.
    await waitUntil(
      () => seen,
      (sites) => sites.includes(site),
    )
  })

  test('several sweepers of one second wake a site once', async () => {
    const [site, marker] = [newSite(), newSite()]
    await Promise.all(Array.from({ length: 5 }, () => queue.wakeFromSweep(site, 7)))
    await queue.wake(marker)
    const seen: number[] = []
    await work(async (siteId) => void seen.push(siteId))
    await waitUntil(
      () => seen.includes(marker),
      (there) => there,
    )
    expect(seen.filter((id) => id === site)).toEqual([site])
  })

  test('a hundred wakes in a row wake the lane, at most twice', async () => {
    const site = newSite()
    let runs = 0
    await work(async () => {
      runs += 1
    })
    const waker = createWaker(queue, logger)
    for (let n = 0; n < 100; n++) waker.wake(site)
    await waitUntil(
      () => runs,
      (count) => count >= 1,
    )
    await waker.close()
    expect(runs).toBeLessThanOrEqual(2)
  })
})
