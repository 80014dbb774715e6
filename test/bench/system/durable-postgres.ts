/** The embedded Postgres with the settings of the product, in a directory of its own, and fresh databases on it. */
import { randomBytes } from 'node:crypto'
import type { ServerSettings } from '@syncline/core/runtime/embedded-postgres/settings.ts'
import { startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { migrate } from '@syncline/core/storage/migrate.ts'
import { ensurePartitions } from '@syncline/core/storage/partition.ts'
import type pg from 'pg'
import { databaseUrl } from '../../support/database-url.ts'

export type DurablePostgres = {
  /** A migrated database that nobody else uses. */
  createDatabase(): Promise<string>
  /** E.g. `18.4`. */
  version(): Promise<string>
  stop(): Promise<void>
}

export async function startDurablePostgres(dataDir: string, settings: ServerSettings = {}): Promise<DurablePostgres> {
  const logger = createLogger({ name: 'bench', level: 'warn' })
  const postgres = await startEmbeddedPostgres({ dataDir, logger, settings })
  return {
    async createDatabase() {
      const name = `bench_${randomBytes(4).toString('hex')}`
      await withPool(postgres.url, (pool) => pool.query(`create database ${name}`))
      const url = databaseUrl(postgres.url, name)
      await withPool(url, async (pool) => {
        await migrate(pool)
        await ensurePartitions(pool, new Date())
      })
      return url
    },
    async version() {
      let version = ''
      await withPool(postgres.url, async (pool) => {
        const { rows } = await pool.query<{ server_version: string }>('show server_version')
        version = rows[0]?.server_version ?? ''
      })
      return version
    },
    stop: () => postgres.stop(),
  }
}

async function withPool(url: string, use: (pool: pg.Pool) => Promise<unknown>): Promise<void> {
  const pool = createPool({ url, max: 1, applicationName: 'bench', onError: () => undefined })
  try {
    await use(pool)
  } finally {
    await pool.end()
  }
}
