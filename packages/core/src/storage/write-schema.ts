/** Program behind "npm run schema": writes `schema.sql` from an embedded server that all migrations were applied to. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '../runtime/embedded-postgres.ts'
import { createLogger } from '../runtime/logger.ts'
import { createPool } from './database.ts'
import { dumpSchema } from './dump-schema.ts'
import { migrate } from './migrate.ts'

const SCHEMA_FILE = fileURLToPath(new URL('./schema.sql', import.meta.url))

const logger = createLogger({ name: 'schema', level: 'warn' })
const dataDir = await mkdtemp(join(tmpdir(), 'syncline-schema-'))
const postgres = await startEmbeddedPostgres({ dataDir, logger, settings: { fsync: 'off' } })
const pool = createPool({
  url: postgres.url,
  max: 1,
  applicationName: 'syncline-schema',
  onError: (err) => logger.warn({ err }, 'idle connection failed'),
})
try {
  await migrate(pool)
  await writeFile(SCHEMA_FILE, await dumpSchema(pool))
  process.stdout.write('wrote packages/core/src/storage/schema.sql\n')
} finally {
  await pool.end()
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
}
