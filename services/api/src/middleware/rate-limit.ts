/**
 * The rate limit of a directory, where it has one: requests in a window, over all of its credentials. 429 with Retry-After
 * (RFC 6585 §4) and, where wanted, the headers of draft-ietf-httpapi-ratelimit-headers.
 */
import type { RateCounter } from '@syncline/core/queue/rate-counter.ts'
import { createMiddleware } from 'hono/factory'
import { tooManyRequests } from '../http/refusal.ts'
import type { ScimEnv } from '../http/scim-env.ts'

/** After authentication: who is nobody counts for nobody. */
export function rateLimit(counter: RateCounter) {
  return createMiddleware<ScimEnv>(async (c, next) => {
    const { directoryPublicId, settings } = c.get('credential')
    const { rateLimitRequests: most, rateLimitSeconds: windowSeconds } = settings
    if (most === 0) return next()
    const { requests, leftMs } = await counter.count(directoryPublicId, windowSeconds)
    // Never before the window has ended, and a whole number: Okta reads nothing else.
    const leftSeconds = Math.max(1, Math.ceil(leftMs / 1_000))
    const headers: Readonly<Record<string, string>> = settings.rateLimitHeaders
      ? {
          'RateLimit-Policy': `"directory";q=${most};w=${windowSeconds}`,
          RateLimit: `"directory";r=${Math.max(0, most - requests)};t=${leftSeconds}`,
        }
      : {}
    if (requests > most) throw tooManyRequests(leftSeconds, headers)
    await next()
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  })
}
