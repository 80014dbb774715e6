/** The simulator's client against real servers: where requests go, and what it makes of refusals. */
import { createScimClient } from '@syncline/cli/simulate/client.ts'
import { Latencies } from '@syncline/cli/simulate/latency.ts'
import { Progress } from '@syncline/cli/simulate/progress.ts'
import type { RetryRules } from '@syncline/cli/simulate/retry.ts'
import { expect, it } from 'vitest'
import { startScriptedServer } from './scripted-server.ts'

const RETRY: RetryRules = {
  timeoutMs: 10_000,
  firstWaitMs: 1,
  longestWaitMs: 1,
  giveUpAfterMs: 60_000,
  retriedStatuses: [429, 503],
  rateLimit: { attempts: 3, doubles: false, withoutIntegerMs: null },
}

function openClient(first: string, ...more: readonly string[]) {
  return createScimClient({
    baseUrls: [first, ...more],
    token: 'token',
    connections: 2,
    profile: { retry: RETRY, userAgent: 'test' },
    chaos: null,
    signal: new AbortController().signal,
    progress: new Progress({}),
    latencies: new Latencies(),
  })
}

it('goes round all servers, also with what it sends again', async () => {
  const [busy, free] = [await startScriptedServer(() => [503, '']), await startScriptedServer(() => [200, ''])]
  const client = openClient(busy.url, free.url)
  const answers = await Promise.all(['/a', '/b', '/c'].map((path) => client.request('read user', 'GET', path)))
  client.close()
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(answers.some(({ repeated }) => repeated)).toBe(true)
  expect(busy.seen.length).toBeGreaterThan(0)
  expect(free.seen).toHaveLength(3)
})

it('goes on over the other server when one is gone', async () => {
  const [gone, here] = [await startScriptedServer(() => [200, '']), await startScriptedServer(() => [200, ''])]
  await gone.close()
  const client = openClient(gone.url, here.url)
  expect(await client.request('read user', 'GET', '/a')).toMatchObject({ status: 200, repeated: true })
  client.close()
})

it('lets a rate limit stand after as many attempts as its provider makes', async () => {
  const { url, seen } = await startScriptedServer(() => [429, ''])
  const client = openClient(url)
  expect(await client.request('create user', 'POST', '/Users', {})).toMatchObject({ status: 429, repeated: true })
  client.close()
  expect(seen).toHaveLength(3)
})
