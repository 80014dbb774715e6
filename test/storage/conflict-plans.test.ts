/** Plans of conflicts, of two groups with many people among many others: a page looks at few rows, and a count at those of its groups. */
import { DIFFERENCE_COUNTS, readDifferenceCounts } from '@syncline/core/storage/read/conflict-counts.ts'
import { DIFFERENCE, type Difference, listDifference } from '@syncline/core/storage/read/conflict-difference.ts'
import { lostWays } from '@syncline/core/storage/read/conflict-effects.ts'
import { conflictsText } from '@syncline/core/storage/read/conflict-list.ts'
import { MOST_LOOKED_AT } from '@syncline/core/storage/read/look.ts'
import { openReadPool } from '@syncline/core/storage/read/read-pool.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { explained, rowsLookedAt } from '../support/explained.ts'
import { openPool } from '../support/pool.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'

const PEOPLE = 30_000
/** Of the two groups of the first conflict; half of them are in both. */
const MEMBERS = 4_000
const PAGE = 50
const [USER, RECORD, GROUP, APP, CONFLICT] = [100_000, 200_000, 300_000, 400_000, 500_000]
const CONFLICTS = 5_000

let database: TestDatabase
let pool: pg.Pool
let readPool: pg.Pool
let directory: TestDirectory
/** Of counts and losses, as they are planned while nothing is known of the tables yet. */
let fresh: readonly Awaited<ReturnType<typeof planOf>>[]

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  readPool = openReadPool({ url: database.url, max: 1, onError: () => undefined })
  directory = await createTestDirectory(pool)
  await fill(directory)
  await fill(await createTestDirectory(pool))
  fresh = await Promise.all([planOf(...counts()), planOf(...losses(1))])
  await pool.query('analyze')
}, 240_000)
afterAll(async () => {
  await readPool.end()
  await pool.end()
  await database.drop()
})

/** Everybody in the two groups of the second conflict, and in one that gives what the first one's does. */
async function fill({ siteId, directoryId }: TestDirectory): Promise<void> {
  const fillWith = (text: string, ...values: unknown[]) => pool.query(text, [siteId, ...values])
  await fillWith(
    `insert into account (site_id, key, id, audience, class, active, email, email_key, created_at, updated_at)
     select $1, n, gen_random_uuid(), 'workforce', 'managed', true, 'p' || n || '@example.com', 'p' || n || '@example.com', now(), now()
     from generate_series(1, ${PEOPLE}) n`,
  )
  await fillWith(
    `insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, email_key, created_at, last_modified,
       resource, compared)
     select $1, $2, ${USER} + n, gen_random_uuid(), true, 1, 'u' || n, 'p' || n || '@example.com', now(), now(), '{}', '{}'
     from generate_series(1, ${PEOPLE}) n`,
    directoryId,
  )
  await fillWith(
    `insert into user_link (site_id, user_key, account_key, kind) select $1::integer, ${USER} + n, n, 'owning' from generate_series(1, ${PEOPLE}) n`,
  )
  await fillWith(
    `insert into site_group (site_id, key, id, audience, source, name, name_key, created_at, updated_at)
     select $1::integer, ${GROUP} + n, gen_random_uuid(), 'workforce', 'local', 'g' || n, 'g' || n, now(), now()
     from generate_series(1, ${CONFLICTS}) n`,
  )
  await fillWith(
    `insert into directory_member (site_id, group_key, member_key)
     select $1::integer, ${RECORD} + 1, ${USER} + n from generate_series(1, ${MEMBERS}) n
     union all select $1::integer, ${RECORD} + 2, ${USER} + n from generate_series(1, ${PEOPLE}) n`,
  )
  await fillWith(
    `insert into site_member (site_id, group_key, account_key, origin)
     select $1::integer, ${GROUP} + 1, n, 0 from generate_series(${MEMBERS / 2} + 1, ${MEMBERS * 1.5}) n
     union all select $1::integer, ${GROUP} + 2, n, 0 from generate_series(1, ${PEOPLE}) n
     union all select $1::integer, ${GROUP} + 3, n, 0 from generate_series(1, ${PEOPLE}) n`,
  )
  await fillWith(
    `insert into app (site_id, key, id, kind, name, name_key, created_at, updated_at)
     select $1::integer, ${APP} + n, gen_random_uuid(), 'app', 'a' || n, 'a' || n, now(), now() from generate_series(1, 100) n`,
  )
  await fillWith(
    `insert into access_grant (site_id, app_key, site_group_key, granted_at, granted_by)
     select $1::integer, ${APP} + n, ${GROUP} + 1, now(), 'test' from generate_series(1, 2) n
     union all select $1::integer, ${APP} + 1, ${GROUP} + 3, now(), 'test'`,
  )
  await fillWith(
    `insert into conflict (site_id, key, id, directory_id, record_key, record_id, site_group_key, site_group_id, kind, name, name_key,
       state, version, first_seen)
     select $1::integer, ${CONFLICT} + n, gen_random_uuid(), $2, ${RECORD} + n, gen_random_uuid(), ${GROUP} + n, gen_random_uuid(),
       'local-group', 'g' || n, 'g' || n, case when n <= 100 then 'open' else 'resolved' end, 1, now()
     from generate_series(1, ${CONFLICTS}) n`,
    directoryId,
  )
}

