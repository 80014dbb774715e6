/**
 * The store of the queues: Redis or Valkey when there is a URL of one, else Postgres (schema `bullmq`).
 * Behaviour is the same on both; the tests run on both.
 */
import type { Logger } from '../runtime/logger.ts'
import { LANE_QUEUE, type LaneProcessor, type LaneQueue, type LaneWorker, openLaneQueue } from './lane.ts'
import { connectPostgresQueues } from './postgres-queues.ts'
import { connectRedisQueues } from './redis-queues.ts'

export type QueueBackend = {
  readonly kind: 'redis' | 'postgres'
  createLaneQueue(): LaneQueue
  createLaneWorker(process: LaneProcessor, options: { readonly concurrency: number }): LaneWorker
  /** Rejects when the store does not answer; may take as long as the store's connection attempt. */
  ping(): Promise<void>
  /** Close queues and workers first. */
  close(): Promise<void>
}

export type QueueBackendOptions = {
  /** As in the configuration. */
  readonly redisUrl?: string | undefined
  /** Postgres without a transaction pooler in between; used when there is no Redis. */
  readonly directUrl: string
  readonly logger: Logger
  /** Seen in the database's and in Redis' list of connections. */
  readonly applicationName: string
  /** Most database connections of this process for queues. Producers need 1, each worker 2. Default 2. */
  readonly maxConnections?: number
}

/** Postgres: brings BullMQ's own schema up to date first, safe with many concurrent starters. */
export async function createQueueBackend(options: QueueBackendOptions): Promise<QueueBackend> {
  const connected =
    options.redisUrl === undefined
      ? await connectPostgresQueues(options)
      : await connectRedisQueues({ ...options, redisUrl: options.redisUrl })
  return {
    kind: connected.kind,
    createLaneQueue: () => openLaneQueue(connected.store),
    createLaneWorker: (process, worker) => connected.store.openWorker(LANE_QUEUE, process, worker),
    ping: () => connected.ping(),
    close: () => connected.close(),
  }
}
