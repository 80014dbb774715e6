/**
 * One HTTP exchange over kept-alive connections. node:http rather than fetch: half the processor time a request, which
 * counts when client and server share a machine.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
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
}

export type Transport = {
  /** Rejects with the system error when there is no answer; ETIMEDOUT after the time-out. */
  send(request: HttpRequest): Promise<HttpAnswer>
  close(): void
}

export function createTransport(options: { readonly connections: number; readonly timeoutMs: number }): Transport {
  const settings = { keepAlive: true, maxSockets: options.connections }
  const agents = { 'http:': new HttpAgent(settings), 'https:': new HttpsAgent(settings) }

  const send = ({ method, url, headers, body }: HttpRequest) =>
    new Promise<HttpAnswer>((resolve, reject) => {
      const secure = url.protocol === 'https:'
      const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const request = (secure ? httpsRequest : httpRequest)(
        url,
        { method, headers: { ...headers, ...length }, agent: secure ? agents['https:'] : agents['http:'] },
        (answer) => readAnswer(answer).then(resolve, reject),
      )
      request.setTimeout(options.timeoutMs, () => {
        request.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }))
      })
      request.on('error', reject)
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

async function readAnswer(answer: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return {
    status: answer.statusCode ?? 0,
    retryAfter: answer.headers['retry-after'] ?? null,
    text: Buffer.concat(chunks).toString('utf8'),
  }
}
