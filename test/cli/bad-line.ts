/** A line between client and server with faults: a real proxy on a port of its own. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

export type Fault =
  /** The server applies the request and the connection breaks before its answer is through. */
  | 'lose-answer'
  /** The connection breaks before the request reaches the server. */
  | 'lose-request'
  /** 503 instead of the server. */
  | 'refuse'
  /** An empty list instead of the server, as from a replica that lags behind. */
  | 'stale'

export type BadLine = { readonly url: string; faults(): number; close(): Promise<void> }

/** @param faultOf decides by the request and its number, from 1 */
export async function startBadLine(
  target: string,
  faultOf: (request: IncomingMessage, number: number) => Fault | null,
): Promise<BadLine> {
  let requests = 0
  let faults = 0
  const server = createServer((incoming, answer) => {
    requests += 1
    const fault = faultOf(incoming, requests)
    if (fault !== null) faults += 1
    if (fault === 'lose-request') incoming.socket.destroy()
    else if (fault === 'refuse') answer.writeHead(503, { 'retry-after': '0' }).end()
    else if (fault === 'stale') answer.writeHead(200).end('{"totalResults":0,"Resources":[]}')
    else forward(target, incoming, answer, fault === 'lose-answer')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    faults: () => faults,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function forward(target: string, incoming: IncomingMessage, answer: ServerResponse, losesAnswer: boolean): void {
  const url = new URL(incoming.url ?? '/', target)
  const { method, headers } = incoming
  const outgoing = request(url, { method, headers: { ...headers, host: url.host } }, (response) => {
    if (losesAnswer) {
      response.resume()
      incoming.socket.destroy()
      return
    }
    answer.writeHead(response.statusCode ?? 500, response.headers)
    response.pipe(answer)
  })
  outgoing.on('error', () => incoming.socket.destroy())
  incoming.pipe(outgoing)
}
