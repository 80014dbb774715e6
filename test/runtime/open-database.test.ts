/** The database as the services get it: configured or embedded. */
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { openDatabase } from '@syncline/core/runtime/open-database.ts'
import { expect, test } from 'vitest'
import { makeUsedDataDirectory } from '../support/data-directory.ts'
import { createTestDatabase } from '../support/database.ts'
import { findServers } from '../support/embedded-owner.ts'
import { openPool } from '../support/pool.ts'
import { startTransactionPooler } from '../support/transaction-pooler.ts'

const logger = createLogger({ name: 'test', level: 'silent' })
const UNUSED = { dataDir: '/nonexistent', dataDirGiven: true }

async function partitionNames(url: string): Promise<string[]> {
  const pool = openPool(url, 1)
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relispartition and relkind = 'r'`,
  )
  await pool.end()
  return rows.map((row) => row.name)
}

test('a configured database is migrated, has its partitions, and is left alone at the end', async () => {
  const database = await createTestDatabase({ from: 'empty' })
  const config = { ...UNUSED, databaseUrl: database.url, databaseDirectUrl: database.url }
  const opened = await Promise.all([1, 2, 3].map(() => openDatabase(config, logger)))
  expect(opened[0]).toMatchObject({ url: database.url, directUrl: database.url })
  await Promise.all(opened.map((one) => one.close()))
  expect(await partitionNames(database.url)).toHaveLength(15)
  await database.drop()
})

test('without one the embedded server is started, and stopped at the end', async () => {
  const dataDir = await makeUsedDataDirectory()
  const opened = await openDatabase({ dataDir, dataDirGiven: true }, logger)
  expect(opened.directUrl).toBe(opened.url)
  expect(await partitionNames(opened.url)).toHaveLength(15)
  await opened.close()
  expect(await findServers(dataDir)).toEqual([])
})

test('a transaction pooler is fine for the database, but not for the direct one', async () => {
  const database = await createTestDatabase()
  const pooler = await startTransactionPooler(database.url, { servers: 2, order: 'last used', settings: 'kept' })
  const both = openDatabase({ ...UNUSED, databaseUrl: pooler.url, databaseDirectUrl: pooler.url }, logger)
  await expect(both).rejects.toMatchObject({ name: 'DirectConnectionError' })
  const one = await openDatabase({ ...UNUSED, databaseUrl: pooler.url, databaseDirectUrl: database.url }, logger)
  expect(one).toMatchObject({ url: pooler.url, directUrl: database.url })
  await one.close()
  await pooler.close()
  await database.drop()
})

test('a database that a newer program has changed is refused, and the embedded server is not left running', async () => {
  const dataDir = await makeUsedDataDirectory()
  const config = { dataDir, dataDirGiven: true }
  const opened = await openDatabase(config, logger)
  const pool = openPool(opened.url, 1)
  await pool.query(`insert into migration (number, name, checksum, breaking) values (9999, 'later', '', true)`)
  await pool.end()
  await opened.close()
  await expect(openDatabase(config, logger)).rejects.toThrow(
    'migration 9999 (later), which this older program cannot work with',
  )
  expect(await findServers(dataDir)).toEqual([])
})
