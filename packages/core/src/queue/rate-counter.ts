/**
 * Counts requests in windows of time: over all processes with Redis, else in each process for itself.
 * Guarantee: never rejects and never waits long; while Redis is away or slow, each process counts for itself.
 */
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import type { Logger } from '../runtime/logger.ts'

export type Counted = {
  /** Of this window, with this request. */
  readonly requests: number
  /** Milliseconds until the next window begins. */
  readonly leftMs: number
}

export type RateCounter = {
  /** @param key who is counted; a window begins with the first request */
  count(key: string, windowSeconds: number): Promise<Counted>
  close(): void
}

export type RateCounterOptions = {
  /** As in the configuration. */
  readonly redisUrl?: string | undefined
  readonly logger: Logger
}

/** Nothing is refused here: who counts, compares. */
const POINTS = Number.MAX_SAFE_INTEGER
const ANSWER_WITHIN_MS = 250
const FIRST_CONNECTION_MS = 1_000
const LONGEST_PAUSE_MS = 1_000

/** Connects to Redis with the first count: where nobody has a limit, nothing is opened. */
export function createRateCounter({ redisUrl, logger }: RateCounterOptions): RateCounter {
  const memory = new RateLimiterMemory({ points: POINTS, duration: 60 })
  let redis: Redis | null = null
  let shared: Promise<RateLimiterRedis> | null = null

  const connect = async (url: string): Promise<RateLimiterRedis> => {
    redis = new Redis(url, {
      connectionName: 'syncline-api-rates',
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: ANSWER_WITHIN_MS,
      retryStrategy: (tries) => Math.min(tries * 50, LONGEST_PAUSE_MS),
    })
    redis.on('error', (err) => logger.debug({ err }, 'redis connection error, requests are counted here'))
    // Else the first requests would be counted here.
    await once(redis, 'ready', { signal: AbortSignal.timeout(FIRST_CONNECTION_MS) }).catch(() => undefined)
    return new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: 'syncline:rate',
      points: POINTS,
      duration: 60,
      rejectIfRedisNotReady: true,
      insuranceLimiter: memory,
    })
  }

  return {
    async count(key, windowSeconds) {
      if (redisUrl !== undefined) shared ??= connect(redisUrl)
      const result = await ((await shared) ?? memory).consume(`${key}:${windowSeconds}`, 1, {
        customDuration: windowSeconds,
      })
      return { requests: result.consumedPoints, leftMs: result.msBeforeNext }
    },
    close() {
      redis?.disconnect()
    },
  }
}
