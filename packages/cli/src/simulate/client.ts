/**
 * A SCIM client as an identity provider has one: bearer token, retries, latencies by kind of request.
 * Guarantee: the token is in the Authorization header and nowhere else.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { Chaos } from './chaos.ts'
import type { Latencies, RequestKind } from './latency.ts'
import type { IdpProfile } from './profile.ts'
import type { Progress } from './progress.ts'
import { type Attempt, type AttemptResult, hasGivenUp, retryDelayMs } from './retry.ts'
import { parseBody } from './scim-body.ts'
import { SyncStopped } from './sync-errors.ts'
import { createTransport, type HttpAnswer, type HttpRequest } from './transport.ts'

export type ScimClientOptions = {
  /** With the directory, e.g. https://host/scim/v2/<directory id>; requests and their retries go round. */
  readonly baseUrls: readonly [string, ...string[]]
  readonly token: string
  readonly connections: number
  readonly profile: Pick<IdpProfile, 'retry' | 'userAgent'>
  readonly chaos: Chaos | null
  readonly signal: AbortSignal
  readonly progress: Progress
  readonly latencies: Latencies
}

export type ScimAnswer = {
  readonly status: number
  /** Empty where the answer has none (204). */
  readonly body: JsonObject
  /** The request was sent more than once: an earlier copy may have been applied. */
  readonly repeated: boolean
}

export type ScimMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type ScimClient = {
  /**
   * `bulkId` names what is created to others of the same Bulk, and means nothing without one.
   * Any final answer, errors too. Rejects with SyncStopped when there is none, with the signal's reason when aborted.
   */
  request(kind: RequestKind, method: ScimMethod, path: string, body?: JsonObject, bulkId?: string): Promise<ScimAnswer>
  close(): void
}

type Sending = Omit<HttpRequest, 'url'> & { readonly kind: RequestKind; readonly path: string; readonly since: number }

export function createScimClient(options: ScimClientOptions): ScimClient {
  const { baseUrls, progress, latencies, signal, profile, chaos } = options
  const plain = createTransport({ connections: options.connections, timeoutMs: profile.retry.timeoutMs })
  const transport = chaos === null ? plain : chaos.wrap(plain)
  // Whatever is under way ends with the run.
  signal.addEventListener('abort', () => transport.close(), { once: true })
  const headers = {
    authorization: `Bearer ${options.token}`,
    accept: 'application/scim+json',
    'content-type': 'application/scim+json; charset=utf-8',
    'user-agent': profile.userAgent,
  }
  let sent = 0

  const attempt = async (sending: Sending, number: number): Promise<HttpAnswer> => {
    signal.throwIfAborted()
    const url = new URL((baseUrls[sent++ % baseUrls.length] ?? baseUrls[0]) + sending.path)
    const start = performance.now()
    const outcome = await transport.send({ ...sending, url }).then(
      (answer) => ({ kind: 'answer' as const, answer }),
      (error: unknown) => ({ kind: 'fault' as const, error }),
    )
    const end = performance.now()
    const result: AttemptResult = outcome.kind === 'fault' ? outcome : { kind: 'answer', ...outcome.answer }
    const made: Attempt = { number, elapsedMs: end - sending.since }
    const delayMs = retryDelayMs(profile.retry, result, made)
    if (delayMs !== null) {
      progress.retries += 1
      await wait(delayMs, undefined, { signal })
      return { ...(await attempt(sending, number + 1)), repeated: true }
    }
    if (outcome.kind === 'fault') throw new SyncStopped(`no connection to ${url.origin}: ${codeOf(outcome.error)}`)
    // Retried in vain for minutes: every other request would end the same way.
    const { status } = outcome.answer
    if (profile.retry.retriedStatuses.includes(status) && hasGivenUp(profile.retry, made)) {
      throw new SyncStopped(`${url.origin} keeps answering ${status}`)
    }
    latencies.record(sending.kind, end - start)
    return outcome.answer
  }

  return {
    async request(kind, method, path, body) {
      const text = body === undefined ? null : JSON.stringify(body)
      progress.inFlight += 1
      try {
        const answer = await attempt({ kind, method, path, headers, body: text, since: performance.now() }, 1)
        return { status: answer.status, body: parseBody(answer.text), repeated: answer.repeated }
      } finally {
        progress.inFlight -= 1
      }
    },
    close: () => transport.close(),
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault'
}
