/** The API behind a real socket: broken connections, lost messages, shutdown, and what it takes of the database. */
import { request as httpRequest } from 'node:http'
import { type RunningApi, startApi } from '@syncline/api/start-api.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { readAnswer, scimRequest, startTestWorker } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'

const MOST_CONNECTIONS = 12

let database: TestDatabase
let pool: pg.Pool
let api: RunningApi
let worker: RunningWorker | null = null
let directory: TestDirectory

const start = (waitLimitMs = 10_000) =>
  startApi({
    config: { host: '127.0.0.1', port: 0, waitLimitMs },
    url: database.url,
    directUrl: database.url,
    logger: createLogger({ name: 'test', level: 'silent' }),
  })

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, max: 2, applicationName: 'test', onError: () => undefined })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})
beforeEach(async () => {
  api = await start()
  directory = await createTestDirectory(pool)
})
afterEach(async () => {
  await api.close(0)
  await worker?.close()
  worker = null
})

const address = (path: string) => `${api.url}/scim/v2/${directory.directoryPublicId}${path}`
const scim = async (method: string, path: string, body?: unknown) =>
  readAnswer(await fetch(address(path), scimRequest(directory.key, method, body)))
const post = (userName: string) => scim('POST', '/Users', { schemas: [USER], userName })
const count = async (sql: string) => (await pool.query(sql, [directory.siteId])).rows[0].n
const pending = (n: number) =>
  waitUntil(
    () => count('select count(*) as n from pending where site_id = $1'),
    (found) => found === n,
  )

test('a client that hangs up gets its answer when it comes again', async () => {
  const lost = httpRequest(address('/Users'), {
    method: 'POST',
    headers: { authorization: `Bearer ${directory.key}`, 'content-type': 'application/json' },
  })
  lost.on('error', () => undefined)
  lost.end(JSON.stringify({ schemas: [USER], userName: 'ada' }))
  await pending(1)
  lost.destroy()
  await waitUntil(
    () => count('select count(*) as n from redelivery where site_id = $1 and waiter is null'),
    (found) => found === 1,
  )
  worker = await startTestWorker(database)
  await pending(0)
  expect((await post('ada')).status).toBe(201)
  expect((await post('ada')).status).toBe(409)
})

test('links in answers lead to where the server listens', async () => {
  worker = await startTestWorker(database)
  const { body } = await post('ada')
  expect(body.meta.location).toBe(address(`/Users/${body.id}`))
  expect((await readAnswer(await fetch(body.meta.location, scimRequest(directory.key, 'GET')))).body).toEqual(body)
})

test('a listener that lost its connection costs no answer', async () => {
  worker = await startTestWorker(database)
  expect((await post('before')).status).toBe(201)
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'syncline-listen' and datname = current_database()`,
  )
  // Without the look that requests share it would be 503, at the wait limit.
  expect((await post('during')).status).toBe(201)
  await waitUntil(
    async () =>
      (
        await pool.query(
          `select 1 from pg_stat_activity
           where application_name = 'syncline-listen' and datname = current_database() and query like 'listen%'`,
        )
      ).rowCount,
    (listening) => listening === 1,
  )
})

test('at its end a waiting request is told to come again, an idle connection is closed, and nothing is left open', async () => {
  expect((await fetch(`${api.url}/readyz`)).status).toBe(200)
  const waiting = post('ada')
  await pending(1)
  const closing = api.close(100)
  const answer = await waiting
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
  await closing
  await expect(fetch(`${api.url}/healthz`)).rejects.toThrow()
  // The server lists a connection for a moment after its end.
  await waitUntil(
    () => connections('syncline-%'),
    (open) => open === 0,
  )

  api = await start()
  worker = await startTestWorker(database)
  expect((await post('ada')).status).toBe(201)
})

test('at its end a waiting request still gets its answer when that comes in time', async () => {
  const waiting = post('ada')
  await pending(1)
  const closing = api.close(10_000)
  worker = await startTestWorker(database)
  expect((await waiting).status).toBe(201)
  await closing
})

test('a process takes at most 12 database connections, with the queue in Postgres too', async () => {
  await Promise.all(Array.from({ length: 100 }, () => scim('GET', '/Users')))
  const waiting = Array.from({ length: 60 }, (_, n) => post(`user-${n}`))
  await pending(60)
  const ofApi = await connections('%')
  expect(ofApi).toBeGreaterThan(5)
  expect(ofApi).toBeLessThanOrEqual(MOST_CONNECTIONS)
  worker = await startTestWorker(database)
  const answers = await Promise.all(waiting)
  expect(answers.every(({ status }) => status === 201)).toBe(true)
  expect(
    (await connections('%')) - (await connections('syncline-api%,syncline-journal,syncline-listen,syncline-outcome')),
  ).toBeLessThanOrEqual(MOST_CONNECTIONS)
})

/** Connections to this database, without the test's own. @param names patterns of application names */
async function connections(names: string): Promise<number> {
  const { rows } = await pool.query(
    `select count(*) as n from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and application_name <> 'test'
       and application_name like any (string_to_array($1, ','))`,
    [names],
  )
  return rows[0].n
}
