/**
 * Every measurement of the benchmark once, with few requests, on real processes. It says nothing of speed: what is seen
 * here is that answers are checked, rows are counted, and figures have their shape.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { QUEUE_BACKENDS, type TestQueueStore } from '../support/queue-backends.ts'
import { waitUntil } from '../support/wait-until.ts'
import { type Bench, createBench } from './measurement.ts'
import { MEASUREMENTS } from './measurements.ts'
import { SIZES } from './sizes.ts'
import { type BenchSystem, startBenchSystem } from './system/bench-system.ts'

/** Processes are started and much is done; a busy machine takes a multiple of the usual second. */
const START_LIMIT_MS = 120_000
const LIMIT_MS = 60_000
/** On Redis, those that look at the queue. */
const ON_REDIS = ['create', 'journal-or-jobs']

describe.each(QUEUE_BACKENDS)('queue in $name', ({ name: backend, start }) => {
  let databases: TestDatabase[]
  let store: TestQueueStore
  let directory: string
  let system: BenchSystem
  let bench: Bench

  beforeAll(async () => {
    databases = await Promise.all([createTestDatabase(), createTestDatabase()])
    store = await start()
    const [database, other] = databases
    const redisUrl = store.redisUrl ?? null
    directory = await mkdtemp(join(tmpdir(), 'syncline-bench-test-'))
    system = await startBenchSystem({ databaseUrl: database?.url ?? '', redisUrl, directory })
    bench = createBench({ system, sizes: SIZES.smoke, redisUrl }, async () => other?.url ?? '')
  }, START_LIMIT_MS)

  afterAll(async () => {
    await system.stop()
    await store.stop()
    await Promise.all(databases.map((database) => database.drop()))
    await rm(directory, { recursive: true, force: true })
  })

  const measurements = MEASUREMENTS.filter(({ name }) => backend === 'Postgres' || ON_REDIS.includes(name))

  it.each(measurements)(
    '$name checks what it did and says what it saw',
    async ({ run }) => {
      const { figures, counted } = await run(bench)
      system.assertWhole()
      expect(figures.length).toBeGreaterThan(0)
      for (const { id, what, values } of figures) {
        expect(id).toMatch(/^[a-z0-9-]+$/)
        expect(what).not.toBe('')
        const { wakesPerOperation = 0, apiCpuMs = 0, workerCpuMs = 0, postgresCpuMs = 0, ...others } = values
        expect(Object.keys(others).length).toBeGreaterThan(0)
        for (const value of Object.values(others)) expect(value).toBeGreaterThan(0)
        // Within the turn of a lane that works already, none is needed.
        expect(wakesPerOperation).toBeGreaterThanOrEqual(0)
        // Less than the clock of the system tells apart.
        expect(Math.min(apiCpuMs, workerCpuMs, postgresCpuMs)).toBeGreaterThanOrEqual(0)
      }
      expect(Object.keys(counted).length).toBeGreaterThan(0)
    },
    LIMIT_MS,
  )

  it('wakes are counted', async () => {
    const before = await system.wakes.count()
    await system.wakeLane(1)
    expect(await waitUntil(system.wakes.count, (count) => count > before)).toBeGreaterThan(before)
  })
})
