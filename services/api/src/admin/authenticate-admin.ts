/** Who asks. A token is refused in the same words whether it is unknown, expired, revoked or malformed. */
import { hashApiKey } from '@syncline/core/storage/catalogue/api-key.ts'
import { createMiddleware } from 'hono/factory'
import { bearerToken } from '../http/bearer-token.ts'
import { queryOf } from '../http/query.ts'
import type { AdminDeps, AdminEnv } from './admin-env.ts'
import { unauthenticated } from './problem.ts'

export function authenticateAdmin({ admins }: Pick<AdminDeps, 'admins'>) {
  return createMiddleware<AdminEnv>(async (c, next) => {
    const header = c.req.header('authorization')
    const token = tokenIn(header, queryOf(c.req.url)('access_token'))
    const admin = token === null ? undefined : await admins.find(token)
    if (token === null || admin === undefined) throw unauthenticated(header !== undefined)
    c.set('admin', admin)
    c.set('tokenHash', hashApiKey(token))
    await next()
  })
}

function tokenIn(header: string | undefined, inQuery: string | undefined): string | null {
  try {
    return bearerToken(header, inQuery)
  } catch {
    return null
  }
}
