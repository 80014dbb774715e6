/** How a request carries its bearer token. */
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { SentToken } from './bearer-token.ts'
import { queryOf } from './query.ts'

export function sentToken<Env extends { Bindings: Partial<HttpBindings> | undefined }>(c: Context<Env>): SentToken {
  return {
    header: c.req.header('authorization'),
    headers: timesSent(c.env?.incoming?.rawHeaders, 'authorization'),
    inQuery: queryOf(c.req.url)('access_token') !== undefined,
  }
}

/** @param rawHeaders names and values in turn; absent without a socket */
function timesSent(rawHeaders: readonly string[] = [], wanted: string): number {
  return rawHeaders.filter((text, at) => at % 2 === 0 && text.length === wanted.length && text.toLowerCase() === wanted)
    .length
}
