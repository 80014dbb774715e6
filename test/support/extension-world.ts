/** API, worker and database for tests about extension schemas, with a fresh directory for each test. */
import { createPool } from '@syncline/core/storage/database.ts'
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { BADGE } from './extension.ts'
import { openTestApi, type ScimAnswer, startTestWorker, type TestApi } from './test-api.ts'
import { createTestDirectory, type TestDirectory } from './test-directory.ts'

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

type Running = { database: TestDatabase; pool: pg.Pool; api: TestApi; worker: RunningWorker }

export type ExtensionWorld = {
  pool(): pg.Pool
  api(): TestApi
  directory(): TestDirectory
  /** From now on the directory of the test. */
  use(directory: TestDirectory): void
  restartWorker(): Promise<void>
  scim(method: string, path: string, body?: unknown): Promise<ScimAnswer>
  create(userName: string, badge?: Record<string, unknown>): Promise<ScimAnswer>
  patch(id: string, ...operations: unknown[]): Promise<ScimAnswer>
  /** User names. */
  found(filter: string): Promise<string[]>
}

/** To be called at the top of a file of tests. */
export function extensionWorld(): ExtensionWorld {
  let running: Running | undefined
  let current: TestDirectory | undefined
  const there = (): Running => {
    if (running === undefined) throw new Error('not started')
    return running
  }
  beforeAll(async () => {
    const database = await createTestDatabase()
    const pool = createPool({ url: database.url, max: 3, applicationName: 'test', onError: () => undefined })
    running = { database, pool, worker: await startTestWorker(database), api: await openTestApi(database) }
  })
  afterAll(async () => {
    const { api, worker, pool, database } = there()
    await api.close(0)
    await worker.close()
    await pool.end()
    await database.drop()
  })
  beforeEach(async () => {
    current = await createTestDirectory(there().pool)
  })
  const directory = (): TestDirectory => {
    if (current === undefined) throw new Error('no directory')
    return current
  }
  const scim: ExtensionWorld['scim'] = (method, path, body) => there().api.scim(directory(), method, path, body)
  return {
    pool: () => there().pool,
    api: () => there().api,
    directory,
    use(next) {
      current = next
    },
    async restartWorker() {
      await there().worker.close()
      running = { ...there(), worker: await startTestWorker(there().database) }
    },
    scim,
    create: (userName, badge) =>
      scim('POST', '/Users', {
        schemas: badge === undefined ? [USER] : [USER, BADGE],
        userName,
        ...(badge === undefined ? {} : { [BADGE]: badge }),
      }),
    patch: (id, ...operations) => scim('PATCH', `/Users/${id}`, { schemas: [PATCH], Operations: operations }),
    async found(filter) {
      const { status, body } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      expect([filter, status]).toEqual([filter, 200])
      return body.Resources.map((user: { userName: string }) => user.userName)
    },
  }
}
