/** Who asks. A token is refused in the same words whether it is unknown, expired, revoked or malformed. */
import { hashApiKey } from '@syncline/core/storage/catalogue/api-key.ts'
import { createMiddleware } from 'hono/factory'
import { bearerToken, type SentToken } from '../http/bearer-token.ts'
import { sentToken } from '../http/sent-token.ts'
import type { AdminDeps, AdminEnv } from './admin-env.ts'
import { unauthenticated } from './problem.ts'

export function authenticateAdmin({ admins }: Pick<AdminDeps, 'admins'>) {
  return createMiddleware<AdminEnv>(async (c, next) => {
    const sent = sentToken(c)
    const token = tokenIn(sent)
    const admin = token === null ? undefined : await admins.find(token)
    if (token === null || admin === undefined) throw unauthenticated(sent.header !== undefined)
    c.set('admin', admin)
    c.set('tokenHash', hashApiKey(token))
    await next()
  })
}

function tokenIn(sent: SentToken): string | null {
  try {
    return bearerToken(sent)
  } catch {
    return null
  }
}
