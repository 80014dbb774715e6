/**
 * Queues in Postgres through BullMQ's own backend: one small pool a process, shared by its queues and workers
 * (a worker keeps one connection of it for LISTEN, so a pool with a worker needs at least two).
 */
import { createPostgresBackend, DEFAULT_SCHEMA, type PgPool, runMigrations } from 'bullmq'
import type pg from 'pg'
import { createPool } from '../storage/database.ts'
import { ping } from '../storage/ping.ts'
import type { QueueBackendOptions } from './backend.ts'
import { createQueueStore, type QueueStore } from './queue-store.ts'

export type ConnectedQueues = {
  readonly kind: 'redis' | 'postgres'
  readonly store: QueueStore
  ping(): Promise<void>
  close(): Promise<void>
}

export async function connectPostgresQueues(options: QueueBackendOptions): Promise<ConnectedQueues> {
  const { logger } = options
  const pool = createPool({
    url: options.directUrl,
    max: options.maxConnections ?? 2,
    applicationName: options.applicationName,
    // BullMQ sets the schema itself only on pools that it makes. A wake that a crash of the server takes along costs a
    // second until the sweep; waiting for the disk three times a job would cost every request that.
    settings: { search_path: DEFAULT_SCHEMA, synchronous_commit: 'off' },
    answerWithinMs: 10_000,
    onError: (err) => logger.warn({ err }, 'idle queue connection lost'),
  })
  // Each queue and worker listens for errors of the pool.
  pool.setMaxListeners(50)
  try {
    await migrateQueues(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const connection: PgPool = pool
  return {
    kind: 'postgres',
    store: createQueueStore(
      { factory: createPostgresBackend, producer: connection, worker: connection, assertReachable: () => undefined },
      logger,
    ),
    ping: () => ping(pool),
    close: () => pool.end(),
  }
}

/** BullMQ wants one session for the lock and the transaction. */
async function migrateQueues(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await runMigrations(client)
  } finally {
    client.release()
  }
}
