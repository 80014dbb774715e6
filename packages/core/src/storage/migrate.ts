/**
 * Brings a database to the schema of this program, forward only.
 * Guarantee: each file is applied once and whole, with any number of concurrent starters; a database that a newer program
 * has changed in a breaking way, or whose applied files were edited, is refused before anything is written.
 */
import type pg from 'pg'
import { MIGRATIONS_DIRECTORY, type MigrationFile, readMigrationFiles } from './migration-file.ts'
import { MIGRATION_FILLS } from './migration-fill.ts'

/** Held for one migration's transaction: works through a transaction pooler and goes with a dead starter. */
const LOCK_KEY = 7_327_001

export type MigrateOptions = {
  /** Where the numbered files are; default: this package's. */
  readonly directory?: string
}

export type MigrateResult = {
  /** Numbers applied by this call; empty when another starter was faster or there was nothing to do. */
  readonly applied: readonly number[]
}

/** The database and this program do not fit; the message says why and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

type AppliedMigration = { number: number; name: string; checksum: string; breaking: boolean }

export async function migrate(pool: pg.Pool, options: MigrateOptions = {}): Promise<MigrateResult> {
  const files = await readMigrationFiles(options.directory ?? MIGRATIONS_DIRECTORY)
  const client = await pool.connect()
  let failure: unknown
  try {
    return { applied: await applyAll(client, files) }
  } catch (error) {
    failure = error
    throw error
  } finally {
    // A connection with a broken transaction is not given back to the pool.
    client.release(failure !== undefined)
  }
}

async function applyAll(client: pg.ClientBase, files: readonly MigrationFile[]): Promise<number[]> {
  const number = await applyNext(client, files)
  return number === null ? [] : [number, ...(await applyAll(client, files))]
}

/** One transaction: wait for the lock, look what is there, apply the next file. Null when all are applied. */
async function applyNext(client: pg.ClientBase, files: readonly MigrationFile[]): Promise<number | null> {
  // Others may be in a long migration: the lock is waited for, whatever limits the role has.
  await client.query(`begin; set local lock_timeout = 0; set local statement_timeout = 0;
    select pg_advisory_xact_lock(${LOCK_KEY})`)
  try {
    const next = findNext(await readApplied(client), files)
    if (next) await apply(client, next)
    await client.query('commit')
    return next?.number ?? null
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function readApplied(client: pg.ClientBase): Promise<AppliedMigration[]> {
  // to_regclass first: `create table if not exists` needs the right to create even when the table is there.
  const found = await client.query<{ there: boolean }>(`select to_regclass('migration') is not null as there`)
  if (!found.rows[0]?.there) {
    await client.query(`create table migration (
      number integer primary key,
      name text not null,
      checksum text not null,
      breaking boolean not null,
      applied_at timestamptz not null default now()
    )`)
  }
  const { rows } = await client.query<AppliedMigration>(
    'select number, name, checksum, breaking from migration order by number',
  )
  return rows
}

function findNext(applied: readonly AppliedMigration[], files: readonly MigrationFile[]): MigrationFile | undefined {
  for (const row of applied) {
    const file = files[row.number - 1]
    if (file === undefined && row.breaking) {
      throw new MigrationError(
        `the database has migration ${row.number} (${row.name}), which this older program cannot work with: start a newer version of Syncline`,
      )
    }
    if (file !== undefined && file.checksum !== row.checksum) {
      throw new MigrationError(
        `migration ${row.number} (${row.name}) was changed after it was applied to this database: restore the file and put the change into a new migration`,
      )
    }
  }
  const done = new Set(applied.map((row) => row.number))
  return files.find((file) => !done.has(file.number))
}

async function apply(client: pg.ClientBase, file: MigrationFile): Promise<void> {
  try {
    await client.query(file.sql)
    await MIGRATION_FILLS[file.name]?.(client)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(`migration ${file.number} (${file.name}) failed and was rolled back: ${reason}`, {
      cause: error,
    })
  }
  await client.query('insert into migration (number, name, checksum, breaking) values ($1, $2, $3, $4)', [
    file.number,
    file.name,
    file.checksum,
    file.breaking,
  ])
}
