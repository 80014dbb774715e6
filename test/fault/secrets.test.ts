/** A password reaches no table, no log and no queue, whatever becomes of the request that carried it. */
import { createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiProcess, startApiProcess } from '../support/api-process.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { dumpRedis, dumpTables } from '../support/dump.ts'
import { QUEUE_BACKENDS, type TestQueueStore } from '../support/queue-backends.ts'
import { scimRequest } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const MARKER = 't1meMa$heen-marker'

describe.each(QUEUE_BACKENDS)('with the queue in $name', ({ start }) => {
  let database: TestDatabase
  let store: TestQueueStore
  let pool: pg.Pool
  let directory: TestDirectory
  let api: ApiProcess
  let worker: WorkerProcess | undefined
  let logs = ''
  let stopping = false

  const url = (path: string) => `${api.url}/scim/v2/${directory.directoryPublicId}${path}`
  const send = async (method: string, path: string, body: unknown, type?: string) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
    const answer = await fetch(url(path), scimRequest(directory.key, method, body, headers))
    const text = await answer.text()
    expect(text).not.toContain(MARKER)
    return { status: answer.status, id: text === '' ? '' : (JSON.parse(text).id as string) }
  }
  /** One that dies of a poisonous operation and comes back, as under a launcher. */
  const keepWorking = async (): Promise<void> => {
    if (stopping) return
    worker = await startWorkerProcess({
      url: database.url,
      redisUrl: store.redisUrl,
      fault: 'planned:poison',
      logLevel: 'trace',
    })
    const { ended, output } = worker
    await ended
    logs += output()
    return keepWorking()
  }
  let working: Promise<void>

  beforeAll(async () => {
    database = await createTestDatabase()
    store = await start()
    pool = createPool({ url: database.url, max: 2, applicationName: 'test', onError: () => undefined })
    directory = await createTestDirectory(pool)
    api = await startApiProcess({ url: database.url, redisUrl: store.redisUrl, logLevel: 'trace' })
    working = keepWorking()
  }, 60_000)

  afterAll(async () => {
    stopping = true
    await worker?.kill('SIGKILL')
    await working
    await api.stop()
    await pool.end()
    await store.stop()
    await database.drop()
  })

  test('not applied, refused, or given up as a dead letter: the marker is nowhere', async () => {
    const ada = await send('POST', '/Users', { schemas: [USER], userName: 'ada', password: MARKER })
    expect(ada.status).toBe(201)
    const path = `/Users/${ada.id}`
    const patch = (...Operations: unknown[]) => send('PATCH', path, { schemas: [PATCH], Operations })
    const statuses = [
      await send('PUT', path, { schemas: [USER], userName: 'ada', PassWord: MARKER, title: 'x' }),
      await patch({ op: 'replace', path: 'password', value: MARKER }),
      await patch({ op: 'Replace', value: { password: MARKER, title: 'y' } }),
      await patch({ op: 'add', path: `${USER}:password`, value: MARKER }),
      await patch({ op: 'add', value: { [`${USER}:password`]: MARKER } }),
      await patch({ op: 'replace', path: 'password', value: { nested: MARKER } }),
      // Refused ones.
      await send('POST', '/Users', { schemas: [USER], userName: 'ada', password: MARKER }),
      await send('POST', '/Users', { schemas: [USER], password: MARKER }),
      await send('POST', '/Users', `{"userName": "x", "password": "${MARKER}"`),
      await send('POST', '/Users', `password=${MARKER}`, 'application/x-www-form-urlencoded'),
      await send('PUT', '/Users/0190aaaa-0000-7000-8000-00000000000a', { userName: 'x', password: MARKER }),
      await patch({ op: 'replace', path: 'nosuch', value: MARKER }, { op: 'replace', path: 'password', value: MARKER }),
      // One that kills its worker until it is given up.
      await send('POST', '/Users', { schemas: [USER], userName: 'poison', password: MARKER }),
    ].map((answer) => answer.status)
    expect(statuses.slice(0, 5)).toEqual([200, 200, 200, 200, 200])
    expect(statuses.slice(6)).toEqual([409, 400, 400, 415, 404, 400, 500])
    const { rows } = await pool.query('select count(*) as n from dead_letter')
    expect(rows).toEqual([{ n: 1 }])

    const tables = await dumpTables(pool)
    expect(tables).toContain('""userName"":""ada""')
    expect(tables).not.toContain(MARKER)
    if (store.redisUrl !== undefined) expect(await dumpRedis(store.redisUrl)).not.toContain(MARKER)
    const output = await waitUntil(
      () => logs + (worker?.output() ?? '') + api.output(),
      (text) => text.includes('dead letter'),
    )
    expect(output).not.toContain(MARKER)
  }, 60_000)
})
