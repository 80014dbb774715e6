/**
 * A database for a test file: a clone of the run's migrated template (tables, partitions around the start of the run).
 * Guarantee: files never see each other's rows; a file that leaves a connection open fails.
 */
import { randomBytes } from 'node:crypto'
import { createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { inject } from 'vitest'
import { databaseUrl, TEMPLATE_DATABASE } from './database-url.ts'
import { waitUntil } from './wait-until.ts'

export type TestDatabase = {
  /** Connection string of a superuser. */
  readonly url: string
  /** Removes the database. Rejects when connections to it are still open, and names them. */
  drop(): Promise<void>
}

export type TestDatabaseOptions = {
  /** `template`: with all tables (default). `empty`: nothing in it, to test migrations. */
  readonly from?: 'template' | 'empty'
  /** An ICU locale such as `tr-TR`, to see that nothing depends on the server's. Implies an empty database. */
  readonly icuLocale?: string
}

export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await run(server, `create database ${name} ${source(options)}`)
  return {
    url: databaseUrl(server, name),
    async drop() {
      const open = await waitUntil(
        () => openConnections(server, name),
        (found) => found.length === 0,
        {
          timeoutMs: 15_000,
        },
      ).catch(() => openConnections(server, name))
      await run(server, `drop database ${name} with (force)`)
      if (open.length > 0) throw new Error(`connections left open at the end of the test file: ${open.join('; ')}`)
    },
  }
}

function source({ from = 'template', icuLocale }: TestDatabaseOptions): string {
  if (icuLocale !== undefined) return `template template0 locale_provider icu icu_locale '${icuLocale}'`
  return from === 'empty' ? 'template template0' : `template ${TEMPLATE_DATABASE}`
}

async function openConnections(server: string, name: string): Promise<string[]> {
  const rows = await run<{ text: string }>(
    server,
    `select application_name || ': ' || left(query, 80) as text from pg_stat_activity
     where datname = '${name}' and backend_type = 'client backend'`,
  )
  return rows.map((row) => row.text)
}

async function run<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const pool = createPool({ url, max: 1, applicationName: 'test-database', onError: () => undefined })
  try {
    return (await pool.query<Row>(sql)).rows
  } finally {
    await pool.end()
  }
}
