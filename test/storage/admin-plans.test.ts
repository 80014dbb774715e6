/** Plans of the lists of the admin API, among many rows of a neighbour: each page looks at few of them, by an index. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { EXTERNAL_USERS } from '@syncline/core/storage/read/external-users.ts'
import { GUARDED_PEOPLE, guardItemsText } from '@syncline/core/storage/read/guard-items.ts'
import { MOST_LOOKED_AT } from '@syncline/core/storage/read/look.ts'
import { MEMBERS_OF_SITE } from '@syncline/core/storage/read/member-list.ts'
import { operationListText } from '@syncline/core/storage/read/operation-list.ts'
import { PEOPLE } from '@syncline/core/storage/read/person-list.ts'
import { GROUPS_OF_PERSON } from '@syncline/core/storage/read/person-read.ts'
import { LINKED_RECORDS, WAITING_RECORDS } from '@syncline/core/storage/read/person-records.ts'
import { openReadPool } from '@syncline/core/storage/read/read-pool.ts'
import { NAMES, OTHERS } from '@syncline/core/storage/read/record-details.ts'
import { RECORDS_BY_HOLD, recordsByName } from '@syncline/core/storage/read/record-list.ts'
import { GROUP_NOTES } from '@syncline/core/storage/read/record-read.ts'
import { MEMBERS_OF_GROUP, SITE_GROUPS } from '@syncline/core/storage/read/site-group-list.ts'
import { END_OF_TEXTS, lookedValues } from '@syncline/core/storage/read/site-list.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'

const ROWS = 20_000
const PAGE = 50
/** Of a page, each with its joins; not of the site. */
const FEW_ROWS = 1_000

let database: TestDatabase
let pool: pg.Pool
let readPool: pg.Pool
let directory: TestDirectory

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  readPool = openReadPool({ url: database.url, max: 1, onError: () => undefined })
  directory = await createTestDirectory(pool)
  await fill(directory)
  await fill(await createTestDirectory(pool))
  await pool.query('analyze')
}, 240_000)
afterAll(async () => {
  await readPool.end()
  await pool.end()
  await database.drop()
})

/** Accounts and groups 1…, everybody in group 1 and account 1 in every group; operations, the first hundred of them refused. */
async function fill({ siteId, directoryId }: TestDirectory): Promise<void> {
  const now = Date.now()
  const ids = Array.from({ length: ROWS }, (_, n) => uuidv7(now - ROWS + n))
  await pool.query(
    `insert into account (site_id, key, id, audience, class, active, email, email_key, created_at, updated_at)
     select $1, n, id, case when n % 2 = 0 then 'workforce' else 'customers' end, 'managed', true,
            'p' || n || '@example.com', 'p' || n || '@example.com', now(), now()
     from unnest($2::uuid[]) with ordinality as t (id, n)`,
    [siteId, ids],
  )
  await pool.query(
    `insert into site_group (site_id, key, id, audience, source, name, name_key, created_at, updated_at)
     select $1, n, id, 'workforce', 'synced', 'g' || n, 'g' || n, now(), now()
     from unnest($2::uuid[]) with ordinality as t (id, n)`,
    [siteId, ids],
  )
  await pool.query(
    `insert into site_member (site_id, group_key, account_key, origin)
     select $1::integer, 1, n, $3::integer from generate_series(1, $2::integer) n union select $1::integer, n, 1, $3::integer from generate_series(1, $2::integer) n`,
    [siteId, ROWS, directoryId],
  )
  await fillRecords(siteId, directoryId, ids)
  await fillGuard(siteId, directoryId, ids)
  await pool.query(
    `insert into operation (site_id, id, directory_id, actor, method, resource_type, resource_id)
     select $1, id, $3, 'x', 'POST', 'User', id from unnest($2::uuid[]) id`,
    [siteId, ids, directoryId],
  )
  await pool.query(
    `insert into outcome (site_id, operation_id, applied_seq, status, applied_at)
     select $1, id, n, case when n <= 100 then 409 else 201 end, now() from unnest($2::uuid[]) with ordinality as t (id, n)`,
    [siteId, ids],
  )
}

