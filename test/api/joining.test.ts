/** Retries and duplicates over several API processes: each of them is answered as if all had been executed in turn. */
import { describe, expect, test } from 'vitest'
import type { ScimAnswer, TestApi } from '../support/test-api.ts'
import { useTestSystem } from '../support/test-system.ts'
import { PATCH, USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'

/** Two processes that wait long, and one that gives up at once. */
const {
  pool,
  directory,
  startWorker,
  stopWorker,
  apis: { first, second, impatient },
} = useTestSystem({ apis: { first: {}, second: {}, impatient: { waitLimitMs: 100 } } })

const post = (api: () => TestApi, userName: string) =>
  api().scim(directory(), 'POST', '/Users', { schemas: [USER], userName })
const remove = (api: () => TestApi, id: string) => api().scim(directory(), 'DELETE', `/Users/${id}`)
const setTitle = (api: () => TestApi, id: string, value: string) =>
  api().scim(directory(), 'PATCH', `/Users/${id}`, {
    schemas: [PATCH],
    Operations: [{ op: 'replace', path: 'title', value }],
  })

const operations = async () => {
  const { rows } = await pool().query('select count(*) as n from operation where site_id = $1', [directory().siteId])
  return rows[0]?.n
}
const settled = (count: number) =>
  waitUntil(
    async () => (await pool().query('select applied_seq from lane where site_id = $1', [directory().siteId])).rows[0],
    (lane) => lane.applied_seq === count,
  )
const pending = (count: number) =>
  waitUntil(
    async () =>
      (await pool().query('select count(*) as n from pending where site_id = $1', [directory().siteId])).rows[0],
    (row) => row.n === count,
  )
const statuses = (answers: readonly ScimAnswer[]) => answers.map((answer) => answer.status)

describe('parallel duplicates', () => {
  test('over two processes, of each name one is created and the others are told that it is taken', async () => {
    await startWorker()
    const rounds = Array.from({ length: 60 }, (_, n) => `name-${n}`)
    const answers = await Promise.all(
      rounds.map(async (name) =>
        statuses(await Promise.all([first, second, first, second].map((api) => post(api, name)))),
      ),
    )
    expect(answers.map((each) => each.toSorted())).toEqual(rounds.map(() => [201, 409, 409, 409]))
  })

  test('a request that joins over processes is given the answer, the earlier one is told that the name is taken', async () => {
    const early = post(first, 'ada')
    await pending(1)
    const late = post(second, 'ada')
    await joinedBy(1)
    await startWorker()
    const [earlier, later] = await Promise.all([early, late])
    expect([earlier.status, later.status]).toEqual([409, 201])
    expect(earlier.body).toMatchObject({ scimType: 'uniqueness' })
    expect(await operations()).toBe(1)
    expect((await first().scim(directory(), 'GET', `/Users/${later.body.id}`)).body).toEqual(later.body)
  })

  test('equal requests that come together share one operation', async () => {
    const answers = Promise.all(Array.from({ length: 10 }, () => post(first, 'ada')))
    await pending(1)
    await startWorker()
    expect(statuses(await answers).toSorted()).toEqual([201, ...Array(9).fill(409)])
    expect(await operations()).toBe(1)
  })
})

test('a request whose client left before it was accepted is not executed: it may have been overtaken', async () => {
  expect((await postUntil(first, 'ada', AbortSignal.abort())).status).toBe(503)
  expect(await operations()).toBe(0)
})

test('an equal request behind another operation on its target is executed, however close they come', async () => {
  await startWorker()
  const { id } = (await post(first, 'ada')).body
  await stopWorker()
  expect((await setTitle(impatient, id, 'off')).status).toBe(503)
  const blocking = await pool().connect()
  await blocking.query('begin; lock table pending in access exclusive mode')
  // In one group, so that neither is in the journal when the other is looked at. The last two are equal: one operation.
  const answers = ['on', 'off', 'off'].map((value) => setTitle(first, id, value))
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
  expect(statuses(await Promise.all(answers))).toEqual([200, 200, 200])
  expect(await operations()).toBe(4)
  expect((await first().scim(directory(), 'GET', `/Users/${id}`)).body.title).toBe('off')
})

describe('after 503', () => {
  test('an equal POST gets the 201 with the same id, one more is told that the name is taken', async () => {
    const late = await post(impatient, 'ada')
    expect(late.status).toBe(503)
    expect(late.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(late.body).toMatchObject({ status: '503' })
    await startWorker()
    await settled(1)
    const retry = await post(second, 'ada')
    expect(retry.status).toBe(201)
    const found = await second().scim(directory(), 'GET', '/Users?filter=userName eq "ada"')
    expect(found.body.Resources).toEqual([retry.body])
    expect((await post(first, 'ada')).status).toBe(409)
    expect((await post(second, 'ada')).status).toBe(409)
  })

  test('an equal POST that comes before the lane has applied it gets the 201 as well', async () => {
    expect((await post(impatient, 'ada')).status).toBe(503)
    expect((await post(impatient, 'ada')).status).toBe(503)
    const retry = post(second, 'ada')
    await joinedBy(1)
    await startWorker()
    expect((await retry).status).toBe(201)
    expect((await post(first, 'ada')).status).toBe(409)
  })

  test('an equal DELETE gets the 204, one more 404', async () => {
    await startWorker()
    const { id } = (await post(first, 'ada')).body
    await stopWorker()
    expect((await remove(impatient, id)).status).toBe(503)
    await startWorker()
    await settled(2)
    expect((await remove(second, id)).status).toBe(204)
    expect((await remove(first, id)).status).toBe(404)
  })

  test('an equal POST after the user was deleted makes a new one', async () => {
    expect((await post(impatient, 'ada')).status).toBe(503)
    await startWorker()
    await settled(1)
    const found = await first().scim(directory(), 'GET', '/Users?filter=userName eq "ada"')
    const { id } = found.body.Resources[0]
    expect((await remove(first, id)).status).toBe(204)
    const again = await post(second, 'ada')
    expect(again.status).toBe(201)
    expect(again.body.id).not.toBe(id)
  })

  test('off, on and off again are three operations, in this order', async () => {
    await startWorker()
    const { id } = (await post(first, 'ada')).body
    await stopWorker()
    const values = ['off', 'on', 'off']
    await values.reduce(
      (before, value) => before.then(async () => expect((await setTitle(impatient, id, value)).status).toBe(503)),
      Promise.resolve(),
    )
    expect(await operations()).toBe(4)
    await startWorker()
    await settled(4)
    expect((await first().scim(directory(), 'GET', `/Users/${id}`)).body.title).toBe('off')
  })
})

describe('after a broken connection', () => {
  test('an equal request gets the answer that did not arrive', async () => {
    const gone = new AbortController()
    const lost = postUntil(first, 'ada', gone.signal)
    await pending(1)
    gone.abort()
    await lost
    await recorded(1)
    await startWorker()
    await settled(1)
    const retry = await post(second, 'ada')
    expect(retry.status).toBe(201)
    expect((await post(second, 'ada')).status).toBe(409)
  })

  test('the answer goes to the newest request that is still connected', async () => {
    const gone = new AbortController()
    const early = post(first, 'ada')
    await pending(1)
    const lost = postUntil(second, 'ada', gone.signal)
    await joinedBy(1)
    gone.abort()
    await lost
    await recorded(1)
    await startWorker()
    expect((await early).status).toBe(201)
  })
})

const postUntil = (api: () => TestApi, userName: string, signal: AbortSignal) =>
  api().app.request(`/scim/v2/${directory().directoryPublicId}/Users`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${directory().key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ schemas: [USER], userName }),
    signal,
  })

/** Answers of the site that somebody owns who joined. */
const joinedBy = (count: number) => redeliveries('waiter is not null', count)
/** Answers of the site that nobody took. */
const recorded = (count: number) => redeliveries('waiter is null', count)
const redeliveries = (condition: string, count: number) =>
  waitUntil(
    async () =>
      (
        await pool().query(`select count(*) as n from redelivery where site_id = $1 and ${condition}`, [
          directory().siteId,
        ])
      ).rows[0],
    (row) => row.n === count,
  )
