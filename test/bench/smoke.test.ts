/**
 * Every measurement of the benchmark once, with few requests, on real processes. It says nothing of speed: what is seen
 * here is that answers are checked, rows are counted, and figures have their shape.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { assertConserved } from './conservation.ts'
import { createLoadClient } from './load/client.ts'
import { runLoad } from './load/run-load.ts'
import { createSample, readSampleBack } from './measure/sample.ts'
import { type Bench, createBench } from './measurement.ts'
import { MEASUREMENTS } from './measurements.ts'
import { userBody } from './people.ts'
import { SIZES } from './sizes.ts'
import { type BenchSystem, startBenchSystem } from './system/bench-system.ts'

let databases: TestDatabase[]
let directory: string
let system: BenchSystem
let bench: Bench

beforeAll(async () => {
  databases = await Promise.all([createTestDatabase(), createTestDatabase()])
  const [database, other] = databases
  directory = await mkdtemp(join(tmpdir(), 'syncline-bench-test-'))
  system = await startBenchSystem({ databaseUrl: database?.url ?? '', redisUrl: null, directory })
  bench = createBench({ system, sizes: SIZES.smoke, redisUrl: null }, async () => other?.url ?? '')
})

afterAll(async () => {
  await system.stop()
  await Promise.all(databases.map((database) => database.drop()))
  await rm(directory, { recursive: true, force: true })
})

describe('each measurement checks what it did and says what it saw', () => {
  it.each(MEASUREMENTS)('$name', async ({ run }) => {
    const { figures, counted } = await run(bench)
    system.assertWhole()
    expect(figures.length).toBeGreaterThan(0)
    for (const { id, what, values } of figures) {
      expect(id).toMatch(/^[a-z0-9-]+$/)
      expect(what).not.toBe('')
      expect(Object.keys(values).length).toBeGreaterThan(0)
      const { wakesPerOperation = 0, ...others } = values
      for (const value of Object.values(others)) expect(value).toBeGreaterThan(0)
      // Within the turn of a lane that works already, none is needed.
      expect(wakesPerOperation).toBeGreaterThanOrEqual(0)
    }
    expect(Object.keys(counted).length).toBeGreaterThan(0)
  })
})

describe('a wrong result is no figure', () => {
  const oneUser = async (at: number) => {
    const tenant = await createTestDirectory(system.pool)
    const path = `/scim/v2/${tenant.directoryPublicId}/Users`
    const client = createLoadClient({ origin: system.url, connections: 1, key: tenant.key })
    const load = { client, count: 1, exchange: () => ({ method: 'POST', path, body: userBody(at) }) as const }
    return { tenant, path, client, load }
  }

  it('a status that was not expected', async () => {
    const { client, load } = await oneUser(1)
    await expect(runLoad({ ...load, expectedStatus: 200 })).rejects.toThrow(/answered with 201 instead of 200/)
    await client.close()
  })

  it('a resource that is not what was sent', async () => {
    const { client, path, load } = await oneUser(1)
    const sample = createSample(1)
    await runLoad({ ...load, expectedStatus: 201, check: (at, answer) => sample.take(at, answer) })
    await readSampleBack(client, path, sample, () => userBody(1))
    await expect(readSampleBack(client, path, sample, () => userBody(2))).rejects.toThrow(/not what was sent/)
    await client.close()
  })

  it('a row that is missing, and one too many', async () => {
    const { client, tenant, load } = await oneUser(1)
    await runLoad({ ...load, expectedStatus: 201 })
    await client.close()
    await assertConserved(system.pool, tenant.siteId, { operations: 1, users: 1 })
    await expect(assertConserved(system.pool, tenant.siteId, { operations: 2, users: 2 })).rejects.toThrow(
      /users: 1 instead of 2/,
    )
    await system.pool.query('delete from account where site_id = $1', [tenant.siteId])
    await expect(assertConserved(system.pool, tenant.siteId, { operations: 1, users: 1 })).rejects.toThrow(
      'not conserved: accounts: 0 instead of 1',
    )
  })
})
