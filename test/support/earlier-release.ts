/** A database as an earlier release left it: its migrations alone, for a test that migrates it further. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@syncline/core/storage/migrate.ts'
import { MIGRATIONS_DIRECTORY } from '@syncline/core/storage/migration-file.ts'
import type pg from 'pg'
import { onTestFinished } from 'vitest'
import { createTestDatabase } from './database.ts'
import { openPool } from './pool.ts'

export type EarlierRelease = {
  readonly pool: pg.Pool
  /** The number of its last migration. */
  readonly last: number
}

/** @param before name of the first migration that it does not have */
export async function earlierRelease(before: string): Promise<EarlierRelease> {
  const database = await createTestDatabase({ from: 'empty' })
  const pool = openPool(database.url)
  const directory = await mkdtemp(join(tmpdir(), 'syncline-migrations-'))
  onTestFinished(async () => {
    await pool.end()
    await database.drop()
    await rm(directory, { recursive: true })
  })
  await cp(MIGRATIONS_DIRECTORY, directory, { recursive: true })
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort()
  const from = files.findIndex((file) => file.endsWith(`-${before}.sql`))
  if (from < 1) throw new Error(`there is no migration "${before}", or it is the first`)
  await Promise.all(files.slice(from).map((file) => rm(join(directory, file))))
  const { applied } = await migrate(pool, { directory })
  return { pool, last: applied.at(-1) ?? 0 }
}
