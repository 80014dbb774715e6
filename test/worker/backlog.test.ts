/** A backlog costs by the operation: claiming and settling one does not walk over the others that wait. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openTestLane } from '../support/lane.ts'
import { openPool } from '../support/pool.ts'
import { createUser, person } from '../support/requests.ts'
import { createTenant } from '../support/tenant.ts'
import { waitUntil } from '../support/wait-until.ts'

const BACKLOG = 10_000
const BATCH = 100

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a backlog that the statistics know nothing of is worked off with a few pages of index an operation', async () => {
  const pool = openPool(database.url)
  await pool.query('alter table pending set (autovacuum_enabled = false)')
  const lane = openTestLane(database.url)
  const tenant = await createTenant(lane.pool)
  const people = Array.from({ length: BACKLOG }, (_, n) => createUser(uuidv7(), person(`person${n}`)))
  const groups = Array.from({ length: BACKLOG / 500 }, (_, n) => people.slice(n * 500, (n + 1) * 500))
  await groups.reduce((before, group) => before.then(() => lane.append(tenant, group)), Promise.resolve<unknown>(null))
  await lane.drain(tenant, BATCH)
  // Connections hand in their counts when they end.
  await lane.close()
  const { read } = await waitUntil(
    async () => {
      const { rows } = await pool.query<{ read: number; deleted: number }>(
        `select (select sum(idx_blks_hit + idx_blks_read) from pg_statio_user_indexes where relname = 'pending')::bigint
                  as read,
                n_tup_del as deleted
         from pg_stat_user_tables where relname = 'pending'`,
      )
      return rows[0] ?? { read: 0, deleted: 0 }
    },
    ({ deleted }) => deleted >= BACKLOG,
  )
  await pool.end()
  // Pages of indexes: inserted into two, claimed, deleted. The whole backlog is about a hundred pages.
  expect(read / BACKLOG).toBeLessThan(20)
})
