/**
 * One embedded Postgres for a test run, with a migrated template database that `createTestDatabase` clones.
 * Its data lies in a directory of its own and is removed at the end.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { migrate } from '@syncline/core/storage/migrate.ts'
import { ensurePartitions } from '@syncline/core/storage/partition.ts'
import type { TestProject } from 'vitest/node'
import { databaseUrl, TEMPLATE_DATABASE } from './database-url.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser connection string of the run's Postgres; its database is not for tests. */
    postgresUrl: string
  }
}

// A lost machine loses nothing of value here, and clones are made ten times faster.
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  // For batch-log.ts.
  track_commit_timestamp: 'on',
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'syncline-test-'))
  const postgres = await startEmbeddedPostgres({
    dataDir,
    logger: createLogger({ name: 'test', level: 'error' }),
    settings: SETTINGS,
  })
  await createTemplate(postgres.url)
  project.provide('postgresUrl', postgres.url)
  return async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function createTemplate(url: string): Promise<void> {
  await withPool(url, (pool) => pool.query(`create database ${TEMPLATE_DATABASE}`))
  await withPool(databaseUrl(url, TEMPLATE_DATABASE), async (pool) => {
    await migrate(pool)
    await ensurePartitions(pool, new Date())
  })
  // No connection, not even autovacuum's: a template in use cannot be cloned.
  await withPool(url, (pool) => pool.query(`alter database ${TEMPLATE_DATABASE} allow_connections false`))
}

async function withPool<T>(url: string, use: (pool: ReturnType<typeof createPool>) => Promise<T>): Promise<T> {
  const pool = createPool({
    url,
    max: 1,
    applicationName: 'test-setup',
    onError: (error) => process.stderr.write(`${error.message}\n`),
  })
  try {
    return await use(pool)
  } finally {
    await pool.end()
  }
}
