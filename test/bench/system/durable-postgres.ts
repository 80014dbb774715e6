/** The embedded Postgres with the settings of the product, in a directory of its own, and fresh databases on it. */
import { randomBytes } from 'node:crypto'
import type { ServerSettings } from '@syncline/core/runtime/embedded-postgres/settings.ts'
import { startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { migrate } from '@syncline/core/storage/migrate.ts'
import { ensurePartitions } from '@syncline/core/storage/partition.ts'
import { databaseUrl } from '../../support/database-url.ts'
import { withPool } from './with-pool.ts'

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
      const { rows } = await withPool(postgres.url, (pool) =>
        pool.query<{ server_version: string }>('show server_version'),
      )
      return rows[0]?.server_version ?? ''
    },
    stop: () => postgres.stop(),
  }
}
