/** An API behind a socket beside the other parts of a test system. */
import { afterAll, beforeAll } from 'vitest'
import { type ServedApi, serveTestApi } from './served-api.ts'
import type { TestSystem } from './test-system.ts'

export function useServedApi(system: Pick<TestSystem<never>, 'database'>): () => ServedApi {
  let api: ServedApi
  beforeAll(async () => {
    api = await serveTestApi(system.database())
  })
  afterAll(() => api.close())
  return () => api
}
