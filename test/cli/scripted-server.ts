/** A server that answers as it is told, and remembers every request, also those that did not arrive whole. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'

export type ScriptedServer = {
  readonly url: string
  readonly seen: readonly { readonly whole: boolean; readonly method: string }[]
  close(): Promise<void>
}

/** @param answerTo status and text for the nth request that arrived whole, from 1, with its body; null: never answered */
export async function startScriptedServer(
  answerTo: (number: number, body: string) => readonly [status: number, text: string] | null,
): Promise<ScriptedServer> {
  const seen: { whole: boolean; method: string }[] = []
  let arrived = 0
  const server = createServer(async (request, answer) => {
    const body = await wholeBody(request)
    seen.push({ whole: body !== null, method: request.method ?? '' })
    if (body === null) return
    arrived += 1
    const reply = answerTo(arrived, body)
    if (reply !== null) answer.writeHead(reply[0], { 'retry-after': '0' }).end(reply[1])
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    if (!server.listening) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  onTestFinished(close)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, seen, close }
}

async function wholeBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  } catch {
    return null
  }
}
