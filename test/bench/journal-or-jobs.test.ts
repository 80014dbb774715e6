/** The benchmark of ADR 0001 still runs: each of its measures once, with few operations. It says nothing of speed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { QUEUE_BACKENDS } from '../support/queue-backends.ts'
import { type BenchStores, floor, jobsInPostgres, jobsInRedis, journal, lane } from './journal-or-jobs.ts'

let database: TestDatabase
let stores: BenchStores

beforeAll(async () => {
  database = await createTestDatabase()
  stores = { url: database.url, redisUrl: null }
})
afterAll(() => database.drop())

describe('each measure accepts or applies what it counts', () => {
  it.each([
    ['floor', () => floor(stores, 20)],
    ['jobs in Postgres', () => jobsInPostgres(stores, 20, 2)],
    ['journal', () => journal(stores, 20, 8)],
    ['lane', () => lane(stores, 20, 7)],
  ])('%s', async (_, measure) => {
    expect((await measure()).perSecond).toBeGreaterThan(0)
  })

  it.each(QUEUE_BACKENDS.filter(({ name }) => name === 'Redis'))('jobs in $name', async ({ start }) => {
    const redis = await start()
    const figure = await jobsInRedis({ ...stores, redisUrl: redis.redisUrl ?? null }, 20)
    await redis.stop()
    expect(figure?.perSecond).toBeGreaterThan(0)
  })
})
