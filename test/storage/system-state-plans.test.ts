/** What metrics look at: rows that wait, and none of the many that are done. */
import { openReadPool } from '@syncline/core/storage/read/read-pool.ts'
import { DIRECTORIES, HELD_ITEMS, LANES, OPEN_CONFLICTS } from '@syncline/core/storage/read/system-state.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'

const ROWS = 10_000
/** Of each kind at each of two sites. */
const WAITING = 20

let database: TestDatabase
let pool: pg.Pool
let readPool: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  readPool = openReadPool({ url: database.url, max: 1, onError: () => undefined })
  await fill(await createTestDirectory(pool))
  await fill(await createTestDirectory(pool))
  await pool.query('analyze')
}, 240_000)
afterAll(async () => {
  await readPool.end()
  await pool.end()
  await database.drop()
})

async function fill({ siteId, directoryId }: TestDirectory): Promise<void> {
  const fillWith = (text: string) =>
    pool.query(text.replace('rows', `generate_series(1, ${ROWS}) n`).replace('waits', `n <= ${WAITING}`), [
      siteId,
      directoryId,
    ])
  await pool.query(`update directory set paused = 'hold' where id = $1`, [directoryId])
  await fillWith(
    `insert into dirty (site_id, key, directory_id, operation_id, loss)
     select $1, n, $2::integer, gen_random_uuid(), waits from rows`,
  )
  await fillWith(
    `insert into conflict (site_id, key, id, directory_id, record_key, record_id, site_group_key, site_group_id, kind, name,
       name_key, state, version, first_seen)
     select $1, n, gen_random_uuid(), $2, n, gen_random_uuid(), n, gen_random_uuid(), 'local-group', '', '',
       case when waits then 'open' else 'resolved' end, 1, now() from rows`,
  )
  await fillWith(
    `insert into guard_item (site_id, key, id, directory_id, record_key, record_id, kind, state, people, operation_id, since)
     select $1, n, gen_random_uuid(), $2, n, gen_random_uuid(), 'deactivated',
       case when waits then 'held' else 'released' end, 1, gen_random_uuid(), now() from rows`,
  )
  await pool.query(
    `insert into pending (site_id, directory_id, operation_id, digest)
     select $1, $2, gen_random_uuid(), gen_random_uuid() from generate_series(1, ${WAITING})`,
    [siteId, directoryId],
  )
}

type PlanNode = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

test.each([
  ['losses of a pause', DIRECTORIES, 'dirty', 1],
  // Once for their kinds, and once for their people.
  ['held items', HELD_ITEMS, 'guard_item', 2],
  ['open conflicts', OPEN_CONFLICTS, 'conflict', 1],
  ['pending operations', LANES, 'pending', 1],
])('of %s no more rows are read than there are', async (_, text, table, walks) => {
  const { rows } = await readPool.query(`explain (analyze, timing off, format json) ${text}`)
  const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)]
  const scans = flatten(rows[0]['QUERY PLAN'][0].Plan).filter((node) => node['Relation Name'] === table)
  expect(scans.length).toBeGreaterThan(0)
  expect(scans.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([])
  const rowsRead = scans.reduce(
    (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
    0,
  )
  // The first pending one of each directory once more.
  expect(rowsRead).toBeGreaterThanOrEqual(2 * WAITING)
  expect(rowsRead).toBeLessThanOrEqual(walks * 2 * WAITING + 2)
})
