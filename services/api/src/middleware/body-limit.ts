/** Refuses a body that says it is too large before anything else is done; others are measured while they are read. */
import { createMiddleware } from 'hono/factory'
import { bodyTooLarge } from '../http/refusal.ts'

export const MOST_BODY_BYTES = 16 * 1_048_576

export const bodyLimit = createMiddleware(async (c, next) => {
  const length = Number(c.req.header('content-length') ?? 0)
  if (length > MOST_BODY_BYTES) throw bodyTooLarge(MOST_BODY_BYTES)
  await next()
})
