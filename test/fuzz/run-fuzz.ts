/**
 * Random requests against API and worker as `syncline start` runs them. The same seed sends the same requests as long as
 * the answers are the same; what they are made of comes back with them.
 * Guarantee: rejects when a service ended; every answer was judged, and at the end the journal is settled.
 */
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { BenchSystem } from '../bench/system/bench-system.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { anyRequest, type FuzzDirectory, type FuzzRequest } from './any-request.ts'
import { type HttpSocket, openSocket, type RawAnswer } from './http-socket.ts'
import { faultOf } from './judge.ts'
import { createKnown } from './known.ts'
import { findUnsettled } from './settled.ts'
import { abandonedBytes, malformedBytes, wireBytes } from './wire.ts'

export type FuzzOptions = {
  readonly system: BenchSystem
  readonly requests: number
  readonly seed: number
  readonly connections: number
  readonly waitLimitMs: number
  readonly note?: (text: string) => void
  /** Ends it early; what was sent until then is judged. */
  readonly signal?: AbortSignal
}

export type Fault = { readonly at: number; readonly what: string; readonly request: string; readonly answer: string }

export type FuzzReport = {
  readonly requests: number
  readonly seconds: number
  /** How often by status; `none`: the connection ended without an answer, as it may when no HTTP was spoken. */
  readonly statuses: Readonly<Record<string, number>>
  readonly faults: readonly Fault[]
  /** Largest resident set, in MiB; null where there is no /proc. */
  readonly memoryMiB: { readonly api: number | null; readonly worker: number | null }
  /** Operations that were accepted. */
  readonly operations: number
}

const MOST_FAULTS = 50
const SHOWN_BYTES = 700
const ANSWER_LIMIT_MS = 90_000
const MALFORMED_LIMIT_MS = 10_000
const WATCH_EVERY_MS = 500
const NOTE_EVERY = 5_000
const DIRECTORIES = 4

export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { system, requests, seed, connections, waitLimitMs, note = () => undefined, signal } = options
  const { hostname, port } = new URL(system.url)
  const directories = await Promise.all(
    Array.from({ length: DIRECTORIES }, async (_, at): Promise<FuzzDirectory> => {
      const directory = await createTestDirectory(system.pool, { mode: at % 2 === 0 ? 'lenient' : 'strict' })
      return { directory, known: createKnown() }
    }),
  )
  const statuses: Record<string, number> = {}
  const faults: Fault[] = []
  const memory = watchMemory(system)
  const begun = performance.now()
  let sent = 0

  const one = async (at: number, socket: HttpSocket): Promise<void> => {
    const random = seededRandom(`${seed} ${at}`)
    const target = directories[at % DIRECTORIES] as FuzzDirectory
    const request = anyRequest(target, random)
    const kind = kindOf(random.next())
    const bytes = (kind === 'whole' ? wireBytes : kind === 'malformed' ? malformedBytes : abandonedBytes)(
      request,
      random,
    )
    if (kind === 'abandoned') {
      socket.abandon(bytes)
      statuses.abandoned = (statuses.abandoned ?? 0) + 1
      return
    }
    const malformed = kind === 'malformed'
    const started = performance.now()
    const fail = (what: string, answer: RawAnswer | null) => {
      if (faults.length < MOST_FAULTS) faults.push({ at, what, request: shown(bytes), answer: answerText(answer) })
    }
    try {
      const limitMs = malformed ? MALFORMED_LIMIT_MS : ANSWER_LIMIT_MS
      const answer = await socket.exchange(bytes, request.method === 'HEAD', limitMs)
      const status = answer === null ? 'none' : String(answer.status)
      statuses[status] = (statuses[status] ?? 0) + 1
      if (answer === null) {
        if (!malformed) fail('the connection ended without an answer', null)
        return
      }
      const fault = faultOf(answer, { request, malformed, elapsedMs: performance.now() - started, waitLimitMs })
      if (fault !== null) fail(fault, answer)
      if (!malformed) learn(target, request, answer)
    } catch (error) {
      // A length that is too large: the server waits for the rest.
      if (malformed) statuses.none = (statuses.none ?? 0) + 1
      else fail(error instanceof Error ? error.message : String(error), null)
    } finally {
      if (malformed) socket.end()
    }
  }

  const client = async (): Promise<void> => {
    let socket = openSocket(hostname, Number(port))
    while (sent < requests && faults.length < MOST_FAULTS && signal?.aborted !== true) {
      const at = sent
      sent += 1
      if (sent % NOTE_EVERY === 0) note(`${sent} requests, ${faults.length} faults`)
      if (!socket.open) socket = openSocket(hostname, Number(port))
      // biome-ignore lint/performance/noAwaitInLoops: a connection has one request at a time
      await one(at, socket)
      system.assertWhole()
    }
    socket.end()
  }
  try {
    await Promise.all(Array.from({ length: connections }, client))
  } finally {
    await memory.close()
  }
  const seconds = (performance.now() - begun) / 1_000
  const siteIds = directories.map(({ directory }) => directory.siteId)
  const { operations, unsettled } = await findUnsettled(system.pool, siteIds)
  for (const what of unsettled) faults.push({ at: sent, what, request: '', answer: '' })
  system.assertWhole()
  return { requests: sent, seconds, statuses, faults, memoryMiB: memory.most(), operations }
}

function kindOf(roll: number): 'whole' | 'malformed' | 'abandoned' {
  if (roll < 0.96) return 'whole'
  return roll < 0.99 ? 'malformed' : 'abandoned'
}

function learn({ known }: FuzzDirectory, { method, target, id }: FuzzRequest, { status, body }: RawAnswer): void {
  if (method === 'DELETE' && status < 300 && id !== null) known.forget(id)
  if (status >= 300 || body.length === 0 || !target.startsWith('/scim/')) return
  known.learn(JSON.parse(body.toString('utf8')))
}

function shown(bytes: readonly Buffer[]): string {
  const all = Buffer.concat(bytes)
  const cut = all.subarray(0, SHOWN_BYTES).toString('latin1')
  return all.length > SHOWN_BYTES ? `${cut}… (${all.length} bytes)` : cut
}

function answerText(answer: RawAnswer | null): string {
  return answer === null ? '' : `${answer.status} ${answer.body.subarray(0, SHOWN_BYTES).toString('utf8')}`
}

type MemoryWatch = { most(): FuzzReport['memoryMiB']; close(): Promise<void> }

function watchMemory({ pids }: BenchSystem): MemoryWatch {
  const most: { api: number | null; worker: number | null } = { api: null, worker: null }
  const stop = new AbortController()
  const look = async () => {
    const [api, worker] = await Promise.all([residentMiB(pids().api), residentMiB(pids().worker)])
    if (api !== null) most.api = Math.max(most.api ?? 0, api)
    if (worker !== null) most.worker = Math.max(most.worker ?? 0, worker)
  }
  const watch = async (): Promise<void> => {
    await look()
    await pause(WATCH_EVERY_MS, undefined, { signal: stop.signal }).catch(() => undefined)
    return stop.signal.aborted ? look() : watch()
  }
  const watching = watch()
  return {
    most: () => ({ ...most }),
    async close() {
      stop.abort()
      await watching
    },
  }
}

async function residentMiB(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(text)?.[1]
  return kib === undefined ? null : Math.round(Number(kib) / 1_024)
}
