/** A name server on loopback that answers for TXT records as it is told (RFC 1035), over UDP. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type DecodedPacket, decode, encode } from 'dns-packet'

export type DnsServer = {
  /** With its port, as a resolver takes it. */
  readonly address: string
  /** By host; what is not there does not exist. Values longer than 255 bytes go out in pieces. */
  readonly records: Map<string, readonly string[]>
  /** Answers everything with SERVFAIL. */
  broken: boolean
  close(): Promise<void>
}

const SERVFAIL = 2
const NXDOMAIN = 3
const PIECE = 255

export async function startDnsServer(): Promise<DnsServer> {
  const socket = createSocket('udp4')
  const server: DnsServer = {
    address: '',
    records: new Map(),
    broken: false,
    async close() {
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
  socket.on('message', (message, { port, address }) => {
    socket.send(answer(decode(message), server), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return Object.assign(server, { address: `127.0.0.1:${socket.address().port}` })
}

function answer(query: DecodedPacket, { records, broken }: DnsServer): Buffer {
  const [question] = query.questions ?? []
  const values = records.get(question?.name ?? '')
  const rcode = broken ? SERVFAIL : values === undefined ? NXDOMAIN : 0
  const answers = (rcode === 0 ? (values ?? []) : []).map((value) => ({
    type: 'TXT' as const,
    name: question?.name ?? '',
    ttl: 0,
    data: pieces(value),
  }))
  return encode({
    type: 'response',
    ...(query.id === undefined ? {} : { id: query.id }),
    flags: rcode,
    questions: query.questions ?? [],
    answers,
  })
}

function pieces(value: string): Buffer[] {
  const bytes = Buffer.from(value)
  return Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, at) =>
    bytes.subarray(at * PIECE, (at + 1) * PIECE),
  )
}
