/**
 * A bad client and a bad line, on purpose: writes that are given up and sent again, sent twice at the same time, or
 * broken off halfway. Guarantee: whoever sends gets one answer, after all copies that can be waited for have theirs; so
 * the next request on the same object is not overtaken by a copy of the one before.
 */
import { below, chance, pick, type Random } from './random.ts'
import { textOf } from './resources.ts'
import { parseBody } from './scim-body.ts'
import type { HttpAnswer, HttpRequest, Transport } from './transport.ts'

export const CHAOS_KINDS = ['given up', 'sent twice', 'dropped halfway'] as const
export type ChaosKind = (typeof CHAOS_KINDS)[number]

export type ChaosOptions = {
  /** Of the writes; 0 to 1. */
  readonly share: number
  readonly random: Random
}

export type Chaos = {
  /** How many requests met what. */
  readonly counts: Readonly<Record<ChaosKind, number>>
  /** Creates that were answered with two different resources. */
  readonly doubled: readonly string[]
  /** Over the same address each time. */
  wrap(transport: Transport): Transport
}

const LONGEST_PATIENCE_MS = 40
/** One request may be given up several times in a row. */
const MOST_TIMES = 3

export function createChaos({ share, random }: ChaosOptions): Chaos {
  const counts: Record<ChaosKind, number> = { 'given up': 0, 'sent twice': 0, 'dropped halfway': 0 }
  const doubled: string[] = []

  const giveUp = async (transport: Transport, request: HttpRequest, times: number): Promise<HttpAnswer> => {
    if (times === 0) return repeated(await transport.send(request))
    const afterMs = below(random, LONGEST_PATIENCE_MS)
    const answer = await unlessCut(transport.send(request, { kind: 'give-up', afterMs }))
    // From the second time on there was a copy before, whoever gets an answer.
    return answer ?? repeated(await giveUp(transport, request, times - 1))
  }

  const sendTwice = async (transport: Transport, request: HttpRequest): Promise<HttpAnswer> => {
    const results = await Promise.allSettled([transport.send(request), transport.send(request)])
    const answers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const ids = answers.filter(({ status }) => status === 201).map(({ text }) => textOf(parseBody(text), 'id'))
    if (new Set(ids).size > 1) doubled.push(`${request.method} ${request.url.pathname}: ${ids.join(' and ')}`)
    const answer =
      answers.find(({ status }) => status < 300) ?? answers.find(({ status }) => status < 500) ?? answers[0]
    if (answer === undefined) return transport.send(request)
    return repeated(answer)
  }

  const dropHalfway = async (transport: Transport, request: HttpRequest): Promise<HttpAnswer> => {
    const answer = await unlessCut(transport.send(request, { kind: 'drop' }))
    return repeated(answer ?? (await transport.send(request)))
  }

  return {
    counts,
    doubled,
    wrap: (transport) => ({
      async send(request) {
        if (request.method === 'GET' || !chance(random, share)) return transport.send(request)
        const kind = pick(random, CHAOS_KINDS)
        counts[kind] += 1
        if (kind === 'given up') return giveUp(transport, request, 1 + below(random, MOST_TIMES))
        if (kind === 'sent twice') return sendTwice(transport, request)
        return dropHalfway(transport, request)
      },
      close: () => transport.close(),
    }),
  }
}

/** Null when it was broken off here; every other fault is the line's own. */
async function unlessCut(answer: Promise<HttpAnswer>): Promise<HttpAnswer | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNABORTED') return null
    throw error
  }
}

function repeated(answer: HttpAnswer): HttpAnswer {
  return { ...answer, repeated: true }
}
