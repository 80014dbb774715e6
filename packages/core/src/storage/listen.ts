/**
 * Hears what is told on a channel: one connection that listens.
 * Guarantee: it reconnects for ever and never throws; a message may be lost, so nobody may depend on one.
 */
import pg from 'pg'
import type { Logger } from '../runtime/logger.ts'

export type ListenOptions = {
  readonly channel: string
  /** Without a transaction pooler in between. */
  readonly directUrl: string
  readonly applicationName: string
  readonly logger: Logger
  onMessage(payload: string): void
}

export type Listener = {
  /** Resolves once it listens for the first time. */
  readonly listening: Promise<void>
  close(): Promise<void>
}

const RECONNECT_MS = { least: 100, most: 2_000 } as const
// A half-open connection hears nothing and reports nothing: it is asked from time to time.
const HEARTBEAT_MS = 10_000
const ANSWER_WITHIN_MS = 5_000

export function listenTo(options: ListenOptions): Listener {
  const { channel, logger } = options
  const first = Promise.withResolvers<void>()
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let pause: number = RECONNECT_MS.least
  let closed = false

  const connect = async () => {
    const next = newClient(options)
    client = next
    next.on('error', (err) => lost(next, err))
    next.on('end', () => lost(next, null))
    try {
      await next.connect()
      await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (err) {
      lost(next, err)
      return
    }
    if (client !== next) return
    pause = RECONNECT_MS.least
    first.resolve()
    timer = setTimeout(() => void beat(next), HEARTBEAT_MS)
  }

  const beat = async (current: pg.Client) => {
    try {
      await current.query('select 1')
      if (client === current) timer = setTimeout(() => void beat(current), HEARTBEAT_MS)
    } catch (err) {
      lost(current, err)
    }
  }

  const lost = (former: pg.Client, err: unknown) => {
    if (client !== former) return
    client = null
    clearTimeout(timer)
    former.end().catch(() => undefined)
    if (closed) return
    logger.warn({ err, channel, againInMs: pause }, 'listener lost its connection')
    timer = setTimeout(() => void connect(), pause)
    pause = Math.min(pause * 2, RECONNECT_MS.most)
  }

  void connect()
  return {
    listening: first.promise,
    async close() {
      closed = true
      clearTimeout(timer)
      const last = client
      client = null
      // A connection that is still being made cannot be ended gracefully.
      await last?.end().catch(() => undefined)
    },
  }
}

function newClient({ directUrl, applicationName, onMessage }: ListenOptions): pg.Client {
  const client = new pg.Client({
    connectionString: directUrl,
    application_name: applicationName,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
    keepAlive: true,
  })
  client.on('notification', ({ payload }) => onMessage(payload ?? ''))
  return client
}