/** Users linked to the accounts and groups to the groups; the first half of the users is held, all are in group 40,001. */
async function fillRecords(siteId: number, directoryId: number, ids: readonly string[]): Promise<void> {
  const values = [siteId, directoryId, ids]
  await pool.query(
    `insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, external_id, email_key,
       created_at, last_modified, resource, compared)
     select $1, $2, 20000 + n, id, true, 1, 'u' || n, 'x' || n / 2, 'p' || n || '@example.com', now(), now(),
       jsonb_build_object('userName', 'u' || n), '{}'
     from unnest($3::uuid[]) with ordinality as t (id, n)`,
    values,
  )
  await pool.query(
    `insert into directory_group (site_id, directory_id, key, id, version, member_count, display_name_key,
       created_at, last_modified, resource, compared)
     select $1, $2, 40000 + n, id, 1, 0, 'g' || n, now(), now(), jsonb_build_object('displayName', 'g' || n), '{}'
     from unnest($3::uuid[]) with ordinality as t (id, n)`,
    values,
  )
  const each = [siteId, ROWS]
  await pool.query(
    `insert into directory_member (site_id, group_key, member_key) select $1, 40001, 20000 + n from generate_series(1, $2::integer) n`,
    each,
  )
  await pool.query(
    `insert into user_link (site_id, user_key, account_key, kind) select $1, 20000 + n, n, 'owning' from generate_series(1, $2::integer) n`,
    each,
  )
  await pool.query(
    `insert into group_link (site_id, group_key, site_group_key) select $1, 40000 + n, n from generate_series(1, $2::integer) n`,
    each,
  )
  await pool.query(
    `insert into hold (site_id, record_key, kind, basis_key, since, by)
     select $1, 20000 + n, 'duplicate', case when n % 2 = 0 then 'p' || n || '@example.com' else 'externalId:x' || n / 2 end,
       now(), 'lane'
     from generate_series(1, $2::integer / 2) n`,
    each,
  )
}

