/**
 * Refuses a body that says it is too large before anything else is done; others are measured while they are read. How large a
 * Bulk request may be is known when its directory is.
 */
import { createMiddleware } from 'hono/factory'
import { bodyTooLarge } from '../http/refusal.ts'

export const MOST_BODY_BYTES = 16 * 1_048_576

const BULK_PATH = /\/Bulk$/

export const bodyLimit = createMiddleware(async (c, next) => {
  const length = Number(c.req.header('content-length') ?? 0)
  if (length > MOST_BODY_BYTES && !BULK_PATH.test(c.req.path)) throw bodyTooLarge(MOST_BODY_BYTES)
  await next()
})
