/** A worker: lanes, the sweep and maintenance, on pools of its own. Any number of them run side by side. */
import { createQueueBackend } from '@syncline/core/queue/backend.ts'
import type { Config } from '@syncline/core/runtime/config.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { createTxtLookup } from '@syncline/core/runtime/txt-lookup.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import { listenForHints } from '@syncline/core/storage/journal/hint.ts'
import { openLanePool } from '@syncline/core/storage/lane/lane-pool.ts'
import { openPreviewPool } from '@syncline/core/storage/lane/preview/preview-pool.ts'
import { ping } from '@syncline/core/storage/ping.ts'
import type { LaneDeps } from './lane/lane-deps.ts'
import { createLaneTurns } from './lane/lane-turns.ts'
import { createLaneProcessor } from './lane/processor.ts'
import { startSweep } from './lane/sweep.ts'
import { startDomainChecks } from './maintenance/domain-checks.ts'
import { startErasures } from './maintenance/erasures.ts'
import { startPartitionMaintenance } from './maintenance/partitions.ts'
import { startPurge } from './maintenance/purge.ts'
import { startIndexMaintenance } from './maintenance/value-indexes.ts'
import { startLossWatch } from './maintenance/waiting-losses.ts'
import { startPreviewRunner } from './preview/runner.ts'

export type WorkerOptions = {
  readonly config: Pick<Config, 'redisUrl' | 'dnsServers' | 'laneConcurrency' | 'laneSliceMs' | 'batchSize'>
  readonly url: string
  readonly directUrl: string
  readonly logger: Logger
  readonly atBoundary?: LaneDeps['atBoundary']
}

export type RunningWorker = {
  /** Rejects when the database or the queue does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Bounds the work of one batch whatever its operations are: rows that they may touch together. */
const MAX_COST = 20_000

/** A request that comes during a step waits for its end. */
const STEP_SIZE = 500

export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { config, url, directUrl, logger, atBoundary = () => undefined } = options
  const onError = (err: Error) => logger.warn({ err }, 'idle database connection lost')
  const lanePool = openLanePool(url, config.laneConcurrency, onError)
  const sidePool = createPool({
    url,
    max: 3,
    applicationName: 'syncline-lane-side',
    settings: { synchronous_commit: 'off' },
    // Short statements, and the making of partitions, which may wait for others.
    answerWithinMs: 15_000,
    onError,
  })
  const backend = await createQueueBackend({
    redisUrl: config.redisUrl,
    directUrl,
    logger,
    applicationName: 'syncline-worker-queue',
    maxConnections: 3,
  })
  const queue = backend.createLaneQueue()
  const deps: LaneDeps = {
    lanePool,
    sidePool,
    logger,
    batchSize: config.batchSize,
    maxCost: MAX_COST,
    stepSize: STEP_SIZE,
    sliceMs: config.laneSliceMs,
    harmless: new Set(),
    newId: () => uuidv7(),
    atBoundary,
  }
  const turns = createLaneTurns({
    deps,
    concurrency: config.laneConcurrency,
    wakeLater(siteId) {
      queue.wake(siteId).catch((err: unknown) => logger.debug({ err, siteId }, 'wake failed, the sweep will find it'))
    },
  })
  const worker = backend.createLaneWorker(createLaneProcessor(turns, queue, logger), {
    concurrency: config.laneConcurrency,
  })
  const hints = listenForHints({ directUrl, logger, onHint: (siteId) => turns.hint(siteId) })
  await worker.ready()
  const sweep = startSweep(sidePool, queue, logger)
  const partitions = startPartitionMaintenance(sidePool, logger)
  const domains = startDomainChecks({
    db: createKysely(sidePool),
    lookUp: createTxtLookup(config.dnsServers),
    logger,
  })
  const indexes = startIndexMaintenance(sidePool, logger)
  const losses = startLossWatch(createKysely(sidePool), logger)
  const purge = startPurge(createKysely(sidePool), logger)
  const erasures = startErasures(sidePool, logger)
  const previewPool = openPreviewPool(directUrl, onError)
  const previews = startPreviewRunner({ sidePool, pool: previewPool, newId: () => uuidv7(), logger })
  return {
    async ping() {
      await Promise.all([ping(sidePool), backend.ping()])
    },
    async close() {
      await hints.close()
      await turns.close()
      await sweep.close()
      await worker.close()
      await partitions.close()
      await domains.close()
      await indexes.close()
      await losses.close()
      await purge.close()
      await erasures.close()
      await previews.close()
      await queue.close()
      await backend.close()
      await Promise.all([lanePool.end(), sidePool.end(), previewPool.end()])
    },
  }
}
