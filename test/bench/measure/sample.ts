/** A sample of the answers of a run, kept as they came and read back after it. */
import { isDeepStrictEqual } from 'node:util'
import type { Answer, LoadClient } from '../load/client.ts'

export type Sample = {
  /** Keeps one of some hundred; nothing is parsed while the load runs. */
  take(at: number, answer: Answer): void
  readonly taken: ReadonlyMap<number, string>
}

const LARGEST = 20

export function createSample(count: number): Sample {
  const every = Math.max(1, Math.ceil(count / LARGEST))
  const taken = new Map<number, string>()
  return {
    taken,
    take(at, { text }) {
      if (at % every === 0) taken.set(at, text)
    },
  }
}

/** Each resource of the sample, got by its id, is what the answer said and has what was sent. @throws when it is not */
export async function readSampleBack(
  client: LoadClient,
  path: string,
  { taken }: Sample,
  sentOf: (at: number) => string,
): Promise<void> {
  if (taken.size === 0) throw new Error('the sample is empty')
  for (const [at, text] of taken) {
    const answered = parse(text)
    // biome-ignore lint/performance/noAwaitInLoops: one connection, and nobody is in a hurry
    const read = await client.send(0, { method: 'GET', path: `${path}/${String(answered.id)}` })
    const resource = parse(read.text)
    const sent = Object.entries(parse(sentOf(at)))
    const lost = sent.filter(([name, value]) => !isDeepStrictEqual(resource[name], value)).map(([name]) => name)
    if (read.status !== 200 || !isDeepStrictEqual(answered, resource) || lost.length > 0) {
      throw new Error(`resource ${at} is not what was sent and answered (${lost.join(', ')}): ${read.text}`)
    }
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text) as Record<string, unknown>
}
