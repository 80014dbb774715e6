/** Requests as bytes: well-formed ones, in one piece or in chunks, and what is no HTTP at all. */
import type { SeededRandom } from '../support/seeded-random.ts'
import type { FuzzRequest } from './any-request.ts'

export function wireBytes(request: FuzzRequest, random: SeededRandom): Buffer[] {
  const { method, target, headers, body } = request
  const chunked = body !== null && body.length > 0 && random.chance(0.1)
  const length: [string, string][] = body === null ? [] : [['Content-Length', String(body.length)]]
  const framing: [string, string][] = chunked ? [['Transfer-Encoding', 'chunked']] : length
  const head = headOf(method, target, [...headers, ...framing])
  if (body === null) return [head]
  return chunked ? [head, ...chunksOf(body, random)] : [head, body]
}

/** What a server has to refuse or to hang up on; each needs a connection of its own. */
export function malformedBytes(request: FuzzRequest, random: SeededRandom): Buffer[] {
  const { method, target, headers } = request
  const body = request.body ?? Buffer.from('{}')
  const head = (...more: [string, string][]) => headOf(method, target, [...headers, ...more])
  switch (random.whole(0, 11)) {
    case 0:
      return [Buffer.from(Array.from({ length: random.whole(1, 200) }, () => random.whole(0, 255)))]
    case 1:
      return [Buffer.from(`${method} ${target}\r\n\r\n`, 'latin1')]
    case 2:
      return [Buffer.from(`${method} ${target} HTTP/9.9\r\nHost: x\r\n\r\n`, 'latin1')]
    case 3:
      return [head(['Content-Length', '-1']), body]
    case 4:
      return [head(['Content-Length', '1']), body, body]
    case 5:
      return [head(['Content-Length', String(body.length)], ['Transfer-Encoding', 'chunked']), body]
    case 6:
      return [head(['Transfer-Encoding', 'chunked']), Buffer.from('zz\r\n{}\r\n0\r\n\r\n')]
    case 7:
      return [head(['X-Long', 'x'.repeat(20_000)])]
    case 8:
      return [head(['Bad Name', 'x']), body]
    case 9:
      return [head(['X-Control', 'a\0b']), body]
    case 10:
      return [headOf(method, target.replace('/scim', '/sc im\u0080'), headers)]
    default:
      return [headOf(method, `/${'x'.repeat(random.whole(1, 40_000))}`, headers)]
  }
}

/** A request whose body never comes to its end: the client hangs up. */
export function abandonedBytes(request: FuzzRequest, random: SeededRandom): Buffer[] {
  const body = request.body ?? Buffer.from('{}')
  const head = headOf(request.method, request.target, [
    ...request.headers,
    ['Content-Length', String(body.length + 10)],
  ])
  return [head.subarray(0, random.chance(0.5) ? head.length : random.whole(1, head.length)), body]
}

function headOf(method: string, target: string, headers: readonly (readonly [string, string])[]): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
}

function chunksOf(body: Buffer, random: SeededRandom): Buffer[] {
  const cut = random.whole(1, body.length)
  const parts = [body.subarray(0, cut), body.subarray(cut)].filter((part) => part.length > 0)
  const framed = parts.map((part) =>
    Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]),
  )
  return [...framed, Buffer.from('0\r\n\r\n')]
}