/** `rowsRead`: of tables; `rowsPassed`: of what the statement itself has put together. */
async function planOf(text: string, values: readonly unknown[]) {
  const nodes = await explained(readPool, text, values)
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined && node['Relation Name'] !== 'directory')
  return {
    sequential: scans.filter((node) => node['Node Type'] === 'Seq Scan'),
    rowsRead: rowsLookedAt(scans),
    rowsPassed: rowsLookedAt(nodes.filter((node) => node['Node Type'] === 'CTE Scan')),
  }
}

const page = (difference: Difference, conflict: number, after = 0): [string, unknown[]] => [
  DIFFERENCE[difference],
  [directory.siteId, CONFLICT + conflict, after, PAGE + 1],
]
const list = (state: string | null, kind: string | null, most: number): [string, unknown[]] => [
  conflictsText(state !== null),
  [directory.siteId, CONFLICT + CONFLICTS, most, kind, null, null, PAGE + 1, state, null],
]

const counts = (): [string, unknown[]] => [DIFFERENCE_COUNTS, [directory.siteId, [CONFLICT + 1]]]
const losses = (...conflicts: number[]): [string, unknown[]] => [
  lostWays(conflicts.length > 1),
  [directory.siteId, conflicts.map((conflict) => CONFLICT + conflict)],
]

/** Of a page: the group, and of each of its people the account, the link, the membership and the ways that are left. */
const FEW_ROWS = 1_500

test.each<[string, number, () => [string, unknown[]]]>([
  ['conflicts', FEW_ROWS, () => list(null, null, PAGE + 1)],
  ['open conflicts, which are the oldest', FEW_ROWS, () => list('open', null, PAGE + 1)],
  [
    'conflicts by a filter that nothing matches',
    2 * MOST_LOOKED_AT,
    () => list('resolved', 'rename-clash', MOST_LOOKED_AT),
  ],
  ['people who are added', FEW_ROWS, () => page('added', 1)],
  ['people who are added, in the middle', FEW_ROWS, () => page('added', 1, USER + 1_000)],
  ['people who are removed, in the middle', FEW_ROWS, () => page('removed', 1, MEMBERS + 1_000)],
  ['people who stay', FEW_ROWS, () => page('unchanged', 1)],
  ['people who stay, of two groups of everybody', FEW_ROWS, () => page('unchanged', 2, 20_000)],
  // Each of the two groups, with a look-up or two for each of their people.
  ['the counts of a difference', 3 * MEMBERS + 100, counts],
  // And of the half that goes what else they are in, and whether they are on.
  ['who loses what', 5 * MEMBERS + 200, () => losses(1)],
  // The second one's group gives access to nothing: its people are not looked at. Links may be read from end to end.
  ['who loses what by two conflicts', 5 * MEMBERS + 200 + PEOPLE, () => losses(1, 2)],
])('%s: at most %i rows are read, none of them one by one', async (_, most, statement) => {
  const { sequential, rowsRead, rowsPassed } = await planOf(...statement())
  expect(sequential).toEqual([])
  expect(rowsRead).toBeGreaterThan(PAGE)
  expect(rowsRead).toBeLessThanOrEqual(most)
  expect(rowsPassed).toBeLessThanOrEqual(10 * MEMBERS)
})

test('without statistics, too, nobody is compared with everybody', () => {
  for (const { sequential, rowsRead, rowsPassed } of fresh) {
    expect(sequential).toEqual([])
    expect(rowsRead).toBeLessThanOrEqual(5 * MEMBERS + 200 + PEOPLE)
    expect(rowsPassed).toBeGreaterThan(MEMBERS)
    expect(rowsPassed).toBeLessThanOrEqual(10 * MEMBERS)
  }
})

test('what was planned is what is meant', async () => {
  const { siteId } = directory
  const counts = await readDifferenceCounts(readPool, siteId, [CONFLICT + 1])
  const half = MEMBERS / 2
  expect(counts.get(CONFLICT + 1)).toEqual({ added: half, removed: half, unchanged: half, withoutAccount: 0 })
  const { rows, next } = await listDifference(readPool, { siteId, key: CONFLICT + 1 }, 'removed', {
    after: 0,
    limit: PAGE,
  })
  expect(rows.map(({ loses }) => loses.map(({ name }) => name))).toEqual(Array.from({ length: PAGE }, () => ['a2']))
  expect(next).not.toBeNull()
})
