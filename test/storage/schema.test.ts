/** What is committed about the schema is what the migrations make. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { dumpSchema } from '@syncline/core/storage/dump-schema.ts'
import { migrate } from '@syncline/core/storage/migrate.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { readTableTypes } from '../support/table-types.ts'

const storageFile = (name: string) => fileURLToPath(import.meta.resolve(`@syncline/core/storage/${name}`))

let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase({ from: 'empty' })
  pool = openPool(database.url)
  await migrate(pool)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('schema.sql is the schema after all migrations', async () => {
  expect(await dumpSchema(pool), 'run "npm run schema"').toBe(await readFile(storageFile('schema.sql'), 'utf8'))
})

test('the dump tells schemas apart', async () => {
  const before = await dumpSchema(pool)
  await pool.query('begin; alter table site add column extra integer; create index extra_index on site (extra); commit')
  const after = await dumpSchema(pool)
  await pool.query('alter table site drop column extra')
  expect(after.split('\n').filter((line) => !before.includes(line))).toEqual([
    '  extra integer,',
    'CREATE INDEX extra_index ON public.site USING btree (extra);',
  ])
  expect(await dumpSchema(pool)).toBe(before)
})

test('schema.sql makes the same schema on an empty database', async () => {
  const copy = await createTestDatabase({ from: 'empty' })
  const copyPool = openPool(copy.url)
  await copyPool.query(await readFile(storageFile('schema.sql'), 'utf8'))
  expect(await dumpSchema(copyPool)).toBe(await dumpSchema(pool))
  await copyPool.end()
  await copy.drop()
})

test('the types of schema.ts and its parts name the columns of the database, with what may be null', async () => {
  const files = ['schema.ts', 'catalogue-schema.ts', 'review-schema.ts', 'decision-schema.ts', 'erasure-schema.ts'].map(
    (name) => readFile(storageFile(name), 'utf8'),
  )
  const types = readTableTypes((await Promise.all(files)).join('\n'))
  const { rows } = await pool.query<{ table_name: string; columns: Record<string, boolean> }>(
    `select table_name, json_object_agg(column_name, is_nullable = 'YES' order by column_name) as columns
     from information_schema.columns where table_schema = 'public' and table_name = any ($1)
     group by table_name`,
    [Object.keys(types)],
  )
  expect(Object.keys(types).length).toBeGreaterThan(10)
  expect(types).toEqual(Object.fromEntries(rows.map((row) => [row.table_name, row.columns])))
})
