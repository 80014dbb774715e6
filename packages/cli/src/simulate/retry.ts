/** When an identity provider sends a request again: no connection, a lost answer, 429 and 503. Everything else is final. */

/** How a provider behaves when it is not answered as it hopes; data of its profile. */
export type RetryRules = {
  /** Without an answer the request is given up and sent again. */
  readonly timeoutMs: number
  /** Doubled with each attempt. */
  readonly firstWaitMs: number
  /** Every wait is cut to this, also one that a server asks for: a simulation shall not sleep for minutes. */
  readonly longestWaitMs: number
  /** After this there is no use in going on. */
  readonly giveUpAfterMs: number
  readonly retriedStatuses: readonly number[]
  readonly rateLimit: {
    /** Attempts that 429 may end, before it stands as the answer; the object's task has failed. */
    readonly attempts: number
    /** Each repeated 429 doubles what the server asked for. */
    readonly doubles: boolean
    /** When Retry-After is absent or no integer; null: as after other faults. */
    readonly withoutIntegerMs: number | null
  }
}

const CONNECTION_FAULTS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED'])
const TOO_MANY_REQUESTS = 429

export type Attempt = {
  /** From 1. */
  readonly number: number
  /** Since the first attempt began. */
  readonly elapsedMs: number
}

export type AttemptResult =
  | { readonly kind: 'fault'; readonly error: unknown }
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter: string | null }

/** @returns milliseconds to wait before the next attempt; null: the result stands */
export function retryDelayMs(rules: RetryRules, result: AttemptResult, attempt: Attempt): number | null {
  if (hasGivenUp(rules, attempt)) return null
  const backoff = rules.firstWaitMs * 2 ** (attempt.number - 1)
  if (result.kind === 'fault') return isConnectionFault(result.error) ? cut(rules, backoff) : null
  if (!rules.retriedStatuses.includes(result.status)) return null
  // An integer of seconds (RFC 9110 §10.2.3); providers ignore the date form.
  const askedMs = /^\d+$/.test(result.retryAfter ?? '') ? Number(result.retryAfter) * 1000 : null
  if (result.status !== TOO_MANY_REQUESTS) return cut(rules, askedMs ?? backoff)
  const { attempts, doubles, withoutIntegerMs } = rules.rateLimit
  if (attempt.number >= attempts) return null
  if (askedMs === null) return cut(rules, withoutIntegerMs ?? backoff)
  return cut(rules, doubles ? askedMs * 2 ** (attempt.number - 1) : askedMs)
}

export function hasGivenUp({ giveUpAfterMs }: RetryRules, { elapsedMs }: Attempt): boolean {
  return elapsedMs > giveUpAfterMs
}

function cut({ longestWaitMs }: RetryRules, milliseconds: number): number {
  return Math.min(milliseconds, longestWaitMs)
}

function isConnectionFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CONNECTION_FAULTS.has(String(error.code))
}
