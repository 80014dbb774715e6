/**
 * A TCP proxy whose connections can fall silent without being closed: what a client sees of a frozen server, a lost route
 * or a half-open socket. Nobody is told; bytes wait in the buffers of both sides.
 */
import { connect, createServer, type Socket } from 'node:net'

export type TcpProxy = {
  readonly port: number
  /** The same connection string, through this proxy. */
  through(url: string): string
  /**
   * No byte passes on the connections that are open now, in either direction.
   * @param greeting only on those whose first bytes contain this text (Postgres: the application's name)
   */
  silence(greeting?: string): void
  /** New connections are silent too, from now on. */
  silenceNewOnes(): void
  /** What was silent goes on, with everything that was sent meanwhile. */
  resume(): void
  /** Resets the connections that are silent; what was sent on them meanwhile is lost. */
  cutSilent(): void
  /** Resets every connection. */
  cut(): void
  /** Open connections. */
  readonly size: number
  close(): Promise<void>
}

type Pair = { readonly client: Socket; readonly server: Socket; greeting: string; silent: boolean }

/** @param onSent what clients send, as it comes; a connection is the same object each time */
export async function startTcpProxy(
  target: { readonly host?: string; readonly port: number },
  onSent: (bytes: Buffer, connection: object) => void = () => undefined,
): Promise<TcpProxy> {
  const pairs = new Set<Pair>()
  let newOnesSilent = false

  const quieten = (pair: Pair) => {
    pair.silent = true
    pair.client.pause()
    pair.server.pause()
  }
  const reset = (pair: Pair) => {
    pairs.delete(pair)
    pair.client.resetAndDestroy()
    pair.server.resetAndDestroy()
  }
  const forward = (pair: Pair, from: Socket, to: Socket) => {
    from.on('data', (bytes: Buffer) => {
      if (pair.greeting === '' && from === pair.client) pair.greeting = bytes.toString('latin1')
      if (from === pair.client) onSent(bytes, pair)
      if (!to.write(bytes)) from.pause()
    })
    to.on('drain', () => {
      if (!pair.silent) from.resume()
    })
    from.on('end', () => to.end())
    from.on('error', () => reset(pair))
    from.on('close', () => {
      pairs.delete(pair)
      to.destroy()
    })
  }

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    const server = connect({ host: target.host ?? '127.0.0.1', port: target.port, allowHalfOpen: true })
    const pair: Pair = { client, server, greeting: '', silent: false }
    pairs.add(pair)
    for (const socket of [client, server]) socket.setNoDelay(true)
    forward(pair, client, server)
    forward(pair, server, client)
    if (newOnesSilent) quieten(pair)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  return {
    port,
    through(text) {
      const url = new URL(text)
      url.hostname = '127.0.0.1'
      url.port = String(port)
      return url.href
    },
    silence(greeting = '') {
      for (const pair of pairs) if (pair.greeting.includes(greeting)) quieten(pair)
    },
    silenceNewOnes() {
      newOnesSilent = true
    },
    resume() {
      newOnesSilent = false
      for (const pair of pairs) {
        if (!pair.silent) continue
        pair.silent = false
        pair.client.resume()
        pair.server.resume()
      }
    },
    cutSilent() {
      newOnesSilent = false
      for (const pair of [...pairs]) if (pair.silent) reset(pair)
    },
    cut() {
      for (const pair of [...pairs]) reset(pair)
    },
    get size() {
      return pairs.size
    },
    async close() {
      for (const pair of [...pairs]) reset(pair)
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}
