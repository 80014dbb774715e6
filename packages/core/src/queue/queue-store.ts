/**
 * BullMQ over one store (Redis or Postgres): opens queues and workers from their declarations.
 * Guarantee: an error event of BullMQ is logged and never thrown into the process.
 */
import { type BackendFactory, type DeduplicationOptions, type IQueueBackend, Queue, Worker } from 'bullmq'
import type { Logger } from '../runtime/logger.ts'
import type { QueueDeclaration } from './define-queue.ts'

export type OpenQueue<Data> = {
  add(data: Data, deduplication: DeduplicationOptions): Promise<void>
  close(): Promise<void>
}

export type OpenWorker = { ready(): Promise<void>; close(): Promise<void> }

export type QueueStore = {
  openQueue<Data extends object>(declaration: QueueDeclaration<Data>): OpenQueue<Data>
  openWorker<Data extends object>(
    declaration: QueueDeclaration<Data>,
    process: (data: Data) => Promise<void>,
    options: { readonly concurrency: number },
  ): OpenWorker
}

export type StoreConnections<Backend extends IQueueBackend, Connection> = {
  readonly factory: BackendFactory<Backend, Connection>
  readonly producer: Connection
  readonly worker: Connection
  /** Throws when a producer call would only wait for the store to come back. */
  readonly assertReachable: () => void
}

// Events are for BullMQ's own listeners, of which there are none.
const EVENTS_KEPT = 256
// After a failed fetch; BullMQ's default of 15 s would be 15 s of silence after each restart of the store.
const RETRY_AFTER_MS = 1_000

export function createQueueStore<Backend extends IQueueBackend, Connection>(
  connections: StoreConnections<Backend, Connection>,
  logger: Logger,
): QueueStore {
  return {
    openQueue<Data extends object>(declaration: QueueDeclaration<Data>): OpenQueue<Data> {
      const queue = new Queue<Data, void, string, Data, void, string, Backend, Connection>(
        declaration.name,
        {
          connection: connections.producer,
          streams: { events: { maxLen: EVENTS_KEPT } },
          defaultJobOptions: {
            attempts: declaration.attempts,
            removeOnComplete: declaration.removeOnComplete,
            removeOnFail: declaration.removeOnFail,
          },
        },
        connections.factory,
      )
      queue.on('error', (err) => logger.warn({ err, queue: declaration.name }, 'queue error'))
      return {
        async add(data, deduplication) {
          connections.assertReachable()
          await queue.add(declaration.job, data, { deduplication })
        },
        close: () => queue.close(),
      }
    },

    openWorker<Data extends object>(
      declaration: QueueDeclaration<Data>,
      process: (data: Data) => Promise<void>,
      { concurrency }: { readonly concurrency: number },
    ): OpenWorker {
      const worker = new Worker<unknown, void, string, Backend, never, Connection>(
        declaration.name,
        async (job) => process(declaration.data.parse(job.data)),
        {
          connection: connections.worker,
          concurrency,
          lockDuration: declaration.lockDurationMs,
          stalledInterval: declaration.stalledIntervalMs,
          // Far away: a wake that was taken over often must not turn into a failed job.
          maxStalledCount: 1_000,
          runRetryDelay: RETRY_AFTER_MS,
        },
        connections.factory,
      )
      worker.on('error', (err) => logger.warn({ err, queue: declaration.name }, 'queue worker error'))
      worker.on('failed', (_job, err) => logger.error({ err, queue: declaration.name }, 'job failed'))
      return { ready: () => worker.waitUntilReady(), close: () => worker.close() }
    },
  }
}
