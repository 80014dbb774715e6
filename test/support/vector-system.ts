/** API, worker and Postgres for vectors that change something: each begins with a directory of its own. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { RunningWorker } from '@syncline/worker/worker.ts'
import { afterAll, beforeAll, expect } from 'vitest'
import type { MODES } from '../scim/fixtures.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { openTestLane, type TestLane } from './lane.ts'
import { type ServedApi, serveTestApi } from './served-api.ts'
import { type RequestHeaders, type ScimAnswer, startTestWorker } from './test-api.ts'
import { createVectorDirectory, type VectorDirectory } from './vector-directory.ts'

export type Mode = (typeof MODES)[number]

/** What a vector talks to. */
export type VectorClient = VectorDirectory & {
  /** Ids and versions of the vectors become real ones in path, headers and body; ids come back in the answer's body. */
  send(method: string, path: string, body?: unknown, headers?: RequestHeaders): Promise<ScimAnswer>
  /** What GET shows. */
  get(path: string): Promise<JsonObject>
}

export type VectorSystem = {
  /** To change rows by hand. */
  lane(): TestLane
  api(): ServedApi
  /** A new directory with the resources of the vectors. */
  fresh(mode?: Mode): Promise<VectorClient>
}

/** For the whole test file. */
export function useVectorSystem(): VectorSystem {
  let database: TestDatabase
  let lane: TestLane
  let api: ServedApi
  let worker: RunningWorker
  beforeAll(async () => {
    database = await createTestDatabase()
    lane = openTestLane(database.url)
    worker = await startTestWorker(database)
    api = await serveTestApi(database)
  })
  afterAll(async () => {
    await api.close()
    await worker.close()
    await lane.close()
    await database.drop()
  })
  return {
    lane: () => lane,
    api: () => api,
    async fresh(mode = 'lenient') {
      const directory = await createVectorDirectory(lane.pool, lane, mode)
      return clientOf(api, directory)
    },
  }
}

function clientOf(api: ServedApi, directory: VectorDirectory): VectorClient {
  const { real, named } = directory
  const send: VectorClient['send'] = async (method, path, body, headers = {}) => {
    const sent = body === undefined ? undefined : real(typeof body === 'string' ? body : JSON.stringify(body))
    const realHeaders = Object.entries(headers).map(([name, value]) => [
      name,
      value === undefined ? value : real(value),
    ])
    const answer = await api.scim(directory, method, real(path), sent, Object.fromEntries(realHeaders))
    return { ...answer, body: answer.body === undefined ? undefined : named(answer.body) }
  }
  return {
    ...directory,
    send,
    async get(path) {
      const { status, body } = await send('GET', path)
      expect([path, status]).toEqual([path, 200])
      return body
    },
  }
}
