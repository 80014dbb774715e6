import { retryDelayMs } from '@syncline/cli/simulate/retry.ts'
import { describe, expect, it } from 'vitest'

const first = { number: 1, elapsedMs: 10 }
const fault = (code: string) => ({ kind: 'fault' as const, error: Object.assign(new Error(code), { code }) })
const answer = (status: number, retryAfter: string | null = null) => ({ kind: 'answer' as const, status, retryAfter })

describe('the retries of an identity provider', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])('%s is tried again', (code) => {
    expect(retryDelayMs(fault(code), first)).toBe(100)
  })

  it.each(['ENOTFOUND', 'CERT_HAS_EXPIRED'])('%s is not', (code) => {
    expect(retryDelayMs(fault(code), first)).toBeNull()
  })

  it('waits as long as Retry-After says, up to a limit', () => {
    expect(retryDelayMs(answer(429, '2'), first)).toBe(2_000)
    expect(retryDelayMs(answer(503, '600'), first)).toBe(5_000)
    expect(retryDelayMs(answer(503), first)).toBe(100)
  })

  it.each([200, 201, 204, 400, 401, 404, 409, 500])('an answer of %i stands', (status) => {
    expect(retryDelayMs(answer(status), first)).toBeNull()
  })

  it('waits longer each time, and gives up after two minutes', () => {
    expect(retryDelayMs(fault('ECONNREFUSED'), { number: 4, elapsedMs: 700 })).toBe(800)
    expect(retryDelayMs(fault('ECONNREFUSED'), { number: 20, elapsedMs: 90_000 })).toBe(5_000)
    expect(retryDelayMs(fault('ECONNREFUSED'), { number: 30, elapsedMs: 120_001 })).toBeNull()
  })
})
