/**
 * A worker process that a test can make fail: SYNCLINE_TEST_FAULT names the boundary at which it kills itself, and
 * optionally (after a colon) a text that one of the batch's operations must contain.
 */
import type { Operation } from '@syncline/core/domain/operation.ts'
import { parseConfig } from '@syncline/core/runtime/config.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { openDatabase } from '@syncline/core/runtime/open-database.ts'
import type { Boundary } from '@syncline/worker/lane/lane-deps.ts'
import { startWorker } from '@syncline/worker/worker.ts'

const config = parseConfig(process.env)
const [boundary, text = ''] = (process.env.SYNCLINE_TEST_FAULT ?? '').split(':')
const logger = createLogger({ name: 'faulty-worker', level: config.logLevel })
const database = await openDatabase(config, logger)

await startWorker({
  config,
  url: database.url,
  directUrl: database.directUrl,
  logger,
  atBoundary(reached: Boundary, operations: readonly Operation[]) {
    if (reached !== boundary) return
    if (operations.some((operation) => JSON.stringify(operation.body).includes(text)))
      process.kill(process.pid, 'SIGKILL')
  },
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