/** Every tenth item is held still; the first keeps everybody in group 2. */
async function fillGuard(siteId: number, directoryId: number, ids: readonly string[]): Promise<void> {
  await pool.query(
    `insert into site_member (site_id, group_key, account_key, origin)
     select $1::integer, 2, n, -$3::integer from generate_series(1, $2::integer) n`,
    [siteId, ROWS, directoryId],
  )
  await pool.query(
    `insert into guard_item (site_id, key, id, directory_id, record_key, record_id, kind, state, site_group_key, kept, people,
       operation_id, since)
     select $1, n, id, $2, 20000 + n, id, 'group-deleted', case when n % 10 = 1 then 'held' else 'released' end, 2,
       array[2]::bigint[], 1, id, now()
     from unnest($3::uuid[]) with ordinality as t (id, n)`,
    [siteId, directoryId, ids],
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
  const nodes = flatten(rows[0]['QUERY PLAN'][0].Plan)
  // Directories are a handful; partitions beside that of today are empty.
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined && node['Relation Name'] !== 'directory')
  const rowsRead = (node: PlanNode) =>
    (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
  return {
    sequential: scans.filter((node) => node['Node Type'] === 'Seq Scan' && rowsRead(node) > 0),
    rowsRead: scans.reduce((sum, node) => sum + rowsRead(node), 0),
  }
}

const NEW = '00000000-0000-0000-0000-000000000000'
const OLD = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const operations = (most: number, state: string | null = null, resource: string | null = null) => [
  ...[directory.siteId, NEW, OLD, most],
  ...[null, state, PAGE + 1, resource],
]
const keys = Array.from({ length: PAGE }, (_, n) => 20_100 + n)
const ofRecords = () => [directory.siteId, keys, keys.map(() => directory.directoryId), keys.map(() => 'User')]
const guardItems = (most: number, state: string | null) => [
  ...[directory.siteId, 15_000, most, null],
  ...[null, state, PAGE + 1],
]
const idOf = async (table: 'account' | 'site_group' | 'guard_item') =>
  (await pool.query(`select id from ${table} where site_id = $1 and key = 1`, [directory.siteId])).rows[0].id

test.each<[string, () => Promise<[string, unknown[]]>]>([
  ['operations', async () => [operationListText('all'), operations(PAGE + 1)]],
  ['refused operations, which are the oldest', async () => [operationListText('refused'), operations(100, 'refused')]],
  [
    'operations on one resource',
    async () => [operationListText('resource'), operations(51, null, await idOf('account'))],
  ],
  ['people', async () => [PEOPLE, [...lookedValues(directory.siteId, '', null, PAGE, false), null, null, PAGE + 1]]],
  [
    'people by the beginning of their address, in the middle',
    async () => {
      const after = { key: 'p19@example.com', audience: 'customers' }
      return [PEOPLE, [...lookedValues(directory.siteId, 'p1', after, PAGE, false), null, null, PAGE + 1]]
    },
  ],
  ['groups', async () => [SITE_GROUPS, [...lookedValues(directory.siteId, 'g1', null, PAGE, false), null, PAGE + 1]]],
  ['members of all groups, in the middle', async () => [MEMBERS_OF_SITE, [directory.siteId, 1, 9_000, PAGE + 1]]],
  [
    'members of a large group',
    async () => [MEMBERS_OF_GROUP, [directory.siteId, await idOf('site_group'), 9_000, PAGE + 1]],
  ],
  [
    'users of a directory with their status',
    async () => [
      recordsByName('User'),
      [directory.siteId, directory.directoryId, 'u1', `u${END_OF_TEXTS}`, 'u19', PAGE + 1],
    ],
  ],
  [
    'groups of a directory with their status',
    async () => [
      recordsByName('Group'),
      [directory.siteId, directory.directoryId, 'g', `g${END_OF_TEXTS}`, null, PAGE + 1],
    ],
  ],
  [
    'what is held for one reason',
    async () => [RECORDS_BY_HOLD, [directory.siteId, 'duplicate', 25_000, PAGE + 1, null, null]],
  ],
  ['names of records', async () => [NAMES, ofRecords()]],
  ['what records clash with', async () => [OTHERS, ofRecords()]],
  ['notes on a group', async () => [GROUP_NOTES, [directory.siteId, directory.directoryId, 40_001, 20, 200]]],
  ['external users', async () => [EXTERNAL_USERS, [directory.siteId, directory.directoryId, 30_000, PAGE]]],
  ['records of a person', async () => [LINKED_RECORDS, [directory.siteId, await idOf('account')]]],
  ['records that wait for a person', async () => [WAITING_RECORDS, [directory.siteId, await idOf('account'), 20]]],
  ['what the guard holds', async () => [guardItemsText(true), guardItems(PAGE + 1, 'held')]],
  ['what the guard holds or has held', async () => [guardItemsText(false), guardItems(PAGE + 1, null)]],
  [
    'people whom the guard keeps in a group',
    async () => [GUARDED_PEOPLE, [directory.siteId, await idOf('guard_item'), 9_000, PAGE + 1]],
  ],
  ['groups of a person', async () => [GROUPS_OF_PERSON, [directory.siteId, await idOf('account'), 9_000, PAGE + 1]]],
])('a page of %s reads few rows, none of them one by one', async (_, statement) => {
  const { sequential, rowsRead } = await planOf(...(await statement()))
  expect(sequential).toEqual([])
  expect(rowsRead).toBeLessThan(FEW_ROWS)
})

test('a filter that nothing matches looks at a bounded number of rows', async () => {
  const ofOperations = await planOf(operationListText('all'), operations(MOST_LOOKED_AT, 'dead'))
  const values = [...lookedValues(directory.siteId, '', null, PAGE, true), 'external', null, PAGE + 1]
  const ofPeople = await planOf(PEOPLE, values)
  expect([...ofOperations.sequential, ...ofPeople.sequential]).toEqual([])
  // The row itself, its outcome, and a dead letter.
  expect(ofOperations.rowsRead).toBeLessThan(4 * MOST_LOOKED_AT)
  expect(ofPeople.rowsRead).toBeLessThan(4 * MOST_LOOKED_AT)
})
