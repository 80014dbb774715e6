/** HTTP/1.1 byte by byte: sends whatever it is given, and reads one answer. No library would send what is sent here. */
import { connect, type Socket } from 'node:net'

export type RawAnswer = {
  readonly status: number
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
}

export type HttpSocket = {
  /**
   * @param bodiless the answer has no body whatever its headers say (HEAD)
   * @returns null when the connection ended without an answer
   * @throws when there is none within the limit
   */
  exchange(bytes: readonly Uint8Array[], bodiless: boolean, limitMs: number): Promise<RawAnswer | null>
  /** Sends, and hangs up. */
  abandon(bytes: readonly Uint8Array[]): void
  /** False: the next request needs another one. */
  readonly open: boolean
  end(): void
}

export function openSocket(host: string, port: number): HttpSocket {
  const socket: Socket = connect({ host, port, noDelay: true })
  let received = Buffer.alloc(0)
  let ended = false
  let wake: () => void = () => undefined
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    wake()
  })
  // A reset after an answer is how a server refuses the rest of a body.
  socket.on('error', () => undefined)
  socket.on('close', () => {
    ended = true
    wake()
  })
  const next = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })
  const end = () => {
    ended = true
    socket.destroy()
  }
  const read = async (bodiless: boolean): Promise<RawAnswer | null> => {
    const parsed = parseAnswer(received, bodiless, ended)
    if (parsed === 'more') {
      if (ended) return null
      await next()
      return read(bodiless)
    }
    received = received.subarray(parsed.length)
    if (parsed.answer.status < 200) return read(bodiless)
    if (parsed.answer.headers.get('connection')?.toLowerCase() === 'close') end()
    return parsed.answer
  }
  return {
    get open() {
      return !ended
    },
    end,
    abandon(bytes) {
      ended = true
      socket.end(Buffer.concat(bytes), () => socket.destroy())
    },
    async exchange(bytes, bodiless, limitMs) {
      for (const part of bytes) if (!socket.destroyed) socket.write(part)
      let timer: NodeJS.Timeout | undefined
      const limit = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          end()
          reject(new Error(`no answer within ${limitMs} ms`))
        }, limitMs)
      })
      try {
        return await Promise.race([read(bodiless), limit])
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

type Parsed = { readonly answer: RawAnswer; readonly length: number }

function parseAnswer(bytes: Buffer, bodiless: boolean, ended: boolean): Parsed | 'more' {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) return 'more'
  const [first = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1])
  if (!Number.isInteger(status)) throw new Error(`no answer of HTTP: ${first.slice(0, 80)}`)
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  const start = headEnd + 4
  if (bodiless || status < 200 || status === 204 || status === 304) {
    return { answer: { status, headers, body: Buffer.alloc(0) }, length: start }
  }
  const given = headers.get('content-length')
  if (given !== undefined) {
    const end = start + Number(given)
    return bytes.length < end ? 'more' : { answer: { status, headers, body: bytes.subarray(start, end) }, length: end }
  }
  if (headers.get('transfer-encoding') === 'chunked') return parseChunks(bytes, start, { status, headers })
  return ended ? { answer: { status, headers, body: bytes.subarray(start) }, length: bytes.length } : 'more'
}

function parseChunks(bytes: Buffer, start: number, head: Omit<RawAnswer, 'body'>): Parsed | 'more' {
  const chunks: Buffer[] = []
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd === -1) return 'more'
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16)
    const end = lineEnd + 2 + size
    if (bytes.length < end + 2) return 'more'
    if (size === 0) return { answer: { ...head, body: Buffer.concat(chunks) }, length: end + 2 }
    chunks.push(bytes.subarray(lineEnd + 2, end))
    at = end + 2
  }
}
