/** What happens to wakes while the queue's store does not answer. Requests never notice; the sweep covers. */
import { createQueueBackend } from '@syncline/core/queue/backend.ts'
import { createWaker } from '@syncline/core/queue/wake.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { redisServerIsOnPath, startPrivateRedis } from '../support/redis.ts'
import { waitUntil } from '../support/wait-until.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

test('on Postgres a wake that takes too long is given up', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const backend = await createQueueBackend({ directUrl: database.url, logger, applicationName: 'test-queue' })
  const queue = backend.createLaneQueue()
  await queue.wake(1)
  const pool = createPool({ url: database.url, max: 1, applicationName: 'test-lock', onError: () => undefined })
  const client = await pool.connect()
  await client.query('begin; lock table bullmq.job in access exclusive mode')

  const waker = createWaker(queue, logger)
  const started = performance.now()
  waker.wake(2)
  await waker.close()
  // The table is locked still: it has not waited for that.
  expect(performance.now() - started).toBeGreaterThan(400)

  await client.query('rollback')
  client.release()
  await pool.end()
  await queue.close()
  await backend.close()
})

test.runIf(redisServerIsOnPath())('while Redis is away a wake fails at once, and works again afterwards', async () => {
  const redis = await startPrivateRedis()
  const backend = await createQueueBackend({
    redisUrl: redis.url,
    directUrl: 'postgres://127.0.0.1:1/unused',
    logger,
    applicationName: 'test-queue',
  })
  const queue = backend.createLaneQueue()
  await waitUntil(
    () => succeeds(() => queue.wake(1)),
    (done) => done,
  )

  await redis.stop()
  await waitUntil(
    () => succeeds(() => backend.ping()),
    (up) => !up,
  )
  // Not kept until Redis is back: it is not coming back before this has failed.
  await expect(queue.wake(2)).rejects.toThrow()

  const again = await startPrivateRedis(redis.port)
  await waitUntil(
    () => succeeds(() => queue.wake(2)),
    (done) => done,
  )
  await queue.close()
  await backend.close()
  await again.stop()
})

async function succeeds(call: () => Promise<void>): Promise<boolean> {
  try {
    await call()
    return true
  } catch {
    return false
  }
}
