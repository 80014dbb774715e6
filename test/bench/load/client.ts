/**
 * HTTP/1.1 over a fixed number of kept-alive connections, one request at a time on each.
 * undici's handlers, without streams: client and server share the machine, so what the client costs the server lacks.
 */
import { Client, type Dispatcher } from 'undici'

export type Exchange = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** From the root of the server. */
  readonly path: string
  readonly body?: string
}

export type Answer = { readonly status: number; readonly text: string }

export type LoadClient = {
  readonly connections: number
  /** Rejects when there is no answer. */
  send(connection: number, exchange: Exchange): Promise<Answer>
  close(): Promise<void>
}

export type LoadClientOptions = {
  /** Of the server, e.g. `http://127.0.0.1:8080`. */
  readonly origin: string
  readonly connections: number
  readonly key?: string
}

const TIMEOUT_MS = 60_000
const CONTENT_TYPE = 'application/scim+json'

export function createLoadClient({ origin, connections, key }: LoadClientOptions): LoadClient {
  const options: Client.Options = { pipelining: 1, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS }
  const clients = Array.from({ length: connections }, () => new Client(origin, options))
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` }
  return {
    connections,
    send(connection, { method, path, body }) {
      const client = clients[connection]
      if (client === undefined) throw new Error(`there is no connection ${connection}`)
      const headers = body === undefined ? authorization : { ...authorization, 'content-type': CONTENT_TYPE }
      return exchange(client, { method, path, headers, body: body ?? null })
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()))
    },
  }
}

function exchange(client: Client, request: Dispatcher.DispatchOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let status = 0
    const chunks: Buffer[] = []
    client.dispatch(request, {
      // It tells undici which kind of handler this is.
      onRequestStart: () => undefined,
      onResponseStart(_controller, statusCode) {
        status = statusCode
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk)
      },
      onResponseEnd() {
        resolve({ status, text: textOf(chunks) })
      },
      onResponseError(_controller, error) {
        reject(error)
      },
    })
  })
}

function textOf(chunks: readonly Buffer[]): string {
  const [first, second] = chunks
  if (first === undefined) return ''
  return second === undefined ? first.toString('utf8') : Buffer.concat(chunks).toString('utf8')
}
