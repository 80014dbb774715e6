/** A wrong result is no figure: each check of the benchmark, seen to fail. */
import { type RunningApi, startApi } from '@syncline/api/start-api.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { startTestWorker } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { assertConserved } from './conservation.ts'
import { createLoadClient, type LoadClient } from './load/client.ts'
import { runLoad } from './load/run-load.ts'
import { createSample, readSampleBack } from './measure/sample.ts'
import { userBody } from './people.ts'

let database: TestDatabase
let pool: pg.Pool
let api: RunningApi
let worker: RunningWorker
let tenant: TestDirectory
let client: LoadClient
let path: string

beforeAll(async () => {
  database = await createTestDatabase()
  const { url } = database
  pool = openPool(url)
  const config = { host: '127.0.0.1', port: 0, waitLimitMs: 20_000 }
  api = await startApi({ config, url, directUrl: url, logger: createLogger({ name: 'test', level: 'silent' }) })
  worker = await startTestWorker(database)
  tenant = await createTestDirectory(pool)
  client = createLoadClient({ origin: api.url, connections: 1, key: tenant.key })
  path = `/scim/v2/${tenant.directoryPublicId}/Users`
})

afterAll(async () => {
  await client.close()
  await api.close()
  await worker.close()
  await pool.end()
  await database.drop()
})

const create = (at: number) => ({
  client,
  count: 1,
  exchange: () => ({ method: 'POST', path, body: userBody(at) }) as const,
})

test('a status that was not expected', async () => {
  await expect(runLoad({ ...create(1), expectedStatus: 200 })).rejects.toThrow(/answered with 201 instead of 200/)
})

test('a resource that is not what was sent', async () => {
  const sample = createSample(1)
  await runLoad({ ...create(2), expectedStatus: 201, check: (at, answer) => sample.take(at, answer) })
  await readSampleBack(client, path, sample, () => userBody(2))
  await expect(readSampleBack(client, path, sample, () => userBody(3))).rejects.toThrow(/not what was sent/)
})

test('an operation too few, and a row that is missing', async () => {
  const { siteId } = await createTestDirectory(pool)
  await assertConserved(pool, siteId, { operations: 0, users: 0 })
  await assertConserved(pool, tenant.siteId, { operations: 2, users: 2 })
  await expect(assertConserved(pool, tenant.siteId, { operations: 3, users: 2 })).rejects.toThrow(
    'not conserved: operations: 2 instead of 3, successful outcomes: 2 instead of 3, applied_seq: 2 instead of 3',
  )
  await pool.query('delete from account where site_id = $1', [tenant.siteId])
  await expect(assertConserved(pool, tenant.siteId, { operations: 2, users: 2 })).rejects.toThrow(
    'not conserved: accounts: 0 instead of 2',
  )
})
