/** Plans of who reaches what, with large groups on a site beside another one: a page looks at few rows, by an index. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { APPS_OF_PERSON, PEOPLE_OF_APP } from '@syncline/core/storage/read/access-read.ts'
import { APPS, APPS_OF_GROUP, GROUPS_OF_APP } from '@syncline/core/storage/read/app-list.ts'
import { openReadPool } from '@syncline/core/storage/read/read-pool.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { createTestDirectory } from '../support/test-directory.ts'

const PEOPLE = 20_000
const GROUPS = 10
const PAGE = 50
/** As access-read.ts looks at for a page. */
const LOOKED_AT = 2 * PAGE + 100

let database: TestDatabase
let pool: pg.Pool
let readPool: pg.Pool
let siteId: number

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  readPool = openReadPool({ url: database.url, max: 1, onError: () => undefined })
  siteId = (await createTestDirectory(pool)).siteId
  await fill(siteId)
  await fill((await createTestDirectory(pool)).siteId)
  await pool.query('analyze')
}, 240_000)
afterAll(async () => {
  await readPool.end()
  await pool.end()
  await database.drop()
})

/** Everybody in each of ten groups, and every group gives access to each of 500 apps; every second account is off. */
async function fill(site: number): Promise<void> {
  const ids = Array.from({ length: PEOPLE }, () => uuidv7())
  await pool.query(
    `insert into account (site_id, key, id, audience, class, active, email, email_key, created_at, updated_at)
     select $1, n, id, 'workforce', 'managed', n % 2 = 0, 'p' || n || '@example.com', 'p' || n || '@example.com', now(), now()
     from unnest($2::uuid[]) with ordinality as t (id, n)`,
    [site, ids],
  )
  await pool.query(
    `insert into site_group (site_id, key, id, audience, source, name, name_key, created_at, updated_at)
     select $1, n, id, 'workforce', 'synced', 'g' || n, 'g' || n, now(), now()
     from unnest($2::uuid[]) with ordinality as t (id, n)`,
    [site, ids.slice(0, 2_000)],
  )
  await pool.query(
    `insert into site_member (site_id, group_key, account_key, origin)
     select $1, g, n, 1 from generate_series(1, $3::integer) g cross join generate_series(1, $2::integer) n`,
    [site, PEOPLE, GROUPS],
  )
  await pool.query(
    `insert into app (site_id, key, id, kind, name, name_key, created_at, updated_at)
     select $1, n, id, 'app', 'a' || n, 'a' || n, now(), now()
     from unnest($2::uuid[]) with ordinality as t (id, n)`,
    [site, ids.slice(0, 500)],
  )
  await pool.query(
    `insert into access_grant (site_id, app_key, site_group_key, granted_at, granted_by)
     select $1::integer, a, g, now(), 'test' from generate_series(1, 500) a cross join generate_series(1, $2::integer) g
     union all select $1::integer, 1, g, now(), 'test' from generate_series($2::integer + 1, 2000) g`,
    [site, GROUPS],
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

async function planOf(text: string, values: readonly unknown[]) {
  const { rows } = await readPool.query(`explain (analyze, timing off, format json) ${text}`, [...values])
  const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)]
  const scans = flatten(rows[0]['QUERY PLAN'][0].Plan).filter((node) => node['Relation Name'] !== undefined)
  const rowsRead = (node: PlanNode) =>
    (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
  return {
    sequential: scans.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] !== 'directory'),
    rowsRead: scans.reduce((sum, node) => sum + rowsRead(node), 0),
  }
}

const idOf = async (table: 'account' | 'site_group' | 'app', key: number): Promise<string> =>
  (await pool.query(`select id from ${table} where site_id = $1 and key = $2`, [siteId, key])).rows[0].id

test.each<[string, number, () => Promise<[string, unknown[]]>]>([
  [
    'people of an app through ten groups of everybody',
    // What is looked at in each group, and each person of the page with their memberships.
    (GROUPS + 2) * LOOKED_AT + PAGE * GROUPS * 4,
    async () => [PEOPLE_OF_APP, [siteId, await idOf('app', 2), 9_000, LOOKED_AT, PAGE + 1]],
  ],
  [
    'people of an app through two thousand groups',
    2_000 * 2 + (GROUPS + 2) * LOOKED_AT + PAGE * GROUPS * 4,
    async () => [PEOPLE_OF_APP, [siteId, await idOf('app', 1), 9_000, LOOKED_AT, PAGE + 1]],
  ],
  [
    'apps of a person in ten groups with 500 apps each',
    // A page is cut from what the groups give: that is counted by grants, never by people.
    GROUPS * 500 * 3,
    async () => [APPS_OF_PERSON, [siteId, await idOf('account', 2), 0, PAGE + 1]],
  ],
  ['apps by name', 200, async () => [APPS, [siteId, 'app', 'a', 'a\u{10FFFF}', 'a2', PAGE + 1]]],
  ['groups of an app', 500, async () => [GROUPS_OF_APP, [siteId, await idOf('app', 1), 900, PAGE + 1]]],
  ['apps of a group', 500, async () => [APPS_OF_GROUP, [siteId, await idOf('site_group', 1), 200, PAGE + 1]]],
])('a page of %s reads at most %i rows, none of them one by one', async (_, most, statement) => {
  const { sequential, rowsRead } = await planOf(...(await statement()))
  expect(sequential).toEqual([])
  expect(rowsRead).toBeGreaterThan(PAGE)
  expect(rowsRead).toBeLessThanOrEqual(most)
})
