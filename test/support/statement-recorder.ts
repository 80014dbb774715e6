/**
 * Every statement text that reaches Postgres, read off the wire: of Parse and Query messages, with the names that prepared
 * statements are given. Values travel in Bind messages and are not recorded.
 */
import { startTcpProxy } from './tcp-proxy.ts'

export type StatementRecorder = {
  /** The same connection string, through the recorder. */
  through(url: string): string
  /** What was sent since the last call, by the name that the connection gave itself. */
  take(): { readonly text: string; readonly application: string }[]
  close(): Promise<void>
}

type Connection = { left: Buffer; application: string | null }

const PARSE = 'P'.charCodeAt(0)
const QUERY = 'Q'.charCodeAt(0)
const LENGTH_BYTES = 4

export async function startStatementRecorder(url: string): Promise<StatementRecorder> {
  const { hostname, port } = new URL(url)
  const connections = new WeakMap<object, Connection>()
  const recorded = new Map<string, { text: string; application: string }>()

  const record = (connection: Connection, text: string) => {
    const application = connection.application ?? ''
    recorded.set(`${application}\0${text}`, { text, application })
  }
  const proxy = await startTcpProxy({ host: hostname, port: Number(port) }, (bytes, key) => {
    const connection = connections.get(key) ?? { left: Buffer.alloc(0), application: null }
    connections.set(key, connection)
    connection.left = takeMessages(Buffer.concat([connection.left, bytes]), connection, (text) =>
      record(connection, text),
    )
  })
  return {
    through: (text) => proxy.through(text),
    take() {
      const all = [...recorded.values()]
      recorded.clear()
      return all
    },
    close: () => proxy.close(),
  }
}

/** @returns the beginning of a message whose end has not come yet */
function takeMessages(bytes: Buffer, connection: Connection, onText: (text: string) => void): Buffer {
  let rest = bytes
  for (;;) {
    // The first message of a connection has no type.
    const typeBytes = connection.application === null ? 0 : 1
    if (rest.length < typeBytes + LENGTH_BYTES) return rest
    const length = rest.readInt32BE(typeBytes)
    if (rest.length < typeBytes + length) return rest
    const body = rest.subarray(typeBytes + LENGTH_BYTES, typeBytes + length)
    if (typeBytes === 0) connection.application = applicationOf(body)
    else if (rest[0] === QUERY) onText(textsOf(body)[0] ?? '')
    else if (rest[0] === PARSE) onText(textsOf(body).slice(0, 2).join(' '))
    rest = rest.subarray(typeBytes + length)
  }
}

function applicationOf(startup: Buffer): string {
  const texts = textsOf(startup.subarray(LENGTH_BYTES))
  return texts[texts.indexOf('application_name') + 1] ?? ''
}

function textsOf(body: Buffer): string[] {
  return body.toString('utf8').split('\0')
}
