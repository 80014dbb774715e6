/** Workers that die: their operations are applied again soon, once, and one that kills its worker is found. */

import { createQueueBackend, type QueueBackend } from '@syncline/core/queue/backend.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'
import { QUEUE_BACKENDS, type TestQueueStore } from '../support/queue-backends.ts'
import { createUser, person } from '../support/requests.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts'

const people = (count: number) => Array.from({ length: count }, (_, n) => createUser(uuidv7(), person(`user ${n}`)))

describe.each(QUEUE_BACKENDS)('on $name', ({ start }) => {
  let database: TestDatabase
  let store: TestQueueStore
  let lane: TestLane
  let queue: QueueBackend
  let wake: (siteId: number) => Promise<void>
  let closeQueue: () => Promise<void>
  const workers: WorkerProcess[] = []

  const startWorker = async (fault?: string) => {
    const worker = await startWorkerProcess({
      url: database.url,
      redisUrl: store.redisUrl,
      ...(fault ? { fault } : {}),
    })
    workers.push(worker)
    return worker
  }
  const statuses = async (tenant: Tenant) => (await lane.outcomes(tenant)).map((outcome) => outcome.status)

  beforeAll(async () => {
    database = await createTestDatabase()
    store = await start()
    lane = openTestLane(database.url)
    const logger = createLogger({ name: 'test', level: 'fatal' })
    queue = await createQueueBackend({
      redisUrl: store.redisUrl,
      directUrl: database.url,
      logger,
      applicationName: 'test-queue',
    })
    const laneQueue = queue.createLaneQueue()
    wake = (siteId) => laneQueue.wake(siteId)
    closeQueue = () => laneQueue.close()
  })

  afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.kill('SIGKILL'))))

  afterAll(async () => {
    await closeQueue()
    await queue.close()
    await lane.close()
    await store.stop()
    await database.drop()
  })

  test.each(['claimed', 'planned', 'committed'])(
    'a worker killed at "%s" leaves nothing half done, and another one is soon done with it',
    async (boundary) => {
      const tenant = await createTenant(lane.pool)
      const doomed = await startWorker(boundary)
      await lane.append(tenant, people(20))
      // The redis client of the test may still be connecting.
      await waitUntil(
        () =>
          wake(tenant.site.id).then(
            () => true,
            () => false,
          ),
        (sent) => sent,
      )
      expect(await doomed.ended).toBe('SIGKILL')
      expect(await statuses(tenant)).toHaveLength(boundary === 'committed' ? 20 : 0)

      await startWorker()
      const applied = await waitUntil(
        () => statuses(tenant),
        (found) => found.length === 20,
      )
      expect(applied.every((status) => status === 201)).toBe(true)
    },
  )

  test('an operation that kills its process three times becomes a dead letter, the lane goes on', async () => {
    const tenant = await createTenant(lane.pool)
    const users = people(10)
    const poison = createUser(uuidv7(), person('poison'))
    await lane.append(tenant, [...users.slice(0, 4), poison, ...users.slice(4)])
    let tries = 0
    const revive = async (): Promise<void> => {
      const worker = await startWorker('planned:poison')
      await wake(tenant.site.id)
      const end = await Promise.race([
        worker.ended,
        waitUntil(
          () => statuses(tenant),
          (found) => found.length === 11,
        ).then(() => 'done'),
      ])
      if (end === 'done') return worker.kill('SIGKILL')
      tries += 1
      return revive()
    }
    await revive()
    expect(tries).toBe(3)
    const counts = Map.groupBy(await statuses(tenant), (status) => status)
    expect(counts.get(201)).toHaveLength(10)
    expect(counts.get(500)).toHaveLength(1)
    const { rows } = await lane.pool.query('select reason from dead_letter where site_id = $1', [tenant.site.id])
    expect(rows).toEqual([{ reason: expect.stringContaining('while it was applied alone') }])
  })
})
