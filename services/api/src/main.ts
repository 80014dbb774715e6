/** The API service. */
import { type Config, parseConfig } from '@syncline/core/runtime/config.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { openDatabase } from '@syncline/core/runtime/open-database.ts'
import { onShutdown } from '@syncline/core/runtime/shutdown.ts'
import { startApi } from './start-api.ts'

// Started by a launcher: when that is gone, so are we; at once while there is nothing to finish.
let end: () => void = () => process.exit(1)
process.on('disconnect', () => end())

async function main(config: Config): Promise<void> {
  const logger = createLogger({ name: 'api', level: config.logLevel })
  const database = await openDatabase(config, logger)
  const api = await startApi({ config, url: database.url, directUrl: database.directUrl, logger })
  end = onShutdown(
    logger,
    [
      { name: 'api', run: () => api.close() },
      { name: 'database', run: () => database.close() },
    ],
    { exit: (code) => process.exit(code) },
  )
  logger.info({ listening: api.url }, 'api ready')
  process.send?.('ready')
}

try {
  await main(parseConfig(process.env))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
