/** An API behind a socket with the resources of the vectors, in a directory for each mode: for vectors that only read. */
import type { Json } from '@syncline/core/scim/json.ts'
import { afterAll, beforeAll, expect } from 'vitest'
import { MODES } from '../scim/fixtures.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { openTestLane, type TestLane } from './lane.ts'
import { type ServedApi, serveTestApi } from './served-api.ts'
import type { ScimAnswer } from './test-api.ts'
import { createVectorDirectory, type VectorDirectory } from './vector-directory.ts'

export const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'
export const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

type Mode = (typeof MODES)[number]

export type VectorApi = { api(): ServedApi; directoryIn(mode: string): VectorDirectory }

/** For the whole test file. */
export function useVectorApi(): VectorApi {
  let database: TestDatabase
  let lane: TestLane
  let api: ServedApi
  const directories = new Map<string, VectorDirectory>()
  beforeAll(async () => {
    database = await createTestDatabase()
    lane = openTestLane(database.url)
    api = await serveTestApi(database)
    const make = async (mode: Mode) => {
      directories.set(mode, await createVectorDirectory(lane.pool, lane, mode))
    }
    await Promise.all(MODES.map(make))
  })
  afterAll(async () => {
    await api.close()
    await lane.close()
    await database.drop()
  })
  return {
    api: () => api,
    directoryIn(mode) {
      const directory = directories.get(mode)
      if (directory === undefined) throw new Error(`no directory in mode ${mode}`)
      return directory
    },
  }
}

/** The outcome of a list as vectors write it: ids, or the scimType of a refusal. */
export function found({ status, body }: ScimAnswer, { named }: VectorDirectory): Json {
  if (status !== 200) return body.scimType ?? String(status)
  const ids = body.Resources.map(({ id }: { id: string }) => named(id))
  expect(body).toMatchObject({ schemas: [LIST], itemsPerPage: ids.length })
  return ids
}
