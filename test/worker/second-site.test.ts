/** The lane looks rows up by their keys, whatever the statistics of the database say about the site. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openTestLane } from '../support/lane.ts'
import { openPool } from '../support/pool.ts'
import { createUser, person } from '../support/requests.ts'
import { createTenant } from '../support/tenant.ts'
import { waitUntil } from '../support/wait-until.ts'

const USERS = 600
const BATCH = 20
const TABLES = ['directory_user', 'user_link', 'account']

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a first sync reads no more rows because the statistics only know another site', async () => {
  const pool = openPool(database.url)
  // Statistics are made by hand: those of the first site, while the second one fills.
  await Promise.all(TABLES.map((table) => pool.query(`alter table ${table} set (autovacuum_enabled = false)`)))
  await firstSync()
  await pool.query('analyze')
  const before = await rowsRead(USERS * TABLES.length)
  await firstSync()
  const after = await rowsRead(2 * USERS * TABLES.length)
  // Some look-ups a user and table; for each pair of users it would be many hundreds.
  expect((after - before) / USERS).toBeLessThan(100)
  await pool.end()

  /** Once the server has counted so many rows as written. */
  async function rowsRead(written: number): Promise<number> {
    const look = async () => {
      const { rows } = await pool.query<{ read: number; written: number }>(
        `select sum(idx_tup_fetch + seq_tup_read)::bigint as read, sum(n_tup_ins)::bigint as written
         from pg_stat_user_tables where relname = any ($1)`,
        [TABLES],
      )
      return rows[0] ?? { read: 0, written: 0 }
    }
    return (await waitUntil(look, (counted) => counted.written >= written)).read
  }
})

/** A site of its own on connections of its own, which hand in their counts when they end. */
async function firstSync(): Promise<void> {
  const lane = openTestLane(database.url)
  const tenant = await createTenant(lane.pool)
  const people = Array.from({ length: USERS }, (_, at) => createUser(uuidv7(), person(`person${at}`)))
  await lane.append(tenant, people)
  await lane.drain(tenant, BATCH)
  await lane.close()
}
