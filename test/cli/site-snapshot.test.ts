/** Reading a site whole, in pages: rows made by hand, one directory beside another one of the same site. */
import { createPool } from '@syncline/core/storage/database.ts'
import { countPending } from '@syncline/core/storage/read/backlog.ts'
import { readSiteAccounts, readSiteGroups, readSiteMembers } from '@syncline/core/storage/read/site-snapshot.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const SITE = 1
const DIRECTORY = 5
const OTHER_DIRECTORY = 6
/** More than two pages. */
const USERS = 20_001
const FIRST_ACCOUNT = 100_000
const GROUP = 200_000
const SITE_GROUP = 200_001
const OTHER_SITE_GROUP = 300_001

let database: TestDatabase
let pool: pg.Pool
const scope = { siteId: SITE, directoryId: DIRECTORY }

const ROWS = `
  insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, created_at, last_modified, resource, compared)
    select ${SITE}, case when n <= ${USERS} then ${DIRECTORY} else ${OTHER_DIRECTORY} end, n, gen_random_uuid(), true, 1, 'u' || n, now(), now(), '{}', '{}'
      from generate_series(1, ${USERS} + 10) n;
  insert into account (site_id, key, id, audience, class, active, email, email_key, display_name, created_at, updated_at)
    select ${SITE}, ${FIRST_ACCOUNT} + n, gen_random_uuid(), 'workforce', 'managed', n % 2 = 0, n || '@x.example', n || '@x.example', 'N' || n, now(), now()
      from generate_series(2, ${USERS} + 10) n;
  insert into user_link (site_id, user_key, account_key, kind)
    select ${SITE}, n, ${FIRST_ACCOUNT} + n, 'owning' from generate_series(2, ${USERS} + 10) n;
  insert into directory_group (site_id, directory_id, key, id, version, member_count, display_name_key, created_at, last_modified, resource, compared)
    values (${SITE}, ${DIRECTORY}, ${GROUP}, gen_random_uuid(), 1, 0, 'g', now(), now(), '{}', '{}'),
           (${SITE}, ${DIRECTORY}, ${GROUP} + 10, gen_random_uuid(), 1, 0, 'held', now(), now(), '{}', '{}'),
           (${SITE}, ${OTHER_DIRECTORY}, ${OTHER_SITE_GROUP} - 1, gen_random_uuid(), 1, 0, 'h', now(), now(), '{}', '{}');
  insert into site_group (site_id, key, id, audience, source, name, name_key, created_at, updated_at)
    values (${SITE}, ${SITE_GROUP}, gen_random_uuid(), 'workforce', 'synced', 'G', 'g', now(), now()),
           (${SITE}, ${OTHER_SITE_GROUP}, gen_random_uuid(), 'workforce', 'synced', 'H', 'h', now(), now());
  insert into group_link (site_id, group_key, site_group_key)
    values (${SITE}, ${GROUP}, ${SITE_GROUP}), (${SITE}, ${OTHER_SITE_GROUP} - 1, ${OTHER_SITE_GROUP});
  insert into site_member (site_id, group_key, account_key, origin)
    select ${SITE}, ${SITE_GROUP}, ${FIRST_ACCOUNT} + n, ${DIRECTORY} from generate_series(2, ${USERS}) n
    union all select ${SITE}, ${SITE_GROUP}, ${FIRST_ACCOUNT} + 2, 0
    union all select ${SITE}, ${OTHER_SITE_GROUP}, ${FIRST_ACCOUNT} + 3, ${OTHER_DIRECTORY};
  insert into pending (site_id, directory_id, operation_id, digest)
    select case when n <= 3 then ${SITE} else 2 end, ${DIRECTORY}, gen_random_uuid(), gen_random_uuid() from generate_series(1, 4) n;
`

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, max: 2, applicationName: 'test', onError: () => undefined })
  await pool.query(ROWS)
})

afterAll(async () => {
  await pool.end()
  await database.drop()
})

describe('the snapshot of a site', () => {
  it('shows each user of the directory once, across pages, with the account if there is one', async () => {
    const rows = await collect(readSiteAccounts(pool, scope))
    expect(rows).toHaveLength(USERS)
    expect(rows[0]?.account).toBeNull()
    expect(rows[1]?.account).toEqual({
      key: FIRST_ACCOUNT + 2,
      link: 'owning',
      email: '2@x.example',
      displayName: 'N2',
      class: 'managed',
      active: true,
      switchedOffBy: null,
      profile: {},
    })
    expect(new Set(rows.map((row) => row.userId)).size).toBe(USERS)
  })

  it('shows each group of the directory, also one that is held back', async () => {
    const rows = await collect(readSiteGroups(pool, scope))
    expect(rows.map((row) => row.siteGroup)).toEqual([{ key: SITE_GROUP, name: 'G', source: 'synced' }, null])
  })

  it('shows each member of its groups once, of any origin, and none of the groups of others', async () => {
    const rows = await collect(readSiteMembers(pool, scope))
    expect(rows).toHaveLength(USERS)
    expect(rows.filter((row) => row.origin === 0)).toEqual([
      { siteGroupKey: SITE_GROUP, accountKey: FIRST_ACCOUNT + 2, origin: 0 },
    ])
    expect(new Set(rows.map((row) => `${row.accountKey} ${row.origin}`)).size).toBe(USERS)
  })

  it('counts what waits in one site only', async () => {
    expect(await countPending(pool, SITE)).toBe(3)
  })
})

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}
