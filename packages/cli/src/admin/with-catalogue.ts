/**
 * The database of the admin verbs: the configured one, else the embedded server of the data directory, which is used
 * where it runs and started for the duration where it does not.
 */
import { attachEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { type OpenedDatabase, openDatabase } from '@syncline/core/runtime/open-database.ts'
import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { CliContext } from '../context.ts'

/** @param work is given the same connections as a pool, for reads of a site */
export async function withCatalogue<T>(
  context: CliContext,
  work: (db: Kysely<Database>, pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const database = await openCatalogue(context)
  const logger = context.logger('warn')
  const pool = createPool({
    url: database.url,
    max: 2,
    applicationName: 'syncline-cli',
    onError: (err) => logger.warn({ err }, 'idle connection failed'),
  })
  const db = createKysely(pool)
  try {
    return await work(db, pool)
  } finally {
    await db.destroy()
    await database.close()
  }
}

async function openCatalogue(context: CliContext): Promise<OpenedDatabase> {
  const config = context.config()
  if (config.databaseUrl === undefined) {
    const running = await attachEmbeddedPostgres(config)
    if (running !== null) return { url: running, directUrl: running, close: async () => undefined }
  }
  return openDatabase(config, context.logger('warn'))
}
