/** When an identity provider sends a request again: no connection, a lost answer, 429 and 503. Everything else is final. */

/** Waits that a server asks for are cut to this: a demo shall not sleep for minutes. */
const LONGEST_WAIT_MS = 5_000
const FIRST_WAIT_MS = 100
const GIVE_UP_AFTER_MS = 120_000

const CONNECTION_FAULTS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED'])
const RETRYABLE_STATUS = new Set([429, 502, 503, 504])

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
export function retryDelayMs(result: AttemptResult, attempt: Attempt): number | null {
  if (attempt.elapsedMs > GIVE_UP_AFTER_MS) return null
  const backoff = Math.min(FIRST_WAIT_MS * 2 ** (attempt.number - 1), LONGEST_WAIT_MS)
  if (result.kind === 'fault') return isConnectionFault(result.error) ? backoff : null
  if (!isRetryableStatus(result.status)) return null
  // An integer of seconds (RFC 9110 §10.2.3); providers ignore the date form.
  const asked = Number.parseInt(result.retryAfter ?? '', 10)
  return Number.isNaN(asked) ? backoff : Math.min(asked * 1000, LONGEST_WAIT_MS)
}

export function isRetryableStatus(status: number): boolean {
  return RETRYABLE_STATUS.has(status)
}

function isConnectionFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CONNECTION_FAULTS.has(String(error.code))
}
