/**
 * Runs a fixed number of requests over the connections of a client, each as soon as its connection is free.
 * Guarantee: every answer's status is checked; a wrong one ends the run with an error that quotes the answer.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, Exchange, LoadClient } from './client.ts'
import { type Timing, timingOf } from './timing.ts'

export type Load = {
  readonly client: LoadClient
  readonly count: number
  /** Of the request of that number, from 0. */
  exchange(at: number): Exchange
  readonly expectedStatus: number | ((at: number) => number)
  /** Looks at the answer; throws when it is wrong. Not called within the time that is measured for a request. */
  check?(at: number, answer: Answer): void
  /** Milliseconds between the requests of a connection. Default 0. */
  readonly pauseMs?: number
}

export async function runLoad(load: Load): Promise<Timing> {
  const { client, count, expectedStatus, check = () => undefined, pauseMs = 0 } = load
  const latenciesMs = new Float64Array(count)
  let next = 0
  const occupy = async (connection: number): Promise<void> => {
    while (next < count) {
      const at = next
      next += 1
      const exchange = load.exchange(at)
      const begun = performance.now()
      // biome-ignore lint/performance/noAwaitInLoops: a connection carries one request at a time
      const answer = await client.send(connection, exchange)
      latenciesMs[at] = performance.now() - begun
      const expected = typeof expectedStatus === 'number' ? expectedStatus : expectedStatus(at)
      if (answer.status !== expected) throw wrongStatus(exchange, expected, answer)
      check(at, answer)
      if (pauseMs > 0) await pause(pauseMs)
    }
  }
  const begun = performance.now()
  await Promise.all(Array.from({ length: client.connections }, (_, connection) => occupy(connection)))
  return timingOf(latenciesMs, performance.now() - begun)
}

function wrongStatus({ method, path }: Exchange, expected: number, { status, text }: Answer): Error {
  return new Error(`${method} ${path} was answered with ${status} instead of ${expected}: ${text.slice(0, 500)}`)
}
