/** The HTTP server: its time limits, and how it ends without breaking an answer. */
import type { Server } from 'node:http'

export type RunningServer = {
  readonly url: string
  /** No new connections; those that are idle are closed. */
  stopListening(): void
  /** Resolves when all connections are closed; those that do not end by themselves are cut. */
  close(): Promise<void>
}

// Longer than the idle time of common load balancers, so that they and not we close first.
const KEEP_ALIVE_MS = 75_000
const REQUEST_ARRIVES_WITHIN_MS = 60_000
const CUT_AFTER_MS = 2_000

export async function startServer(
  http: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  http.keepAliveTimeout = KEEP_ALIVE_MS
  http.requestTimeout = REQUEST_ARRIVES_WITHIN_MS
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  })
  const closed = new Promise<void>((resolve) => http.once('close', resolve))
  return {
    url: urlOf(http, host),
    stopListening() {
      http.close()
    },
    async close() {
      http.closeIdleConnections()
      const cut = setTimeout(() => http.closeAllConnections(), CUT_AFTER_MS)
      await closed
      clearTimeout(cut)
    },
  }
}

function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
