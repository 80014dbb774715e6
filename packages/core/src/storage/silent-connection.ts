/**
 * Half-open connections: the server or the way to it is gone and no packet says so. A statement on one fails at its time
 * limit (`query_timeout`), and the connection has to go with it: whoever uses it next would wait behind that statement.
 */
import type { Socket } from 'node:net'
import type pg from 'pg'

const READ_TIMEOUT = 'Query read timeout'

/** Ends the connection when a statement on it got no answer in time. `pool.query` and pipelines do that by themselves. */
export function endWhenSilent(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection
  Object.assign(client, {
    query(...args: unknown[]) {
      const result = query(...args)
      if (result instanceof Promise) {
        result.catch((error: unknown) => {
          if (error instanceof Error && error.message === READ_TIMEOUT) stream.destroy()
        })
      }
      return result
    },
  })
}
