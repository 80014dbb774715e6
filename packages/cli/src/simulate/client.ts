/**
 * A SCIM client as an identity provider has one: bearer token, retries, latencies by kind of request.
 * Guarantee: the token is in the Authorization header and nowhere else.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { isJsonObject, type JsonObject } from '@syncline/core/scim/json.ts'
import type { Latencies, RequestKind } from './latency.ts'
import type { Progress } from './progress.ts'
import { type AttemptResult, isRetryableStatus, retryDelayMs } from './retry.ts'
import { SyncStopped } from './sync-errors.ts'
import { createTransport, type HttpAnswer, type HttpRequest } from './transport.ts'

const TIMEOUT_MS = 60_000
const USER_AGENT = 'syncline-simulator'

export type ScimClientOptions = {
  /** With the directory, e.g. https://host/scim/v2/<directory id>. */
  readonly baseUrl: string
  readonly token: string
  readonly connections: number
  readonly signal: AbortSignal
  readonly progress: Progress
  readonly latencies: Latencies
}

export type ScimAnswer = {
  readonly status: number
  /** Empty where the answer has none (204). */
  readonly body: JsonObject
}

export type ScimMethod = 'GET' | 'POST' | 'PATCH'

export type ScimClient = {
  /** Any final answer, errors too. Rejects with SyncStopped when there is none, with the signal's reason when aborted. */
  request(kind: RequestKind, method: ScimMethod, path: string, body?: JsonObject): Promise<ScimAnswer>
  close(): void
}

export function createScimClient(options: ScimClientOptions): ScimClient {
  const { progress, latencies, signal } = options
  const transport = createTransport({ connections: options.connections, timeoutMs: TIMEOUT_MS })
  // Whatever is under way ends with the run.
  signal.addEventListener('abort', () => transport.close(), { once: true })
  const headers = {
    authorization: `Bearer ${options.token}`,
    accept: 'application/scim+json',
    'content-type': 'application/scim+json; charset=utf-8',
    'user-agent': USER_AGENT,
  }

  const attempt = async (
    kind: RequestKind,
    request: HttpRequest,
    number: number,
    since: number,
  ): Promise<HttpAnswer> => {
    signal.throwIfAborted()
    const start = performance.now()
    const outcome = await transport.send(request).then(
      (answer) => ({ kind: 'answer' as const, answer }),
      (error: unknown) => ({ kind: 'fault' as const, error }),
    )
    const end = performance.now()
    const result: AttemptResult = outcome.kind === 'fault' ? outcome : { kind: 'answer', ...outcome.answer }
    const delayMs = retryDelayMs(result, { number, elapsedMs: end - since })
    if (delayMs !== null) {
      progress.retries += 1
      await wait(delayMs, undefined, { signal })
      return attempt(kind, request, number + 1, since)
    }
    if (outcome.kind === 'fault')
      throw new SyncStopped(`no connection to ${request.url.origin}: ${codeOf(outcome.error)}`)
    // Retried in vain for minutes: every other request would end the same way.
    if (isRetryableStatus(outcome.answer.status)) {
      throw new SyncStopped(`${request.url.origin} keeps answering ${outcome.answer.status}`)
    }
    latencies.record(kind, end - start)
    return outcome.answer
  }

  return {
    async request(kind, method, path, body) {
      const request: HttpRequest = {
        method,
        url: new URL(options.baseUrl + path),
        headers,
        body: body === undefined ? null : JSON.stringify(body),
      }
      progress.inFlight += 1
      try {
        const answer = await attempt(kind, request, 1, performance.now())
        return { status: answer.status, body: parseBody(answer.text) }
      } finally {
        progress.inFlight -= 1
      }
    },
    close: () => transport.close(),
  }
}

/** A body that is no JSON object (a proxy's error page) tells nothing that the status does not. */
function parseBody(text: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(text)
    return isJsonObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault'
}
