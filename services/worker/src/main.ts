/** The worker service. */
import { type Config, parseConfig } from '@syncline/core/runtime/config.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { openDatabase } from '@syncline/core/runtime/open-database.ts'
import { onShutdown } from '@syncline/core/runtime/shutdown.ts'
import { startHealthServer } from './health.ts'
import { startWorker } from './worker.ts'

// Started by a launcher: when that is gone, so are we; at once while there is nothing to finish.
let end: () => void = () => process.exit(1)
process.on('disconnect', () => end())

async function main(config: Config): Promise<void> {
  const logger = createLogger({ name: 'worker', level: config.logLevel })
  const database = await openDatabase(config, logger)
  const worker = await startWorker({ config, url: database.url, directUrl: database.directUrl, logger })
  let stopping = false
  const health =
    config.workerPort === 0
      ? null
      : await startHealthServer(
          config.workerPort,
          config.host,
          () => worker.ping(),
          () => stopping,
        )
  end = onShutdown(
    logger,
    [
      {
        name: 'health',
        run: async () => {
          stopping = true
          health?.close()
        },
      },
      { name: 'worker', run: () => worker.close() },
      { name: 'database', run: () => database.close() },
    ],
    { exit: (code) => process.exit(code) },
  )
  logger.info({ concurrency: config.laneConcurrency }, 'worker ready')
  process.send?.('ready')
}

try {
  await main(parseConfig(process.env))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
