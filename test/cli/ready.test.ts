import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { waitUntilReady } from '@syncline/cli/launch/ready.ts'
import { afterEach, describe, expect, it } from 'vitest'

let server: Server | undefined

/** Answers with these, one after the other; the last one again and again. */
async function answering(...answers: readonly [status: number, text: string][]): Promise<string> {
  let asked = 0
  server = createServer((_, response) => {
    const [status, text] = answers[Math.min(asked, answers.length - 1)] ?? [500, '']
    asked += 1
    response.writeHead(status).end(text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

const never = new AbortController().signal

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

describe('waiting for the API', () => {
  it('ends when it answers that it is ready', async () => {
    const url = await answering([503, 'database or queue not reachable'], [200, 'ready'])
    expect(await waitUntilReady(url, never, () => null)).toBeNull()
  })

  it('ends with the reason when its process ends again and again', async () => {
    const url = await answering([503, 'starting'])
    let asked = 0
    const giveUp = () => (++asked === 3 ? 'the api ends again and again' : null)
    expect(await waitUntilReady(url, never, giveUp)).toBe('the api ends again and again')
  })

  it('ends when the operator stops it', async () => {
    const url = await answering([503, 'starting'])
    const stop = new AbortController()
    const giveUp = () => {
      stop.abort()
      return null
    }
    await expect(waitUntilReady(url, stop.signal, giveUp)).rejects.toThrow()
  })
})
