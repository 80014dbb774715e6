/**
 * Opens the database that the configuration names, or the embedded one.
 * Guarantee: when it resolves the server is fit (version, encoding, direct connection), the schema is that of this program
 * and the partitions around now exist; when it rejects nothing stays running.
 */
import type pg from 'pg'
import { createPool } from '../storage/database.ts'
import { assertDirectConnection } from '../storage/direct-connection.ts'
import { migrate } from '../storage/migrate.ts'
import { ensurePartitions } from '../storage/partition.ts'
import { assertFitServer } from '../storage/server-check.ts'
import type { Config } from './config.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import type { Logger } from './logger.ts'

export type DatabaseConfig = Pick<Config, 'databaseUrl' | 'databaseDirectUrl' | 'dataDir' | 'dataDirGiven'>

export type OpenedDatabase = {
  /** For statements and short transactions. */
  readonly url: string
  /** For LISTEN, locks and the queue: never behind a transaction pooler. */
  readonly directUrl: string
  /** Stops the embedded server; a configured one is left alone. */
  close(): Promise<void>
}

export type OpenDatabaseOptions = {
  /** The embedded server was lost and does not come back: time to end the process. */
  readonly onLost?: (error: Error) => void
}

export async function openDatabase(
  config: DatabaseConfig,
  logger: Logger,
  options: OpenDatabaseOptions = {},
): Promise<OpenedDatabase> {
  const opened =
    config.databaseUrl === undefined ? await openEmbedded(config, logger, options) : await openConfigured(config)
  try {
    await prepare(opened.directUrl, logger)
  } catch (error) {
    await opened.close()
    throw error
  }
  return opened
}

async function openEmbedded(
  { dataDir, dataDirGiven }: DatabaseConfig,
  logger: Logger,
  options: OpenDatabaseOptions,
): Promise<OpenedDatabase> {
  const postgres = await startEmbeddedPostgres({ dataDir, dataDirGiven, logger, ...options })
  return { url: postgres.url, directUrl: postgres.url, close: () => postgres.stop() }
}

async function openConfigured({ databaseUrl = '', databaseDirectUrl = databaseUrl }: DatabaseConfig) {
  await assertDirectConnection(databaseDirectUrl)
  return { url: databaseUrl, directUrl: databaseDirectUrl, close: async () => undefined }
}

async function prepare(directUrl: string, logger: Logger): Promise<void> {
  const pool = createPool({
    url: directUrl,
    max: 1,
    applicationName: 'syncline-migrate',
    onError: (err) => logger.warn({ err }, 'idle connection failed'),
  })
  try {
    await assertFitServer(pool)
    await applyMigrations(pool, logger)
    await ensurePartitions(pool, new Date())
  } finally {
    await pool.end()
  }
}

async function applyMigrations(pool: pg.Pool, logger: Logger): Promise<void> {
  const { applied } = await migrate(pool)
  if (applied.length > 0) logger.info({ applied }, 'database migrated')
}
