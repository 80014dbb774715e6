/** What the guard asks about a group, of a large site: as much as the group has people is read, with statistics and without. */
import { openLanePool } from '@syncline/core/storage/lane/lane-pool.ts'
import { COUNT_LOSERS } from '@syncline/core/storage/lane/load-guard-statement.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { explained, rowsLookedAt } from '../support/explained.ts'
import { openPool } from '../support/pool.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'

const PEOPLE = 30_000
/** Of the small group. */
const MEMBERS = 40
const [SMALL, EVERYBODY, APP] = [200_000, 200_001, 300_000]
/** Each one's account, memberships and what those give access to, and losses of the window. */
const ROWS_A_PERSON = 12

let database: TestDatabase
let pool: pg.Pool
let lanePool: pg.Pool
let directory: TestDirectory

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  lanePool = openLanePool(database.url, 1, () => undefined)
  directory = await createTestDirectory(pool)
  await fill(directory)
}, 240_000)
afterAll(async () => {
  await lanePool.end()
  await pool.end()
  await database.drop()
})

/** Half of the small group have no other way in. */
async function fill({ siteId, directoryId }: TestDirectory): Promise<void> {
  const fillWith = (text: string, ...values: unknown[]) => pool.query(text, [siteId, ...values])
  await fillWith(
    `insert into account (site_id, key, id, audience, class, active, email, email_key, created_at, updated_at)
     select $1, n, gen_random_uuid(), 'workforce', 'managed', true, 'p' || n || '@example.com', 'p' || n || '@example.com', now(), now()
     from generate_series(1, ${PEOPLE}) n`,
  )
  await fillWith(
    `insert into site_group (site_id, key, id, audience, source, name, name_key, created_at, updated_at)
     select $1::integer, n, gen_random_uuid(), 'workforce', 'synced', 'g' || n, 'g' || n, now(), now()
     from unnest(array[${SMALL}, ${EVERYBODY}]) n`,
  )
  await fillWith(
    `insert into site_member (site_id, group_key, account_key, origin)
     select $1::integer, ${SMALL}, n, $2::integer from generate_series(1, ${MEMBERS}) n
     union all select $1::integer, ${EVERYBODY}, n, $2::integer from generate_series(${MEMBERS / 2 + 1}, ${PEOPLE}) n`,
    directoryId,
  )
  await fillWith(
    `insert into app (site_id, key, id, kind, name, name_key, created_at, updated_at)
     select $1::integer, ${APP}, gen_random_uuid(), 'app', 'a', 'a', now(), now()`,
  )
  await fillWith(
    `insert into access_grant (site_id, app_key, site_group_key, granted_at, granted_by)
     select $1::integer, ${APP}, n, now(), 'test' from unnest(array[${SMALL}, ${EVERYBODY}]) n`,
  )
}

async function rowsRead(): Promise<{ people: unknown; read: number }> {
  const client = await lanePool.connect()
  try {
    await client.query(`prepare losers (integer, integer[], text[], bigint[]) as ${COUNT_LOSERS.text}`)
    const asked = `execute losers (${directory.siteId}, array[${directory.directoryId}], array['emptied'], array[${SMALL}])`
    const { rows: found } = await client.query(asked)
    const nodes = await explained(client, asked)
    return { people: found[0]?.people, read: rowsLookedAt(nodes.filter((node) => node['Relation Name'] !== undefined)) }
  } finally {
    await client.query('deallocate all')
    client.release()
  }
}

test.each(['without statistics', 'with statistics'])(
  'who would lose access by a small group, %s',
  async (statistics) => {
    if (statistics === 'with statistics') await pool.query('analyze')
    const { people, read } = await rowsRead()
    expect(people).toBe(MEMBERS / 2)
    expect(read).toBeGreaterThan(MEMBERS)
    expect(read).toBeLessThanOrEqual(ROWS_A_PERSON * MEMBERS)
  },
)
