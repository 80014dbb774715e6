/**
 * A sync goes on while Redis is away for a minute, and while nobody hears what the lanes announce. What is measured is
 * printed; what has to hold whatever the machine is asserted.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { redisServerIsOnPath } from '../support/redis.ts'
import { waitUntil } from '../support/wait-until.ts'
import { newTally, type TimedAttempt } from './storm/client.ts'
import { type Cluster, startCluster } from './storm/cluster.ts'
import { findViolations } from './storm/invariants.ts'
import { keepWriting, untilDrained } from './storm/keep-writing.ts'
import { populate } from './storm/populate.ts'

const WAIT_LIMIT_MS = 25_000
const SETTLE_MS = 120_000
/** What a machine under load may add to a limit of the product. */
const LENIENCE_MS = 15_000

type Watched = {
  readonly attempts: readonly TimedAttempt[]
  /** Reads that were sent beside the sync, twice a second. */
  readonly reads: readonly TimedAttempt[]
  readonly violations: readonly string[]
  readonly requests: number
}

/** A sync of two sites on one API and one worker while something happens; then everything is compared. */
async function syncDuring(
  redis: boolean,
  happening: (cluster: Cluster, attempts: readonly TimedAttempt[]) => Promise<void>,
): Promise<Watched> {
  const cluster = await startCluster({ apis: 1, workers: 1, redis, clockStepMs: 0, waitLimitMs: WAIT_LIMIT_MS })
  try {
    await cluster.settled(SETTLE_MS)
    const attempts: TimedAttempt[] = []
    const violations: string[] = []
    const tally = newTally()
    const directories = await populate(cluster.pool, {
      apiUrls: cluster.apis.map(({ url }) => url),
      sites: 2,
      directories: 1,
      actors: 6,
      seed: 1,
      tally,
      violations,
      timeoutMs: 60_000,
      onAttempt: (attempt) => attempts.push(attempt),
    })
    const work = keepWriting(directories.flatMap((directory) => directory.actors))
    await pause(3_000)
    attempts.length = 0
    const reading = keepReading(directories[0]?.readUrl ?? '', directories[0]?.key ?? '')
    await happening(cluster, attempts)
    const reads = await reading.stop()
    const during = [...attempts]
    await work.stop()
    await untilDrained(cluster.pool, SETTLE_MS)
    violations.push(...(await findViolations(cluster.pool, directories)), ...tally.unexpected)
    return { attempts: during, reads, violations, requests: tally.requests }
  } finally {
    await cluster.close()
  }
}

function keepReading(url: string, key: string): { stop(): Promise<TimedAttempt[]> } {
  const reads: TimedAttempt[] = []
  let stopping = false
  const read = async (): Promise<void> => {
    if (stopping) return
    const begun = performance.now()
    const { status } = await fetch(url, { headers: { authorization: `Bearer ${key}` } })
    reads.push({ method: 'GET', status, ms: performance.now() - begun })
    await pause(500)
    return read()
  }
  const ended = read()
  ended.catch(() => undefined)
  return {
    async stop() {
      stopping = true
      await ended
      return reads
    },
  }
}

function percentile(attempts: readonly TimedAttempt[], share: number): number {
  const sorted = attempts.map(({ ms }) => ms).sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}

function say(what: string, attempts: readonly TimedAttempt[]): void {
  const statuses = Map.groupBy(attempts, ({ status }) => status)
  const counts = [...statuses].map(([status, same]) => `${same.length} × ${status}`).join(', ')
  const times = [0.5, 0.95, 1].map((share) => percentile(attempts, share)).join(' / ')
  process.stdout.write(`${what}: ${counts}; p50 / p95 / most ${times} ms\n`)
}

const writesOf = (attempts: readonly TimedAttempt[]) => attempts.filter(({ method }) => method !== 'GET')

test.runIf(redisServerIsOnPath())(
  'Redis is away for 60 s: the API answers all the time, and the sync goes on',
  async () => {
    const { attempts, reads, violations } = await syncDuring(true, async ({ redis }, soFar) => {
      await redis?.stop()
      await pause(60_000)
      const before = soFar.length
      await redis?.start()
      const back = performance.now()
      const answered = () => soFar.slice(before).some(({ status }) => status !== null && status < 300)
      await waitUntil(answered, (some) => some, { timeoutMs: SETTLE_MS })
      process.stdout.write(
        `the first write was answered ${Math.round(performance.now() - back)} ms after Redis came back\n`,
      )
      await pause(3_000)
    })
    const writes = writesOf(attempts)
    say('Redis away 60 s, writes', writes)
    say('Redis away 60 s, reads', reads)
    expect(violations).toEqual([])
    expect(writes.every(({ status }) => status !== null && (status < 400 || status === 503 || status === 409))).toBe(
      true,
    )
    expect(percentile(writes, 1)).toBeLessThan(WAIT_LIMIT_MS + LENIENCE_MS)
    expect(reads.length).toBeGreaterThan(10)
    expect(new Set(reads.map(({ status }) => status))).toEqual(new Set([200]))
    expect(percentile(reads, 0.95)).toBeLessThan(LENIENCE_MS)
  },
  400_000,
)

test('nobody hears of outcomes for 30 s: requests find theirs by looking', async () => {
  const { attempts, violations } = await syncDuring(false, async ({ apis }) => {
    // The listener notices a silent connection in the end and makes a new one, which falls silent as well.
    for (let n = 0; n < 100; n += 1) {
      for (const { postgres } of apis) postgres.silence('syncline-listen')
      // biome-ignore lint/performance/noAwaitInLoops: as time goes by
      await pause(300)
    }
    for (const { postgres } of apis) postgres.cutSilent()
  })
  const writes = writesOf(attempts)
  say('LISTEN silent 30 s, writes', writes)
  expect(violations).toEqual([])
  expect(writes.length).toBeGreaterThan(50)
  expect(writes.filter(({ status }) => status === null || status >= 300)).toEqual([])
  expect(percentile(writes, 0.95)).toBeLessThan(LENIENCE_MS)
}, 300_000)
