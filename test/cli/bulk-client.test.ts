/** Writes that leave in Bulk requests, against a server that creates whatever it is asked to. */
import { type BulkLimits, createBulkClient } from '@syncline/cli/simulate/bulk-client.ts'
import { createScimClient } from '@syncline/cli/simulate/client.ts'
import { Latencies } from '@syncline/cli/simulate/latency.ts'
import { oktaBasics } from '@syncline/cli/simulate/okta-basics.ts'
import { Progress } from '@syncline/cli/simulate/progress.ts'
import { expect, it } from 'vitest'
import { startScriptedServer } from './scripted-server.ts'

type Sent = { method: string; path: string; bulkId?: string; data?: { userName: string; manager?: string } }

/** Creates under the id `id-<bulkId>`; refuses the userName "taken". */
function answer(body: string): readonly [number, string] {
  const { Operations } = JSON.parse(body) as { Operations: Sent[] }
  const results = Operations.map(({ bulkId, data }) =>
    data?.userName === 'taken'
      ? { status: '409', bulkId, response: { status: '409', scimType: 'uniqueness', detail: 'taken' } }
      : { status: bulkId === undefined ? '204' : '201', bulkId, location: `https://x/scim/v2/d/Users/id-${bulkId}` },
  )
  return [200, JSON.stringify({ Operations: results })]
}

async function open(limits: Partial<BulkLimits> = {}, reply = answer) {
  const bulks: Sent[][] = []
  const { url } = await startScriptedServer((_, body) => {
    bulks.push((JSON.parse(body) as { Operations: Sent[] }).Operations)
    return reply(body)
  })
  const client = createScimClient({
    baseUrls: [url],
    token: 'token',
    connections: 2,
    profile: oktaBasics,
    chaos: null,
    signal: new AbortController().signal,
    progress: new Progress({}),
    latencies: new Latencies(),
  })
  const bulk = createBulkClient(client, { operations: 100, bytes: 1_000_000, ...limits })
  const create = (name: string, manager?: string) =>
    bulk.request(
      'create user',
      'POST',
      '/Users',
      { userName: name, ...(manager === undefined ? {} : { manager }) },
      name,
    )
  return { bulk, bulks, create }
}

it('sends what is asked at the same time in one Bulk, and each asker gets its own answer', async () => {
  const { bulk, bulks, create } = await open()
  const answers = await Promise.all([create('ann'), create('taken'), bulk.request('delete user', 'DELETE', '/Users/9')])
  bulk.close()
  expect(bulks).toHaveLength(1)
  expect(bulks[0]?.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /Users',
    'POST /Users',
    'DELETE /Users/9',
  ])
  expect(answers.map(({ status }) => status)).toEqual([201, 409, 204])
  expect(answers[0]?.body).toMatchObject({ id: 'id-ann' })
  expect(answers[1]?.body).toMatchObject({ scimType: 'uniqueness' })
})

it('refers by bulkId within a Bulk and by id to an earlier one', async () => {
  const { bulk, bulks, create } = await open({ operations: 2 })
  expect(bulk.referenceTo('ann')).toBeNull()
  const first = create('ann')
  const reference = bulk.referenceTo('ann') ?? ''
  expect(reference).toBe('bulkId:ann')
  await Promise.all([first, create('bob', reference), create('cy', reference), create('taken')])
  bulk.close()
  expect(bulks.map((bulk) => bulk.map(({ data }) => data?.manager))).toEqual([
    [undefined, 'bulkId:ann'],
    ['id-ann', undefined],
  ])
  expect(bulk.referenceTo('ann')).toBe('id-ann')
  expect(bulk.referenceTo('taken')).toBeNull()
})

it('keeps a Bulk below its bytes, but for an operation that is larger alone', async () => {
  const { bulk, bulks, create } = await open({ bytes: 200 })
  await Promise.all([create('a'), create('b'), create('x'.repeat(300)), create('c')])
  bulk.close()
  expect(bulks.map((each) => each.length)).toEqual([2, 1, 1])
})

it('gives everybody the refusal of the whole, and stops when a result is missing or Bulk is not offered', async () => {
  const refused = await open({}, () => [413, JSON.stringify({ detail: 'too large' })])
  expect(await refused.create('ann')).toMatchObject({ status: 413, body: { detail: 'too large' } })
  refused.bulk.close()
  const short = await open({}, () => [200, JSON.stringify({ Operations: [] })])
  await expect(short.create('ann')).rejects.toThrow('not one result for each')
  short.bulk.close()
  const without = await open({}, () => [501, ''])
  await expect(without.create('ann')).rejects.toThrow('offers no Bulk')
  without.bulk.close()
})
