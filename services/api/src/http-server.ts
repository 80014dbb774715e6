/**
 * The HTTP server around the application.
 * Guarantee: what never becomes a request of the application (no HTTP, too long headers, a broken body, an address that
 * is none) is refused with a SCIM error as well (RFC 7644 §3.12), and costs nobody else anything.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener, RequestError } from '@hono/node-server'
import { errorBody, ScimError } from '@syncline/core/scim/error.ts'
import { faultOf } from './http/http-fault.ts'
import { addressMalformed, internalError, notImplemented } from './http/refusal.ts'

/** Of the address and all headers. A filter of the longest length, percent-encoded, has room. */
const MOST_HEADER_BYTES = 65_536

type Fetch = Parameters<typeof getRequestListener>[0]

export function createHttpServer(fetch: Fetch): Server {
  // Node would answer for a missing Host by itself, with an empty body.
  const options = { maxHeaderSize: MOST_HEADER_BYTES, requireHostHeader: false }
  const answered = new WeakMap<Duplex, ServerResponse>()
  const listener = getRequestListener(fetch, {
    errorHandler: (error) => answer(error instanceof RequestError ? addressMalformed() : internalError()),
  })
  const server = createServer(options, (request, response) => {
    answered.set(request.socket, response)
    void listener(request, response)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = answered.get(socket)
    const midway = response?.headersSent === true && !response.writableFinished
    if (error.code === 'ECONNRESET' || !socket.writable || midway) socket.destroy()
    else refuse(socket, faultOf(error.code, MOST_HEADER_BYTES))
  })
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { status, headers, body } = parts(new ScimError(417, 'The expectation cannot be met; only 100-continue is.'))
    response.writeHead(status, { ...headers, Connection: 'close' }).end(body)
  })
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => refuse(socket, notImplemented('CONNECT')))
  return server
}

function parts(error: ScimError) {
  return {
    status: error.status,
    headers: { 'Cache-Control': 'no-store', 'Content-Type': 'application/scim+json' },
    body: JSON.stringify(errorBody(error.status, error.message, error.scimType)),
  }
}

function answer(error: ScimError): Response {
  const { status, headers, body } = parts(error)
  return new Response(body, { status, headers })
}

/** Where there is no response to write to. */
function refuse(socket: Duplex, error: ScimError): void {
  const { status, headers, body } = parts(error)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...lines,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.on('error', () => undefined)
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
