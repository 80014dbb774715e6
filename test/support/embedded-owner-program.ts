/** Program: owns an embedded Postgres until it is told to stop. Started by `embedded-owner.ts`, which it reports to. */
import {
  EmbeddedPostgresError,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import type { OwnerReport } from './embedded-owner.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as Omit<EmbeddedPostgresOptions, 'logger'>
const report = (message: OwnerReport) => process.send?.(message)

try {
  const postgres = await startEmbeddedPostgres({ ...options, logger: createLogger({ name: 'owner', level: 'trace' }) })
  process.once('message', async () => {
    await postgres.stop()
    process.disconnect()
  })
  report({ kind: 'ready', url: postgres.url, port: postgres.port, dataDir: postgres.dataDir })
} catch (error) {
  const code = error instanceof EmbeddedPostgresError ? error.code : 'unexpected'
  report({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) })
  process.disconnect()
}
