/** Migrations against real databases, each of its own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MigrationError, migrate } from '@syncline/core/storage/migrate.ts'
import type pg from 'pg'
import { test as base, expect, onTestFinished } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'

type Files = Readonly<Record<string, string>>

const test = base.extend<{ url: string; pool: pg.Pool }>({
  // biome-ignore lint/correctness/noEmptyPattern: the test runner wants the pattern
  url: async ({}, use) => {
    const database = await createTestDatabase({ from: 'empty' })
    await use(database.url)
    await database.drop()
  },
  pool: async ({ url }, use) => {
    const pool = openPool(url)
    await use(pool)
    await pool.end()
  },
})

async function writeMigrations(files: Files): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'syncline-migrations-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  await Promise.all(Object.entries(files).map(([name, sql]) => writeFile(join(directory, name), sql)))
  return directory
}

const ONE = { '0001-one.sql': 'create table one (id integer);' }
const TWO = { ...ONE, '0002-two.sql': 'alter table one add column name text;' }

test('eight programs that start at once apply each migration once', async ({ url }) => {
  const slow = { ...TWO, '0001-one.sql': 'create table one (id integer); select pg_sleep(0.1);' }
  const directory = await writeMigrations(slow)
  const pools = Array.from({ length: 8 }, () => openPool(url, 1))
  // Connected before, so that all begin in the same moment.
  await Promise.all(pools.map((pool) => pool.query('select 1')))
  const results = await Promise.allSettled(pools.map((pool) => migrate(pool, { directory })))
  await Promise.all(pools.map((pool) => pool.end()))
  const applied = results.map((result) => (result.status === 'fulfilled' ? result.value.applied : result.reason))
  expect(applied.flat().sort()).toEqual([1, 2])
})

test('all migrations of this program apply to an empty database, and a second start has nothing to do', async ({
  pool,
}) => {
  const first = await migrate(pool)
  expect(first.applied.length).toBeGreaterThan(0)
  expect(await migrate(pool)).toEqual({ applied: [] })
})

test('an older program refuses a database with a newer breaking migration', async ({ pool }) => {
  const newer = await writeMigrations({
    ...ONE,
    '0002-two.sql': '-- Renames.\n-- breaking\nalter table one rename to uno;',
  })
  await migrate(pool, { directory: newer })
  const older = migrate(pool, { directory: await writeMigrations(ONE) })
  await expect(older).rejects.toThrow(MigrationError)
  await expect(older).rejects.toThrow('migration 2 (two), which this older program cannot work with')
})

test('an older program works with a database that has a newer migration which breaks nothing', async ({ pool }) => {
  await migrate(pool, { directory: await writeMigrations(TWO) })
  expect(await migrate(pool, { directory: await writeMigrations(ONE) })).toEqual({ applied: [] })
})

test('a migration that was changed after it was applied is refused before anything is written', async ({ pool }) => {
  await migrate(pool, { directory: await writeMigrations(ONE) })
  const edited = await writeMigrations({ ...TWO, '0001-one.sql': 'create table one (id bigint);' })
  await expect(migrate(pool, { directory: edited })).rejects.toThrow(
    'migration 1 (one) was changed after it was applied',
  )
  const { rows } = await pool.query('select number from migration')
  expect(rows).toEqual([{ number: 1 }])
})

test('line ends of another system do not change a migration', async ({ pool }) => {
  const sql = 'create table one (\n  id integer\n);\n'
  await migrate(pool, { directory: await writeMigrations({ '0001-one.sql': sql }) })
  const other = await writeMigrations({ '0001-one.sql': sql.replaceAll('\n', '\r\n') })
  expect(await migrate(pool, { directory: other })).toEqual({ applied: [] })
})

test('a migration that fails leaves nothing of itself, and what came before it stays', async ({ pool }) => {
  const directory = await writeMigrations({ ...ONE, '0002-two.sql': 'create table two (id integer); select 1 / 0;' })
  await expect(migrate(pool, { directory })).rejects.toThrow(
    'migration 2 (two) failed and was rolled back: division by zero',
  )
  const { rows } = await pool.query(
    `select to_regclass('one') is not null as one, to_regclass('two') is not null as two`,
  )
  expect(rows).toEqual([{ one: true, two: false }])
})

test.for([
  [{ '0002-two.sql': 'select 1' }, 'should have the number 1'],
  [{ ...ONE, '0001-uno.sql': 'select 1' }, 'should have the number 2'],
  [{ 'one.sql': 'select 1' }, 'not named like'],
] as const)('files that are not numbered without gaps are refused: %j', async ([files, message], { pool }) => {
  await expect(migrate(pool, { directory: await writeMigrations(files) })).rejects.toThrow(message)
})
