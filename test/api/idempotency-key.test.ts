/** Idempotency-Key (M97–M99) over several API processes: however often a request is sent with one key, it is one request. */
import { deleteExpiredKeys } from '@syncline/core/storage/journal/tracked-cleaning.ts'
import { describe, expect, test } from 'vitest'
import { ASYNC, ASYNC_RESPONSE, fetchClaims } from '../support/async-result.ts'
import { openTestApi, type RequestHeaders, type ScimAnswer, type TestApi } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { PATCH, USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'

/** Two processes that wait long, and one that gives up at once. */
const {
  database,
  pool,
  directory,
  use,
  startWorker,
  apis: { first, second, impatient },
} = useTestSystem({ apis: { first: {}, second: {}, impatient: { waitLimitMs: 100 } } })

const KEY = { 'idempotency-key': '"8e03978e"' }
const send = (api: () => TestApi, method: string, path: string, body?: unknown, headers: RequestHeaders = KEY) =>
  api().scim(directory(), method, path, body, headers)
const post = (api: () => TestApi, userName: string, headers?: RequestHeaders) =>
  send(api, 'POST', '/Users', { schemas: [USER], userName }, headers)
const setTitle = (api: () => TestApi, id: string, value: string, headers?: RequestHeaders) =>
  send(
    api,
    'PATCH',
    `/Users/${id}`,
    { schemas: [PATCH], Operations: [{ op: 'replace', path: 'title', value }] },
    headers,
  )
const shown = ({ status, headers, body }: ScimAnswer) => ({ status, headers: [...headers].sort(), body })
const count = async (table: 'operation' | 'idempotency_key' | 'pending') =>
  (await pool().query(`select count(*) as n from ${table} where site_id = $1`, [directory().siteId])).rows[0].n
const counted = (table: 'operation' | 'idempotency_key' | 'pending', wanted: number) =>
  waitUntil(
    () => count(table),
    (found) => found === wanted,
  )

describe('a request that is sent again', () => {
  test('M97: gets the same answer, also elsewhere, after a restart and after others have changed the user', async () => {
    await startWorker()
    const created = await post(first, 'ada')
    expect(created.status).toBe(201)
    expect(shown(await post(first, 'ada'))).toEqual(shown(created))
    await setTitle(first, created.body.id, 'later', {})
    expect(shown(await post(second, 'ada'))).toEqual(shown(created))
    const restarted = await openTestApi(database())
    expect(shown(await post(() => restarted, 'ada'))).toEqual(shown(created))
    await restarted.close(0)
    expect(await count('operation')).toBe(2)
  })

  test('gets the refusal that the first one got, also when it would pass now', async () => {
    await startWorker()
    const { id } = (await post(first, 'ada', {})).body
    const refused = await post(first, 'ada')
    expect([refused.status, refused.body.scimType]).toEqual([409, 'uniqueness'])
    await send(first, 'DELETE', `/Users/${id}`, undefined, {})
    expect(shown(await post(second, 'ada'))).toEqual(shown(refused))
  })

  test('PATCH, PUT and DELETE change nothing a second time', async () => {
    await startWorker()
    const { id } = (await post(first, 'ada', {})).body
    const put = () => send(second, 'PUT', `/Users/${id}`, { schemas: [USER], userName: 'ada' })
    const remove = () => send(second, 'DELETE', `/Users/${id}`)
    const patched = await setTitle(first, id, 'a')
    const replaced = await put()
    expect([patched.body.meta.version, replaced.body.meta.version]).toEqual(['W/"2"', 'W/"3"'])
    expect(shown(await setTitle(second, id, 'a'))).toEqual(shown(patched))
    expect(shown(await put())).toEqual(shown(replaced))
    expect((await remove()).status).toBe(204)
    expect((await remove()).status).toBe(204)
    expect(await count('operation')).toBe(4)
  })

  test('after 503 gets the answer of the first', async () => {
    expect((await post(impatient, 'ada')).status).toBe(503)
    expect((await post(impatient, 'ada')).status).toBe(503)
    await startWorker()
    const answers = [await post(first, 'ada'), await post(second, 'ada')]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(await count('operation')).toBe(1)
  })

  test('asynchronous: has the same txn, and one result', async () => {
    const headers = { ...KEY, ...ASYNC }
    const answers = [await post(first, 'ada', headers), await post(second, 'ada', headers)]
    expect(answers.map(({ status }) => status)).toEqual([202, 202])
    expect(shown(answers[1] as ScimAnswer)).toEqual(shown(answers[0] as ScimAnswer))
    await startWorker()
    const claims = await fetchClaims(first(), directory(), answers[0]?.headers.get('set-txn') ?? null)
    expect(claims.events[ASYNC_RESPONSE].status).toBe('201')
    expect((await post(first, 'ada')).body.id).toBe(claims.sub_id.id)
    expect(shown(await post(second, 'ada', headers))).toEqual(shown(answers[0] as ScimAnswer))
    expect(await count('operation')).toBe(1)
  })
})

describe('M99: while the first is running', () => {
  test('all get its answer, over two processes', async () => {
    const answers = [post(first, 'ada'), post(second, 'ada'), post(first, 'ada'), post(second, 'ada')]
    await counted('pending', 1)
    await startWorker()
    const settled = await Promise.all(answers)
    expect(settled.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(new Set(settled.map(({ body }) => body.id)).size).toBe(1)
    expect(await count('operation')).toBe(1)
  })

  test('strict: 409, and afterwards its answer; an asynchronous one has its 202', async () => {
    use(await createTestDirectory(pool(), { mode: 'strict' }))
    const early = post(first, 'ada')
    await counted('pending', 1)
    const refused = await post(second, 'ada')
    expect([refused.status, refused.body.scimType, refused.body.status]).toEqual([409, undefined, '409'])
    expect((await post(second, 'ada', { ...KEY, ...ASYNC })).status).toBe(202)
    await startWorker()
    const created = await early
    expect(shown(await post(second, 'ada'))).toEqual(shown(created))
  })

  test('processes that race with a hundred keys make a hundred operations', async () => {
    await startWorker()
    const keys = Array.from({ length: 100 }, (_, n) => `key-${n}`)
    const answers = await Promise.all(
      keys.flatMap((key) => [first, second, first].map((api) => post(api, key, { 'idempotency-key': `"${key}"` }))),
    )
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    expect(await count('operation')).toBe(100)
  })
})

describe('what a key stands for', () => {
  test('M98: another body, or another If-Match, is refused', async () => {
    await startWorker()
    const created = await post(first, 'ada')
    const other = await post(second, 'bob')
    expect([other.status, other.body.status, other.body.scimType]).toEqual([422, '422', undefined])
    const { id } = created.body
    await setTitle(first, id, 'a', { ...KEY, 'if-match': 'W/"1"' })
    expect((await setTitle(first, id, 'a', { ...KEY, 'if-match': 'W/"2"' })).status).toBe(422)
    expect(await count('operation')).toBe(2)
  })

  test('of different requests that come together with one key one passes', async () => {
    const blocking = await pool().connect()
    await blocking.query('begin; lock table pending in access exclusive mode')
    const answers = ['a', 'b', 'c'].map((name) => post(first, name))
    await waitUntil(
      async () =>
        (
          await pool().query(
            `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
          )
        ).rowCount,
      (waiting) => waiting !== 0,
    )
    await blocking.query('commit')
    blocking.release()
    await startWorker()
    expect((await Promise.all(answers)).map(({ status }) => status).toSorted()).toEqual([201, 422, 422])
  })

  test('another method, path or directory has keys of its own', async () => {
    await startWorker()
    const { id } = (await post(first, 'ada')).body
    expect((await setTitle(first, id, 'a')).status).toBe(200)
    expect((await send(first, 'DELETE', `/Users/${id}`)).status).toBe(204)
    const owner = directory()
    use(await createTestDirectory(pool(), { of: owner }))
    expect((await post(first, 'bob')).status).toBe(201)
    use(await createTestDirectory(pool()))
    expect((await post(first, 'eve')).status).toBe(201)
  })

  test('a request without the key is another request, though it asks for the same', async () => {
    const keyed = post(first, 'ada')
    await counted('pending', 1)
    const plain = post(second, 'ada', {})
    await counted('pending', 2)
    await startWorker()
    expect([(await keyed).status, (await plain).status]).toEqual([201, 409])
  })

  test('a request that was refused before it was accepted leaves the key free; a malformed key is refused', async () => {
    await startWorker()
    expect((await send(first, 'POST', '/Users', { schemas: [USER] })).status).toBe(400)
    expect(await count('idempotency_key')).toBe(0)
    expect((await post(first, 'ada')).status).toBe(201)
    const malformed = await post(first, 'bob', { 'idempotency-key': '"a", "b"' })
    expect([malformed.status, malformed.body.scimType]).toEqual([400, 'invalidValue'])
  })

  test('it is kept for a day, and can stand for another request afterwards', async () => {
    await startWorker()
    await post(first, 'ada')
    const age = (hours: number) =>
      pool().query(`update idempotency_key set expires_at = expires_at - $2 * interval '1 hour' where site_id = $1`, [
        directory().siteId,
        hours,
      ])
    await age(23)
    await deleteExpiredKeys(pool())
    expect((await post(second, 'bob')).status).toBe(422)
    await age(2)
    expect((await post(second, 'bob')).status).toBe(201)
    await age(25)
    expect(await deleteExpiredKeys(pool())).toBeGreaterThan(0)
    expect(await count('idempotency_key')).toBe(0)
  })
})
