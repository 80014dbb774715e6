/**
 * A SCIM client that behaves as identity providers do: it sends a request again, to whichever API answers, until it has a
 * final answer. It never gives up before an API would have told it so.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { SeededRandom } from '../../support/seeded-random.ts'
import { type RequestHeaders, readAnswer, type ScimAnswer, scimRequest } from '../../support/test-api.ts'

/** What a storm saw of answers, all clients together. */
export type Tally = {
  requests: number
  retries: number
  /** By status, or what went wrong with the connection. */
  readonly refused: Map<string, number>
  /** Answers that no fault excuses. */
  readonly unexpected: string[]
  /** The longest time from a request to its final answer. */
  slowestMs: number
}

export function newTally(): Tally {
  return { requests: 0, retries: 0, refused: new Map(), unexpected: [], slowestMs: 0 }
}

export type FinalAnswer = ScimAnswer & {
  /** 1: nothing had to be repeated. */
  readonly attempts: number
}

export type StormClientOptions = {
  /** Of the directory, at each API. */
  readonly baseUrls: readonly string[]
  readonly key: string
  readonly random: SeededRandom
  readonly tally: Tally
  readonly timeoutMs: number
  /** Told of every answer, and with null when there was none. */
  readonly onAttempt?: (attempt: TimedAttempt) => void
}

export type TimedAttempt = { readonly method: string; readonly status: number | null; readonly ms: number }

export type StormClient = {
  request(method: string, path: string, body?: object, headers?: RequestHeaders): Promise<FinalAnswer>
}

const LONGEST_PAUSE_MS = 2_000
const FIRST_PAUSE_MS = 50
const HOPELESS_MS = 240_000

export function createStormClient(options: StormClientOptions): StormClient {
  const { baseUrls, key, random, tally, timeoutMs, onAttempt = () => undefined } = options
  const count = (what: string) => tally.refused.set(what, (tally.refused.get(what) ?? 0) + 1)

  const send = async (path: string, init: RequestInit): Promise<ScimAnswer | null> => {
    try {
      const url = `${random.pick(baseUrls)}${path}`
      return await readAnswer(await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }))
    } catch (error) {
      count(faultOf(error))
      return null
    }
  }

  const attempt = async (path: string, init: RequestInit, attempts: number, since: number): Promise<FinalAnswer> => {
    const begun = performance.now()
    const answer = await send(path, init)
    onAttempt({ method: String(init.method), status: answer?.status ?? null, ms: performance.now() - begun })
    const elapsed = performance.now() - since
    if (answer !== null && answer.status < 500 && answer.status !== 429) {
      tally.slowestMs = Math.max(tally.slowestMs, elapsed)
      return { ...answer, attempts }
    }
    if (answer !== null) {
      count(String(answer.status))
      if (answer.status !== 503) tally.unexpected.push(`${init.method} ${path}: ${JSON.stringify(answer.body)}`)
    }
    if (elapsed > HOPELESS_MS) throw new Error(`${init.method} ${path} has no final answer after ${elapsed} ms`)
    tally.retries += 1
    const asked = Number(answer?.headers.get('retry-after') ?? '0') * 1_000
    const backoff = FIRST_PAUSE_MS * 2 ** Math.min(attempts, 6)
    await pause(Math.min(asked > 0 ? asked : backoff, LONGEST_PAUSE_MS))
    return attempt(path, init, attempts + 1, since)
  }

  return {
    request(method, path, body, headers) {
      tally.requests += 1
      return attempt(path, scimRequest(key, method, body, headers), 1, performance.now())
    },
  }
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault'
  if (error.name === 'TimeoutError') return 'time-out'
  const { cause } = error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name
}
