/** Asynchronous requests (RFC 9967 §2.5.1; M62, M77–M82): 202, and a signed result that everybody of the directory can fetch. */
import { changeDirectorySettings } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { deleteExpiredAsyncRequests } from '@syncline/core/storage/journal/tracked-cleaning.ts'
import { decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { ASYNC, ASYNC_RESPONSE, askStatus, fetchClaims, fetchToken, verifiedClaims } from '../support/async-result.ts'
import { openTestApi, PUBLIC_URL, type RequestHeaders } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { ERROR, PATCH, USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'

const { database, pool, api, directory, use, startWorker, stopWorker } = useTestSystem()

const send = (method: string, path: string, body?: unknown, headers: RequestHeaders = ASYNC) =>
  api().scim(directory(), method, path, body, headers)
const user = (userName: string, more: object = {}) => ({ schemas: [USER], userName, ...more })
const setTitle = (value: string) => ({
  schemas: [PATCH],
  Operations: [{ op: 'replace', path: 'title', value }],
})
const create = async (userName: string) => (await send('POST', '/Users', user(userName), {})).body
const txnOf = ({ headers }: { readonly headers: Headers }) => headers.get('set-txn')
const resultOf = async (answer: { readonly headers: Headers }) =>
  (await fetchClaims(api(), directory(), txnOf(answer))).events[ASYNC_RESPONSE]
const operations = async () =>
  (await pool().query('select count(*) as n from operation where site_id = $1', [directory().siteId])).rows[0].n

describe('202', () => {
  test('M77: without a body, before anything is applied; later one result with the same txn', async () => {
    const answer = await send('POST', '/Users', user('ada', { externalId: 'e-1' }))
    expect([answer.status, answer.body]).toEqual([202, undefined])
    const txn = txnOf(answer)
    expect(txn).toMatch(/^[0-9a-f]{32}$/)
    expect(answer.headers.get('preference-applied')).toBe('respond-async')
    expect(answer.headers.get('location')).toBe(
      `${PUBLIC_URL}/scim/v2/${directory().directoryPublicId}/AsyncRequests/${txn}`,
    )
    const running = await askStatus(api(), directory(), txn)
    expect([running.status, await running.text()]).toEqual([202, ''])
    expect(running.headers.get('retry-after')).toMatch(/^\d+$/)

    await startWorker()
    const token = await fetchToken(api(), directory(), txn)
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'secevent+jwt', kid: expect.any(String) })
    const claims = await verifiedClaims(api(), directory(), token)
    const { Resources } = (await api().scim(directory(), 'GET', '/Users')).body
    const [{ id, meta }] = Resources
    const baseUrl = `${PUBLIC_URL}/scim/v2/${directory().directoryPublicId}`
    expect(claims).toEqual({
      iss: PUBLIC_URL,
      aud: baseUrl,
      iat: expect.any(Number),
      jti: expect.any(String),
      txn,
      sub_id: { format: 'scim', uri: `/Users/${id}`, id, externalId: 'e-1' },
      events: {
        [ASYNC_RESPONSE]: { method: 'POST', status: '201', version: meta.version, location: `${baseUrl}/Users/${id}` },
      },
    })
    expect(claims.iat).toBe(Math.floor(Date.parse(meta.created) / 1_000))
    const again = await askStatus(api(), directory(), txn)
    expect(again.headers.get('content-type')).toBe('application/secevent+jwt')
    expect(await verifiedClaims(api(), directory(), await again.text())).toEqual(claims)
  })

  test('a write to a resource has its location, and a link to its result', async () => {
    await startWorker()
    const { id } = await create('ada')
    const base = `${PUBLIC_URL}/scim/v2/${directory().directoryPublicId}`
    const answers = [
      await send('PATCH', `/Users/${id}`, setTitle('a')),
      await send('PUT', `/Users/${id}`, user('ada')),
      await send('DELETE', `/Users/${id}`),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(202)
      expect(answer.headers.get('location')).toBe(`${base}/Users/${id}`)
      expect(answer.headers.get('link')).toBe(`<${base}/AsyncRequests/${txnOf(answer)}>; rel="status"`)
    }
    const results = await Promise.all(answers.map(resultOf))
    expect(results).toEqual([
      { method: 'PATCH', status: '200', version: 'W/"2"', location: `${base}/Users/${id}` },
      { method: 'PUT', status: '200', version: 'W/"3"', location: `${base}/Users/${id}` },
      { method: 'DELETE', status: '204', location: `${base}/Users/${id}` },
    ])
  })

  test('Accept is ignored; of several preferences the first one of a name counts', async () => {
    const headers = { prefer: 'foo; a="b,respond-async", Respond-Async, respond-async=no', accept: 'text/html' }
    expect((await send('POST', '/Users', user('ada'), headers)).status).toBe(202)
  })
})

