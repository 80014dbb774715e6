/** Asynchronous Bulk requests (RFC 9967 §2.5.1.2; M83, M84) and their Idempotency-Key: a signed result for each operation. */
import { deleteOldBulks } from '@syncline/core/storage/journal/bulk-read.ts'
import { deleteExpiredAsyncRequests } from '@syncline/core/storage/journal/tracked-cleaning.ts'
import { describe, expect, test } from 'vitest'
import { ASYNC, ASYNC_RESPONSE, askStatus, type Claims, fetchToken, verifiedClaims } from '../support/async-result.ts'
import { openTestApi, PUBLIC_URL, type RequestHeaders, type TestApi } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { BULK_REQUEST, GROUP, USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

const {
  database,
  pool,
  directory,
  use,
  startWorker,
  stopWorker,
  apis: { first, second },
} = useTestSystem({ apis: { first: {}, second: {} } })

const KEY = { 'idempotency-key': '"8e03978e"' }
const post = (userName: string, more: object = {}) => ({
  method: 'POST',
  path: '/Users',
  bulkId: `b-${userName}`,
  data: { schemas: [USER], userName, ...more },
})
const send = (api: () => TestApi, operations: readonly object[], headers: RequestHeaders, more: object = {}) =>
  api().scim(directory(), 'POST', '/Bulk', { schemas: [BULK_REQUEST], Operations: operations, ...more }, headers)
const txnOf = ({ headers }: { readonly headers: Headers }) => headers.get('set-txn')
/** The claims of all operations, by their index, with each signature verified. */
const fetchAll = async (txn: string | null): Promise<Claims[]> => {
  const { sets } = JSON.parse(await fetchToken(second(), directory(), txn))
  const claims = await Promise.all(
    Object.entries<string>(sets).map(async ([jti, token]) => {
      const verified = await verifiedClaims(second(), directory(), token)
      expect(verified.jti).toBe(jti)
      return verified
    }),
  )
  const indexOf = ({ txn: own }: Claims) => Number(String(own).split(':')[1])
  return claims.toSorted((a, b) => indexOf(a) - indexOf(b))
}
const count = async (table: 'bulk' | 'operation' | 'directory_user') =>
  (await pool().query(`select count(*) as n from ${table} where site_id = $1`, [directory().siteId])).rows[0].n

describe('asynchronous', () => {
  test('M83: 202, then an event for each operation, its txn with the index behind it', async () => {
    const group = {
      method: 'POST',
      path: '/Groups',
      bulkId: 'g',
      data: { schemas: [GROUP], displayName: 'g', members: [{ value: 'bulkId:b-ada' }] },
    }
    // The group refers to what stands behind it: applied in another order than asked for.
    const answer = await send(first, [group, post('ada', { externalId: 'e-1' })], ASYNC)
    expect([answer.status, answer.body]).toEqual([202, undefined])
    const txn = txnOf(answer)
    const base = `${PUBLIC_URL}/scim/v2/${directory().directoryPublicId}`
    expect(answer.headers.get('location')).toBe(`${base}/AsyncRequests/${txn}`)
    expect(answer.headers.get('preference-applied')).toBe('respond-async')
    const running = await askStatus(first(), directory(), txn)
    expect([running.status, await running.text()]).toEqual([202, ''])

    await startWorker()
    const [asked, made] = await fetchAll(txn)
    expect([asked?.txn, made?.txn]).toEqual([`${txn}:0`, `${txn}:1`])
    expect(asked?.jti).not.toBe(made?.jti)
    const [{ id }] = (await first().scim(directory(), 'GET', '/Users')).body.Resources
    expect(made?.sub_id).toEqual({ format: 'scim', uri: `/Users/${id}`, id, externalId: 'e-1' })
    expect(made?.events[ASYNC_RESPONSE]).toEqual({
      method: 'POST',
      bulkId: 'b-ada',
      version: 'W/"1"',
      status: '201',
      location: `${base}/Users/${id}`,
    })
    expect(asked?.events[ASYNC_RESPONSE]).toMatchObject({ method: 'POST', bulkId: 'g', status: '201' })
    expect(await fetchAll(txn)).toEqual([asked, made])
    expect((await askStatus(first(), directory(), txn)).headers.get('content-type')).toBe('application/json')
    const other = await createTestDirectory(pool(), { of: directory() })
    expect((await askStatus(first(), other, txn)).status).toBe(404)
  })

  test('M84: what failOnErrors leaves unprocessed has an event too, with 424 and why', async () => {
    await startWorker()
    await first().scim(directory(), 'POST', '/Users', { schemas: [USER], userName: 'ada' })
    const answer = await send(first, [post('ada'), post('bob'), post('eve')], ASYNC, { failOnErrors: 1 })
    const claims = await fetchAll(txnOf(answer))
    const responses = claims.map(({ events }) => events[ASYNC_RESPONSE])
    expect(responses.map(({ status }) => status)).toEqual(['409', '424', '424'])
    expect(responses[0].response).toMatchObject({ status: '409', scimType: 'uniqueness' })
    for (const { response } of responses.slice(1)) {
      expect(response).toMatchObject({ status: '424', detail: expect.stringContaining('failOnErrors') })
    }
    expect(claims.map(({ sub_id }) => sub_id)).toEqual(claims.map(() => ({ format: 'scim', uri: '/Users' })))
    expect(await count('directory_user')).toBe(1)
  })

  test('an operation that could not be read has its event, which names the endpoint that it was sent to', async () => {
    await startWorker()
    const id = '0190a000-0000-7000-8000-000000000001'
    const operations = [
      { method: 'FETCH', path: '/Nothing' },
      { method: 'DELETE', path: `/Users/${id}` },
      { method: 'PATCH', path: '/Users/bulkId:none', data: {} },
    ]
    const claims = await fetchAll(txnOf(await send(first, operations, ASYNC)))
    expect(claims.map(({ sub_id }) => sub_id.uri)).toEqual(['/Bulk', `/Users/${id}`, '/Users'])
    expect(claims.map(({ events }) => events[ASYNC_RESPONSE].status)).toEqual(['400', '404', '400'])
  })

  test('hundreds of operations, with a worker that is killed among them, have an event each', async () => {
    const operations = Array.from({ length: 350 }, (_, n) => post(`user-${n}`))
    const killed = await startWorkerProcess({ url: database().url, redisUrl: undefined, fault: 'planned:user-200' })
    const answer = await send(first, operations, ASYNC)
    expect(answer.status).toBe(202)
    await killed.ended
    await startWorker()
    const claims = await fetchAll(txnOf(answer))
    expect(claims.map(({ txn }) => txn)).toEqual(operations.map((_, index) => `${txnOf(answer)}:${index}`))
    expect(new Set(claims.map(({ jti }) => jti)).size).toBe(operations.length)
    expect(claims.map(({ events }) => events[ASYNC_RESPONSE].status)).toEqual(operations.map(() => '201'))
  })

  test('with wait, the answer when it comes in time; what is wrong without looking is told at once', async () => {
    const late = await send(first, [post('ada')], { prefer: 'respond-async, wait=1' })
    expect(late.status).toBe(202)
    await startWorker()
    expect(await fetchAll(txnOf(late))).toHaveLength(1)
    const inTime = await send(first, [post('bob')], { prefer: 'respond-async, wait=20' })
    expect([inTime.status, inTime.body.Operations[0].status, txnOf(inTime)]).toEqual([200, '201', null])
    const wrong = await send(first, [], ASYNC)
    expect([wrong.status, txnOf(wrong)]).toEqual([400, null])
  })
})

test('a result is there as long as it is kept, and goes with the cleaning', async () => {
  const waiting = txnOf(await send(first, [post('ada')], ASYNC))
  await startWorker()
  const done = txnOf(await send(first, [post('bob')], ASYNC))
  await fetchAll(done)
  await stopWorker()
  const late = txnOf(await send(first, [post('eve')], ASYNC))
  const pass = (hours: number) =>
    pool().query(
      `with b as (update bulk set finished_at = finished_at - $2 * interval '1 hour' where site_id = $1)
       update async_request set accepted_at = accepted_at - $2 * interval '1 hour' where site_id = $1`,
      [directory().siteId, hours],
    )
  const statuses = async () =>
    Promise.all([waiting, done, late].map(async (txn) => (await askStatus(first(), directory(), txn)).status))
  await pass(24)
  await deleteOldBulks(pool())
  await deleteExpiredAsyncRequests(pool())
  expect(await statuses()).toEqual([200, 200, 202])
  await pass(49)
  expect(await statuses()).toEqual([404, 404, 202])
  await deleteOldBulks(pool())
  expect(await statuses()).toEqual([404, 404, 202])
  await deleteExpiredAsyncRequests(pool())
  const { rows } = await pool().query('select txn from async_request where site_id = $1', [directory().siteId])
  expect(rows.map(({ txn }) => txn.replaceAll('-', ''))).toEqual([late])
})

describe('Idempotency-Key', () => {
  test('one request, however often and wherever it is sent; another with the key is refused', async () => {
    const answers = [first, second, first].map((api) => send(api, [post('ada'), post('bob')], KEY))
    await waitUntil(
      () => count('bulk'),
      (bulks) => bulks === 1,
    )
    await startWorker()
    const [one, ...others] = await Promise.all(answers)
    expect([one?.status, one?.body.Operations.map(({ status }: { status: string }) => status)]).toEqual([
      200,
      ['201', '201'],
    ])
    for (const other of others) expect(other.body).toEqual(one?.body)
    const restarted = await openTestApi(database())
    expect((await send(() => restarted, [post('ada'), post('bob')], KEY)).body).toEqual(one?.body)
    await restarted.close(0)
    expect((await send(second, [post('ada'), post('eve')], KEY)).status).toBe(422)
    expect([await count('bulk'), await count('operation')]).toEqual([1, 2])
  })

  test('processes that race with many keys append each of them once', async () => {
    await startWorker()
    const keys = Array.from({ length: 30 }, (_, n) => `key-${n}`)
    const race = (key: string) =>
      Promise.all([first, second].map((api) => send(api, [post(key)], { 'idempotency-key': `"${key}"` })))
    await keys.reduce(
      (before, key) =>
        before.then(async () => {
          const answers = await race(key)
          expect(answers.map(({ body }) => body.Operations[0].status)).toEqual(['201', '201'])
        }),
      Promise.resolve(),
    )
    expect(await count('bulk')).toBe(keys.length)
  })

  test('asynchronous: the same txn each time, also strict', async () => {
    use(await createTestDirectory(pool(), { mode: 'strict' }))
    const headers = { ...KEY, ...ASYNC }
    const answers = [await send(first, [post('ada')], headers), await send(second, [post('ada')], headers)]
    expect(answers.map(({ status }) => status)).toEqual([202, 202])
    expect(txnOf(answers[1] as (typeof answers)[0])).toBe(txnOf(answers[0] as (typeof answers)[0]))
    expect((await send(second, [post('ada')], KEY)).status).toBe(409)
    await startWorker()
    const [claims] = await fetchAll(txnOf(answers[0] as (typeof answers)[0]))
    const answer = await send(second, [post('ada')], KEY)
    expect(answer.body.Operations[0].location).toBe(claims?.events[ASYNC_RESPONSE].location)
    expect(await count('bulk')).toBe(1)
  })
})
