/** A bad client against a real server that remembers every copy of a request it has seen. */
import { type ChaosKind, createChaos } from '@syncline/cli/simulate/chaos.ts'
import { createTransport, type HttpRequest } from '@syncline/cli/simulate/transport.ts'
import { expect, it } from 'vitest'
import { startScriptedServer } from './scripted-server.ts'

/** Numbers so that every write meets this one fault, as often as it can. */
function always(kind: ChaosKind, more = 0) {
  const first = { 'given up': 0, 'sent twice': 0.4, 'dropped halfway': 0.7 }[kind]
  const numbers = [0, first]
  return createChaos({ share: 1, random: { next: () => numbers.shift() ?? more } })
}

function send(server: string, chaos: ReturnType<typeof createChaos>, method = 'POST') {
  const transport = chaos.wrap(createTransport({ connections: 4, timeoutMs: 10_000 }))
  const body = method === 'POST' ? JSON.stringify({ userName: 'a'.repeat(1_000) }) : null
  const url = new URL('/Users', server)
  const request: HttpRequest = { method, url, headers: { 'content-type': 'application/json' }, body }
  return transport.send(request).finally(() => transport.close())
}

it('gives a write up, sends it again, and says that it was repeated', async () => {
  const { seen, url } = await startScriptedServer((copy) => (copy === 1 ? null : [409, '{}']))
  const chaos = always('given up')
  expect(await send(url, chaos)).toMatchObject({ status: 409, repeated: true })
  expect(seen).toEqual([
    { whole: true, method: 'POST' },
    { whole: true, method: 'POST' },
  ])
  expect(chaos.counts).toEqual({ 'given up': 1, 'sent twice': 0, 'dropped halfway': 0 })
})

it('gives the same write up several times', async () => {
  const { seen, url } = await startScriptedServer((copy) => (copy < 4 ? null : [200, '{}']))
  expect(await send(url, always('given up', 0.9))).toMatchObject({ status: 200, repeated: true })
  expect(seen).toHaveLength(4)
})

it('takes an answer that comes in time for that of the only copy', async () => {
  const { seen, url } = await startScriptedServer(() => [201, '{"id":"1"}'])
  const patient = createChaos({ share: 1, random: { next: sequence(0, 0, 0, 0.99) } })
  const { repeated } = await send(url, patient)
  expect(repeated).toBe(seen.length > 1)
})

it('sends a write twice at the same time and takes the answer that says it was done', async () => {
  const { seen, url } = await startScriptedServer((copy) => (copy === 1 ? [409, '{}'] : [201, '{"id":"1"}']))
  const chaos = always('sent twice')
  expect(await send(url, chaos)).toMatchObject({ status: 201, repeated: true })
  expect(seen).toHaveLength(2)
  expect(chaos.doubled).toEqual([])
})

it('tells when both copies of a create have made something', async () => {
  const { url } = await startScriptedServer((copy) => [201, JSON.stringify({ id: String(copy) })])
  const chaos = always('sent twice')
  await send(url, chaos)
  expect(chaos.doubled).toEqual([expect.stringMatching(/^POST \/Users: (1 and 2|2 and 1)$/)])
})

it('breaks off halfway, and then sends the whole', async () => {
  const { seen, url } = await startScriptedServer(() => [201, '{"id":"1"}'])
  expect(await send(url, always('dropped halfway'))).toMatchObject({ status: 201, repeated: true })
  expect(seen).toContainEqual({ whole: false, method: 'POST' })
  expect(seen.filter(({ whole }) => whole)).toHaveLength(1)
})

it('leaves what only reads alone', async () => {
  const { seen, url } = await startScriptedServer(() => [200, '{}'])
  expect(await send(url, always('sent twice'), 'GET')).toMatchObject({ status: 200, repeated: false })
  expect(seen).toHaveLength(1)
})

function sequence(...numbers: number[]): () => number {
  return () => numbers.shift() ?? 0
}
