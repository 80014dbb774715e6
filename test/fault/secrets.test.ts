/** Passwords, keys and tokens reach no table, no log and no queue, whatever becomes of the request that carried them. */
import { createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiProcess, startApiProcess } from '../support/api-process.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { dumpRedis, dumpTables } from '../support/dump.ts'
import { createTestClient } from '../support/oauth-client.ts'
import { QUEUE_BACKENDS, type TestQueueStore } from '../support/queue-backends.ts'
import { scimRequest } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { PATCH, USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts'

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
  })

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
  })

  test('keys, client secrets, tokens and assertions: nowhere but with who sends them, whatever becomes of the request', async () => {
    const client = await createTestClient(pool, directory)
    const ask = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
      const body = new URLSearchParams({ grant_type: 'client_credentials', ...form })
      const answer = await fetch(`${api.url}/oauth/token`, { method: 'POST', body, headers })
      return { status: answer.status, text: await answer.text() }
    }
    const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
    const given = await ask({ client_id: client.clientId, client_secret: client.secret })
    expect(given.status).toBe(200)
    const token: string = JSON.parse(given.text).access_token
    const lost = `synctoken_${MARKER}`
    const secrets = [client.secret, token, directory.key, MARKER]
    const refused = [
      await ask({ client_id: client.clientId, client_secret: `${client.secret}${MARKER}` }),
      await ask({ client_id: MARKER, client_secret: client.secret }),
      await ask({}, { authorization: basic(client.clientId, MARKER) }),
      await ask({ scope: MARKER, client_id: client.clientId, client_secret: directory.key }),
      await ask({
        client_id: client.clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: `eyJhbGciOiJub25lIn0.${Buffer.from(MARKER).toString('base64url')}.`,
      }),
    ]
    const requests = [token, lost, `Bearer ${MARKER} ${MARKER}`, client.secret].flatMap((each) => [
      fetch(url('/Users'), scimRequest(each, 'GET')),
      fetch(url(`/Users?access_token=${each}`), scimRequest(directory.key, 'GET')),
      fetch(url('/Users'), scimRequest(each, 'POST', { schemas: [USER], userName: 'tokens' })),
    ])
    const answers = await Promise.all(requests.map(async (each) => (await each).text()))
    const said = [...refused.map(({ text }) => text), ...answers].join('\n')
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401])
    const everything = [said, await dumpTables(pool), logs + (worker?.output() ?? '') + api.output()].join('\n')
    for (const secret of secrets) {
      expect(everything).not.toContain(secret)
      expect(everything).not.toContain(Buffer.from(secret).toString('base64url').slice(0, -2))
    }
  })
})
