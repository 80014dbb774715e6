import { PROFILES } from '@syncline/cli/simulate/profiles.ts'
import { type AttemptResult, hasGivenUp, retryDelayMs } from '@syncline/cli/simulate/retry.ts'
import { describe, expect, it } from 'vitest'

const first = { number: 1, elapsedMs: 10 }
const fault = (code: string) => ({ kind: 'fault' as const, error: Object.assign(new Error(code), { code }) })
const answer = (status: number, retryAfter: string | null = null) => ({ kind: 'answer' as const, status, retryAfter })

describe.each(Object.values(PROFILES))('the retries of $name', ({ retry }) => {
  const delayOf = (result: AttemptResult, attempt = first) => retryDelayMs(retry, result, attempt)

  it('give a request up after a minute', () => {
    expect(retry.timeoutMs).toBe(60_000)
  })

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])('come after %s', (code) => {
    expect(delayOf(fault(code))).toBe(100)
  })

  it.each(['ENOTFOUND', 'CERT_HAS_EXPIRED'])('do not come after %s', (code) => {
    expect(delayOf(fault(code))).toBeNull()
  })

  it('wait as long as Retry-After says, up to a limit', () => {
    expect(delayOf(answer(429, '2'))).toBe(2_000)
    expect(delayOf(answer(503, '600'))).toBe(5_000)
    expect(delayOf(answer(503))).toBe(100)
  })

  it.each([200, 201, 204, 400, 401, 404, 409, 500])('let an answer of %i stand', (status) => {
    expect(delayOf(answer(status))).toBeNull()
  })

  it('wait longer each time, and give up after two minutes', () => {
    expect(delayOf(fault('ECONNREFUSED'), { number: 4, elapsedMs: 700 })).toBe(800)
    expect(delayOf(fault('ECONNREFUSED'), { number: 20, elapsedMs: 90_000 })).toBe(5_000)
    expect(delayOf(fault('ECONNREFUSED'), { number: 30, elapsedMs: 120_001 })).toBeNull()
    expect(hasGivenUp(retry, { number: 30, elapsedMs: 120_001 })).toBe(true)
  })
})

describe('a rate limit', () => {
  const okta = (retryAfter: string | null, number: number) =>
    retryDelayMs(PROFILES['okta-put'].retry, answer(429, retryAfter), { number, elapsedMs: 10 })
  const entra = (retryAfter: string | null, number: number) =>
    retryDelayMs(PROFILES.entra.retry, answer(429, retryAfter), { number, elapsedMs: 10 })

  it('that is repeated makes Okta wait twice as long, and ends its task after ten attempts', () => {
    expect([okta('1', 1), okta('1', 2), okta('1', 3)]).toEqual([1_000, 2_000, 4_000])
    expect([okta('1', 9), okta('1', 10)]).toEqual([5_000, null])
  })

  it.each(['Fri, 31 Dec 2027 23:59:59 GMT', '1.5', null])('without an integer (%s) makes Okta wait long', (text) => {
    expect(okta(text, 1)).toBe(5_000)
    expect(entra(text, 1)).toBe(100)
  })

  it('makes Entra wait as long as it says each time', () => {
    expect([entra('1', 1), entra('1', 9), entra('1', 50)]).toEqual([1_000, 1_000, 1_000])
  })
})
