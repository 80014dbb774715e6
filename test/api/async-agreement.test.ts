/** Asynchronous requests change what synchronous ones would change, also when a process dies in between. */
import { expect, test } from 'vitest'
import { startApiProcess } from '../support/api-process.ts'
import { ASYNC, ASYNC_RESPONSE, fetchClaims } from '../support/async-result.ts'
import { type RequestHeaders, scimRequest } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { GROUP, PATCH, USER } from '../support/urns.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

const { database, pool, api, directory, startWorker } = useTestSystem()

const user = (userName: string, more: object = {}) => ({ schemas: [USER], userName, ...more })
const setTitle = (value: string) => ({
  schemas: [PATCH],
  Operations: [{ op: 'replace', path: 'title', value }],
})
const txnOf = ({ headers }: { readonly headers: Headers }) => headers.get('set-txn')

test('the same requests leave the same state, synchronous and asynchronous', async () => {
  await startWorker()
  const script = async (headers: RequestHeaders) => {
    const owner = await createTestDirectory(pool())
    const ask = async (method: string, path: string, body?: unknown) => {
      const answer = await api().scim(owner, method, path, body, headers)
      const txn = txnOf(answer)
      if (txn === null) return { id: answer.body?.id, status: String(answer.status) }
      const claims = await fetchClaims(api(), owner, txn)
      return { id: claims.sub_id.id, status: claims.events[ASYNC_RESPONSE].status }
    }
    const ada = await ask('POST', '/Users', user('ada', { externalId: 'a', name: { familyName: 'L' } }))
    const bob = await ask('POST', '/Users', user('bob'))
    const group = await ask('POST', '/Groups', { schemas: [GROUP], displayName: 'g', members: [{ value: ada.id }] })
    const rest = [
      await ask('POST', '/Users', user('ADA')),
      await ask('PATCH', `/Users/${ada.id}`, setTitle('chief')),
      await ask('PUT', `/Users/${bob.id}`, user('bob', { active: false })),
      await ask('PUT', `/Groups/${group.id}`, { schemas: [GROUP], displayName: 'h', members: [{ value: bob.id }] }),
      await ask('DELETE', `/Users/${ada.id}`),
      await ask('DELETE', `/Users/${ada.id}`),
    ]
    const listed = await api().scim(owner, 'GET', '/?sortBy=meta.created')
    const named = new Map([ada, bob, group].map(({ id }, at) => [id, `resource-${at}`]))
    const text = JSON.stringify(listed.body.Resources)
      .replaceAll(owner.directoryPublicId, 'directory')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => named.get(id) ?? id)
      .replaceAll(/"\d{4}-[^"]+Z"/g, '"time"')
    return { statuses: [ada, bob, group, ...rest].map(({ status }) => status), text }
  }
  const synchronous = await script({})
  expect(synchronous.statuses).toEqual(['201', '201', '201', '409', '200', '200', '200', '204', '404'])
  expect(await script(ASYNC)).toEqual(synchronous)
})

test('a worker and an API that are killed lose no request and no result, and apply each once', async () => {
  const killed = await startWorkerProcess({ url: database().url, redisUrl: undefined, fault: 'planned' })
  const passing = await startApiProcess({ url: database().url, redisUrl: undefined })
  const send = async (n: number) => {
    const headers = { ...ASYNC, 'idempotency-key': `"key-${n}"` }
    const request = scimRequest(directory().key, 'POST', user(`user-${n}`), headers)
    return fetch(`${passing.url}/scim/v2/${directory().directoryPublicId}/Users`, request)
  }
  const numbers = Array.from({ length: 20 }, (_, n) => n)
  const accepted = await Promise.all(numbers.map(send))
  expect(accepted.map(({ status }) => status)).toEqual(numbers.map(() => 202))
  await killed.ended
  passing.signal('SIGKILL')
  await passing.stop()
  await startWorker()
  const claims = await Promise.all(accepted.map((answer) => fetchClaims(api(), directory(), txnOf(answer))))
  expect(claims.map(({ events }) => events[ASYNC_RESPONSE].status)).toEqual(numbers.map(() => '201'))
  expect(new Set(claims.map(({ jti }) => jti)).size).toBe(numbers.length)
  const again = await Promise.all(
    numbers.map((n) =>
      api().scim(directory(), 'POST', '/Users', user(`user-${n}`), { ...ASYNC, 'idempotency-key': `"key-${n}"` }),
    ),
  )
  expect(again.map(txnOf)).toEqual(accepted.map(txnOf))
  expect((await api().scim(directory(), 'GET', '/Users')).body.totalResults).toBe(numbers.length)
})
