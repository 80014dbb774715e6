/** A retry storm: the lane is slower than the clients are patient, over three processes. */
import { createPool } from '@syncline/core/storage/database.ts'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { openTestApi, startTestWorker } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { USER } from '../support/urns.ts'

test('of five clients that retry each 503 until they are told, exactly one is given each new user', async () => {
  const database = await createTestDatabase()
  const pool = createPool({ url: database.url, max: 2, applicationName: 'test', onError: () => undefined })
  const apis = await Promise.all([100, 140, 180].map((waitLimitMs) => openTestApi(database, { waitLimitMs })))
  const worker = await startTestWorker(database)
  const directory = await createTestDirectory(pool)
  let retries = 0

  const untilTold = async (userName: string, turn: number): Promise<number> => {
    const answer = await apis[turn % apis.length]?.scim(directory, 'POST', '/Users', { schemas: [USER], userName })
    if (answer?.status !== 503) return answer?.status ?? 0
    retries += 1
    return untilTold(userName, turn + 1)
  }
  const names = Array.from({ length: 120 }, (_, n) => `name-${n}`)
  const told = await Promise.all(
    names.map((name) => Promise.all([0, 1, 2, 3, 4].map((client) => untilTold(name, client)))),
  )

  expect(retries).toBeGreaterThan(0)
  expect(told.map((statuses) => statuses.toSorted())).toEqual(names.map(() => [201, 409, 409, 409, 409]))
  await Promise.all(apis.map((api) => api.close(0)))
  await worker.close()
  await pool.end()
  await database.drop()
})