test('202 is not answered before the request is kept', async () => {
  const blocking = await pool().connect()
  await blocking.query('begin; lock table pending in access exclusive mode')
  let answered = false
  const answer = send('POST', '/Users', user('ada')).finally(() => {
    answered = true
  })
  await waitUntil(
    async () =>
      (
        await pool().query(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
      ).rowCount,
    (waiting) => waiting !== 0,
  )
  expect(answered).toBe(false)
  await blocking.query('commit')
  blocking.release()
  expect((await answer).status).toBe(202)
  expect(await operations()).toBe(1)
})

describe('results', () => {
  test('M78: a taken userName is told by the result, which names the endpoint', async () => {
    await startWorker()
    await create('ada')
    const claims = await fetchClaims(api(), directory(), txnOf(await send('POST', '/Users', user('ada'))))
    expect(claims.sub_id).toEqual({ format: 'scim', uri: '/Users' })
    expect(claims.events[ASYNC_RESPONSE]).toEqual({
      method: 'POST',
      status: '409',
      response: {
        schemas: [ERROR],
        status: '409',
        scimType: 'uniqueness',
        detail: expect.stringContaining('userName'),
      },
    })
  })

  test('of two PATCHes with one If-Match the first passes, the other has 412 in its result', async () => {
    await startWorker()
    const { id, meta } = await create('ada')
    await stopWorker()
    const headers = { ...ASYNC, 'if-match': meta.version }
    const first = await send('PATCH', `/Users/${id}`, setTitle('first'), headers)
    const second = await send('PATCH', `/Users/${id}`, setTitle('second'), headers)
    expect([first.status, second.status]).toEqual([202, 202])
    await startWorker()
    const statuses = [await resultOf(first), await resultOf(second)].map(({ status }) => status)
    expect(statuses).toEqual(['200', '412'])
    expect((await api().scim(directory(), 'GET', `/Users/${id}`)).body.title).toBe('first')
  })

  test('a resource that does not exist is told by the result', async () => {
    await startWorker()
    const id = '0190a000-0000-7000-8000-000000000001'
    const claims = await fetchClaims(api(), directory(), txnOf(await send('DELETE', `/Groups/${id}`)))
    expect(claims.sub_id).toEqual({ format: 'scim', uri: `/Groups/${id}`, id })
    expect(claims.events[ASYNC_RESPONSE]).toMatchObject({
      method: 'DELETE',
      status: '404',
      response: { status: '404' },
    })
  })

  test('equal asynchronous requests are executed one after the other, and none of them joins another', async () => {
    const answers = [await send('POST', '/Users', user('ada')), await send('POST', '/Users', user('ada'))]
    const waiting = send('POST', '/Users', user('ada'), {})
    expect(new Set(answers.map(txnOf)).size).toBe(2)
    await startWorker()
    const results = await Promise.all(answers.map(resultOf))
    expect(results.map(({ status }) => status)).toEqual(['201', '409'])
    expect((await waiting).status).toBe(409)
  })

  test('unknown, malformed, of another directory: one and the same 404', async () => {
    await startWorker()
    const other = await createTestDirectory(pool())
    const neighbour = await createTestDirectory(pool(), { of: directory() })
    const txn = txnOf(await send('POST', '/Users', user('ada')))
    await fetchToken(api(), directory(), txn)
    const refusals = await Promise.all([
      askStatus(api(), other, txn),
      askStatus(api(), neighbour, txn),
      askStatus(api(), directory(), '0123456789abcdef0123456789abcdef'),
      askStatus(api(), directory(), 'x'),
    ])
    const seen = await Promise.all(
      refusals.map(async (answer) => [answer.status, [...answer.headers].sort(), await answer.text()]),
    )
    const unknown = await api().app.request(`${PUBLIC_URL}/scim/v2/${directory().directoryPublicId}/Users/x`, {
      headers: { authorization: `Bearer ${directory().key}` },
    })
    const expected = [404, [...unknown.headers].sort(), await unknown.text()]
    expect(seen).toEqual(seen.map(() => expected))
  })

  test('a result can be fetched at another process, and after a restart of the first', async () => {
    const passing = await openTestApi(database())
    const answer = await passing.scim(directory(), 'POST', '/Users', user('ada'), ASYNC)
    await passing.close(0)
    await startWorker()
    expect((await resultOf(answer)).status).toBe('201')
  })

  test('a result is there as long as it is kept, and goes with the cleaning', async () => {
    await startWorker()
    const txn = txnOf(await send('POST', '/Users', user('ada')))
    await fetchToken(api(), directory(), txn)
    const age = (hours: number) =>
      pool().query(
        `with o as (update outcome set applied_at = now() - $2 * interval '1 hour' where site_id = $1)
         update async_request set accepted_at = now() - $2 * interval '1 hour' where site_id = $1`,
        [directory().siteId, hours],
      )
    await age(24)
    await deleteExpiredAsyncRequests(pool())
    expect((await askStatus(api(), directory(), txn)).status).toBe(200)
    await age(24 * 30)
    expect((await askStatus(api(), directory(), txn)).status).toBe(404)
    expect(await deleteExpiredAsyncRequests(pool())).toBe(1)
  })
})

describe('synchronous all the same', () => {
  test('M79: a directory that does not do it answers as usual', async () => {
    const { directoryId } = directory()
    await changeDirectorySettings(createKysely(pool()), { directoryId }, { asyncRequest: 'none' }, 'test')
    await startWorker()
    const answer = await send('POST', '/Users', user('ada'))
    expect([answer.status, txnOf(answer), answer.headers.get('preference-applied')]).toEqual([201, null, null])
  })

  test('M81: a read', async () => {
    const answer = await send('GET', '/Users')
    expect([answer.status, txnOf(answer)]).toEqual([200, null])
  })

  test('M82: what is wrong without looking at any state', async () => {
    const refusals = await Promise.all([
      send('POST', '/Users', '{'),
      send('POST', '/Users', { schemas: [USER] }),
      send('PATCH', '/Users/x', setTitle('a')),
      api().scim({ ...directory(), key: 'wrong' }, 'POST', '/Users', user('ada'), ASYNC),
      send('POST', '/Users', user('ada'), { ...ASYNC, 'content-type': 'text/plain' }),
      send('PUT', '/Users', user('ada')),
    ])
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 404, 401, 415, 405])
    expect(refusals.map(txnOf)).toEqual(refusals.map(() => null))
    expect(await operations()).toBe(0)
  })

  test('with wait, an outcome that comes in time; else 202', async () => {
    const late = await send('POST', '/Users', user('ada'), { prefer: 'respond-async, wait=1' })
    expect(late.status).toBe(202)
    await startWorker()
    expect((await resultOf(late)).status).toBe('201')
    const inTime = await send('POST', '/Users', user('bob'), { prefer: 'wait=20, respond-async' })
    expect([inTime.status, inTime.body.userName, txnOf(inTime)]).toEqual([201, 'bob', null])
  })
})

test('M62: ServiceProviderConfig says what the directory does', async () => {
  const config = async () => (await api().scim(directory(), 'GET', '/ServiceProviderConfig')).body.securityEvents
  expect(await config()).toEqual({ asyncRequest: 'request', eventUris: [ASYNC_RESPONSE] })
  use(await createTestDirectory(pool()))
  const { directoryId } = directory()
  await changeDirectorySettings(createKysely(pool()), { directoryId }, { asyncRequest: 'none' }, 'test')
  expect(await config()).toEqual({ asyncRequest: 'none', eventUris: [] })
})
