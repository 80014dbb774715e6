/**
 * A database with APIs and a worker for a file of tests, or for the `describe` that asks for it, and a directory for each
 * test. The call registers the hooks; the parts are functions, because they are there only when a test runs.
 *
 *   const { pool, directory, scim, startWorker } = useTestSystem()
 */
import type { Mode } from '@syncline/core/domain/operation.ts'
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { openPool } from './pool.ts'
import type { TestQueueBackend, TestQueueStore } from './queue-backends.ts'
import {
  openTestApi,
  type RequestHeaders,
  type ScimAnswer,
  startTestWorker,
  type TestApi,
  type TestApiOptions,
} from './test-api.ts'
import { createTestDirectory, type TestDirectory } from './test-directory.ts'

export type TestSystemOptions<Name extends string> = {
  /** By their names: processes beside each other. One that is named `api` unless said. */
  readonly apis?: Readonly<Record<Name, TestApiOptions>>
  /** `when-started` (unless said): by a test with `startWorker`, and stopped after the test. */
  readonly worker?: 'always' | 'when-started'
  /** A new one for each test (unless said), one for all of them, or none. */
  readonly directory?: 'each-test' | 'once' | 'none'
  /** Of the directory; lenient unless said. */
  readonly mode?: Mode
  /** From `QUEUE_BACKENDS`; Postgres unless said. */
  readonly startQueue?: TestQueueBackend['start']
}

export type TestSystem<Name extends string> = {
  database(): TestDatabase
  pool(): pg.Pool
  readonly apis: Readonly<Record<Name, () => TestApi>>
  /** The first of them. */
  api(): TestApi
  directory(): TestDirectory
  /** From now on the directory of the test. */
  use(directory: TestDirectory): void
  startWorker(): Promise<void>
  stopWorker(): Promise<void>
  /** To the first API, by the identity provider of the test's directory; `path` begins behind the base URL. */
  scim(method: string, path: string, body?: unknown, headers?: RequestHeaders): Promise<ScimAnswer>
}

/** More than any test needs; a pool opens no connection before it is asked for one. */
const POOL_SIZE = 8

export function useTestSystem<Name extends string = 'api'>(options: TestSystemOptions<Name> = {}): TestSystem<Name> {
  const { worker: runs = 'when-started', directory: made = 'each-test' } = options
  const wanted = Object.entries<TestApiOptions>(options.apis ?? { api: {} })
  let database: TestDatabase
  let pool: pg.Pool
  let store: TestQueueStore | undefined
  let opened: ReadonlyMap<string, TestApi> = new Map()
  let worker: RunningWorker | undefined
  let directory: TestDirectory | undefined

  const startWorker = async () => {
    worker = await startTestWorker(database, { redisUrl: store?.redisUrl })
  }
  const stopWorker = async () => {
    await worker?.close()
    worker = undefined
  }
  const makeDirectory = async () => {
    directory = await createTestDirectory(pool, { mode: options.mode ?? 'lenient' })
  }
  const open = async ([name, own]: [string, TestApiOptions]) =>
    [name, await openTestApi(database, { redisUrl: store?.redisUrl, ...own })] as const

  beforeAll(async () => {
    database = await createTestDatabase()
    pool = openPool(database.url, POOL_SIZE)
    store = await options.startQueue?.()
    opened = new Map(await Promise.all(wanted.map(open)))
    if (runs === 'always') await startWorker()
    if (made === 'once') await makeDirectory()
  })
  afterAll(async () => {
    await Promise.all([...opened.values()].map((api) => api.close(0)))
    await stopWorker()
    await pool.end()
    await store?.stop()
    await database.drop()
  })
  if (made === 'each-test') beforeEach(makeDirectory)
  if (runs === 'when-started') afterEach(stopWorker)

  const accessor = ([name]: [string, TestApiOptions]) => [name, () => there(opened.get(name))] as const
  const api = () => there([...opened.values()][0])
  return {
    database: () => database,
    pool: () => pool,
    apis: Object.fromEntries(wanted.map(accessor)) as Record<Name, () => TestApi>,
    api,
    directory: () => there(directory),
    use(next) {
      directory = next
    },
    startWorker,
    stopWorker,
    scim: (method, path, body, headers) => api().scim(there(directory), method, path, body, headers),
  }
}

function there<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('the test system has no such part, or not yet')
  return part
}
