/**
 * A small transaction pooler in front of a real server, as PgBouncer in transaction mode: a client has a server from the
 * first statement of a transaction to its end. Simple query protocol only, no authentication.
 */
import { createServer, type Socket } from 'node:net'
import pg from 'pg'

export type PoolerOptions = {
  readonly servers: number
  /** Which idle server comes next. */
  readonly order: 'last used' | 'round robin'
  /** Start parameters of clients are given to the servers, or ignored. */
  readonly settings: 'kept' | 'dropped'
}

export type Pooler = { readonly url: string; close(): Promise<void> }

type Upstream = { readonly socket: Socket; end(): Promise<void> }

const READY = 'Z'.charCodeAt(0)
const IDLE = 'I'.charCodeAt(0)
const TERMINATE = 'X'.charCodeAt(0)
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, READY, 0, 0, 0, 5, IDLE])
const ROLLBACK = Buffer.from('Q\0\0\0\rrollback\0', 'latin1')

export async function startTransactionPooler(serverUrl: string, options: PoolerOptions): Promise<Pooler> {
  const all: Promise<Upstream>[] = []
  const idle: Upstream[] = []
  const waiting: ((upstream: Upstream) => void)[] = []
  const clients = new Set<Socket>()

  const acquire = async (startOptions: string): Promise<Upstream> => {
    const free = options.order === 'last used' ? idle.pop() : idle.shift()
    if (free) return free
    if (all.length < options.servers) {
      const made = openUpstream(serverUrl, options.settings === 'kept' ? startOptions : '')
      all.push(made)
      return made
    }
    return new Promise((resolve) => waiting.push(resolve))
  }
  const release = (upstream: Upstream) => {
    const next = waiting.shift()
    if (next) next(upstream)
    else idle.push(upstream)
  }

  const listener = createServer((client) => {
    clients.add(client)
    let startOptions: string | undefined
    let held: Promise<Upstream> | undefined
    client.on('error', () => undefined)

    const ask = (upstream: Upstream, message: Uint8Array, answerTo: (answer: Buffer) => void) => {
      upstream.socket.removeAllListeners('data')
      upstream.socket.on('data', (answer: Buffer) => {
        answerTo(answer)
        // ReadyForQuery is the last message of an answer and tells whether a transaction is open.
        if (answer.at(-6) !== READY || answer.at(-1) !== IDLE) return
        held = undefined
        release(upstream)
      })
      upstream.socket.write(message)
    }
    client.on('data', (chunk) => {
      if (startOptions === undefined) {
        startOptions = /options\0([^\0]*)\0/.exec(chunk.toString('latin1'))?.[1] ?? ''
        client.write(WELCOME)
      } else if (chunk[0] !== TERMINATE) {
        held ??= acquire(startOptions)
        void held.then((upstream) => ask(upstream, chunk, (answer) => client.write(answer)))
      }
    })
    client.on('close', () => {
      clients.delete(client)
      void held?.then((upstream) => ask(upstream, ROLLBACK, () => undefined))
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  const url = new URL(serverUrl)
  url.port = String(typeof address === 'object' && address ? address.port : 0)
  return {
    url: url.href,
    async close() {
      for (const client of clients) client.destroy()
      await Promise.all(all.map(async (upstream) => (await upstream).end()))
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}

/** A connection that the driver has authenticated, taken over as bytes. */
async function openUpstream(connectionString: string, options: string): Promise<Upstream> {
  const client = new pg.Client({ connectionString, application_name: 'pooler', ...(options ? { options } : {}) })
  client.on('error', () => undefined)
  await client.connect()
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.removeAllListeners('data')
  return {
    socket: stream,
    async end() {
      const closed = new Promise((resolve) => stream.once('close', resolve))
      stream.destroy()
      await closed
    },
  }
}
