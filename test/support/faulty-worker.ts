/**
 * A worker process that a test can make fail: SYNCLINE_TEST_FAULT names the boundary at which it kills itself, and
 * optionally (after a colon) a text that one of the batch's operations must contain. A message arms it while it runs:
 * at the next such boundary it sends itself the signal, once.
 */
import type { Operation } from '@syncline/core/domain/operation.ts'
import { parseConfig } from '@syncline/core/runtime/config.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { openDatabase } from '@syncline/core/runtime/open-database.ts'
import type { Boundary } from '@syncline/worker/lane/lane-deps.ts'
import { startWorker } from '@syncline/worker/worker.ts'

export type ArmMessage = { readonly boundary: Boundary; readonly signal: 'SIGKILL' | 'SIGSTOP' }

const config = parseConfig(process.env)
const [boundary, text = ''] = (process.env.SYNCLINE_TEST_FAULT ?? '').split(':')
let armed: ArmMessage | null = null
process.on('message', (message: ArmMessage | 'disarm') => {
  armed = message === 'disarm' ? null : message
})

const logger = createLogger({ name: 'faulty-worker', level: config.logLevel })
const database = await openDatabase(config, logger)

await startWorker({
  config,
  url: database.url,
  directUrl: database.directUrl,
  logger,
  atBoundary(reached: Boundary, operations: readonly Operation[]) {
    if (armed?.boundary === reached) {
      const { signal } = armed
      armed = null
      process.kill(process.pid, signal)
    }
    if (reached !== boundary) return
    if (operations.some((operation) => JSON.stringify(operation.body).includes(text)))
      process.kill(process.pid, 'SIGKILL')
  },
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
