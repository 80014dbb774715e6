/**
 * Queues in Redis or Valkey.
 * Guarantee: a producer call fails at once while Redis is away (no offline queue); workers reconnect for ever.
 */
import { once } from 'node:events'
import { type ConnectionOptions, createRedisBackend } from 'bullmq'
import { Redis } from 'ioredis'
import type { QueueBackendOptions } from './backend.ts'
import type { ConnectedQueues } from './postgres-queues.ts'
import { createQueueStore } from './queue-store.ts'

const CONNECT_TIMEOUT_MS = 5_000
const FIRST_CONNECTION_MS = 2_000
const LONGEST_PAUSE_MS = 1_000
/** A connection that says nothing for so long while it is asked something is dead and is made anew. */
const ANSWER_WITHIN_MS = 5_000
/** Workers wait at the server for the next job, up to 10 s. */
const JOB_WITHIN_MS = 15_000

/** Milliseconds before the next try to connect. BullMQ's own pauses grow to 20 s: so long nothing would happen after an outage. */
function retryStrategy(tries: number): number {
  return Math.min(tries * 50, LONGEST_PAUSE_MS)
}

/** Resolves once Redis is reached or has refused, after two seconds at most: a service starts without it too. */
export async function connectRedisQueues(
  options: QueueBackendOptions & { readonly redisUrl: string },
): Promise<ConnectedQueues> {
  const { logger, redisUrl } = options
  const producer = new Redis(redisUrl, {
    connectionName: options.applicationName,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_WITHIN_MS,
    retryStrategy,
  })
  producer.on('error', (err) => logger.warn({ err }, 'redis connection error'))
  await firstConnection(producer)
  const worker: ConnectionOptions = {
    url: redisUrl,
    maxRetriesPerRequest: null,
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: JOB_WITHIN_MS,
    retryStrategy,
  }
  // Before the first connection BullMQ would hold calls back instead of failing them.
  const assertReachable = () => {
    if (producer.status !== 'ready') throw new Error(`redis is not reachable: ${producer.status}`)
  }
  return {
    kind: 'redis',
    store: createQueueStore<ReturnType<typeof createRedisBackend>, ConnectionOptions>(
      { factory: createRedisBackend, producer, worker, assertReachable },
      logger,
    ),
    async ping() {
      assertReachable()
      await producer.ping()
    },
    async close() {
      producer.disconnect()
    },
  }
}

/** Else the first wakes of a service that calls itself ready would be lost, and cost a second each. */
async function firstConnection(producer: Redis): Promise<void> {
  await once(producer, 'ready', { signal: AbortSignal.timeout(FIRST_CONNECTION_MS) }).catch(() => undefined)
}
