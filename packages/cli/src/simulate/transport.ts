/**
 * One HTTP exchange over kept-alive connections. node:http rather than fetch: half the processor time a request, which
 * counts when client and server share a machine.
 */
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

export type HttpRequest = {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export type HttpAnswer = {
  readonly status: number
  readonly retryAfter: string | null
  readonly text: string
  /** The same request was sent more than once. */
  readonly repeated: boolean
}

/** How an exchange is broken off by the client: some time after it was sent, or before it was sent as a whole. */
export type Cut = { readonly kind: 'give-up'; readonly afterMs: number } | { readonly kind: 'drop' }

export type Transport = {
  /**
   * Rejects with the system error when there is no answer; ETIMEDOUT after the time-out; ECONNABORTED when it was cut,
   * which an answer may have come before.
   */
  send(request: HttpRequest, cut?: Cut): Promise<HttpAnswer>
  close(): void
}

export function createTransport(options: { readonly connections: number; readonly timeoutMs: number }): Transport {
  const settings = { keepAlive: true, maxSockets: options.connections }
  const agents = { 'http:': new HttpAgent(settings), 'https:': new HttpsAgent(settings) }

  const send = ({ method, url, headers, body }: HttpRequest, cut?: Cut) =>
    new Promise<HttpAnswer>((resolve, reject) => {
      const secure = url.protocol === 'https:'
      const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const request = (secure ? httpsRequest : httpRequest)(
        url,
        { method, headers: { ...headers, ...length }, agent: secure ? agents['https:'] : agents['http:'] },
        (answer) => readAnswer(answer).then(resolve, reject),
      )
      request.setTimeout(options.timeoutMs, () => {
        request.destroy(fault('no answer in time', 'ETIMEDOUT'))
      })
      request.on('error', reject)
      if (cut?.kind === 'drop') {
        dropHalfway(request, body ?? '')
        return
      }
      if (cut !== undefined) giveUpAfter(request, cut.afterMs)
      request.end(body)
    })

  return {
    send,
    close() {
      agents['http:'].destroy()
      agents['https:'].destroy()
    },
  }
}

/** From when it was sent: a request that waits for a connection has not begun. */
function giveUpAfter(request: ClientRequest, afterMs: number): void {
  let timer: NodeJS.Timeout | undefined
  request.on('finish', () => {
    timer = setTimeout(() => request.destroy(fault('given up', 'ECONNABORTED')), afterMs)
  })
  request.on('close', () => clearTimeout(timer))
}

/** Without a body there is no half of it: the request arrives, and its answer finds nobody. */
function dropHalfway(request: ClientRequest, body: string): void {
  const drop = () => request.destroy(fault('dropped halfway', 'ECONNABORTED'))
  request.flushHeaders()
  if (body === '') request.on('finish', drop).end()
  else request.write(body.slice(0, Math.floor(body.length / 2)), drop)
}

function fault(message: string, code: string): Error {
  return Object.assign(new Error(message), { code })
}

async function readAnswer(answer: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return {
    status: answer.statusCode ?? 0,
    retryAfter: answer.headers['retry-after'] ?? null,
    text: Buffer.concat(chunks).toString('utf8'),
    repeated: false,
  }
}
