/** Filters and lists against rows written by hand, and the plans that Postgres makes for them. */
import { randomUUID } from 'node:crypto'
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { checkFilter } from '@syncline/core/scim/filter-check.ts'
import { parseFilter } from '@syncline/core/scim/filter-parse.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { translateFilter } from '@syncline/core/storage/read/filter-to-sql.ts'
import { selectResources } from '@syncline/core/storage/read/resource-query.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openTestApi, type TestApi } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'

const USERS = 5_000
const GROUPS = 500

let database: TestDatabase
let pool: pg.Pool
let api: TestApi
let directory: TestDirectory
let neighbour: TestDirectory

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, max: 2, applicationName: 'test', onError: () => undefined })
  api = await openTestApi(database)
  directory = await createTestDirectory(pool)
  neighbour = await createTestDirectory(pool, { of: directory })
  await fill(directory, 0)
  await fill(neighbour, 100_000)
  await pool.query('analyze')
})
afterAll(async () => {
  await api.close(0)
  await pool.end()
  await database.drop()
})

/** Users 1… and groups 1…; group n has the members n … n + 9. Keys of directories of one site do not overlap. */
async function fill({ siteId, directoryId }: TestDirectory, firstKey: number): Promise<void> {
  const scope = [siteId, directoryId, firstKey]
  await pool.query(
    `insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, external_id,
                                 display_name_key, email_key, created_at, last_modified, resource)
     select $1, $2, $3::bigint + n, gen_random_uuid(), n % 10 > 0, 1, 'user-' || n, 'E' || n, 'name ' || n % 100,
            'user-' || n || '@example.com', now(), now(),
            jsonb_build_object('userName', 'User-' || n, 'externalId', 'E' || n, 'displayName', 'Name ' || n % 100,
              'title', 'T' || n % 3, 'active', n % 10 > 0, 'emails', jsonb_build_array(
                jsonb_build_object('value', 'User-' || n || '@example.com', 'type', 'work', 'primary', true),
                jsonb_build_object('value', 'home-' || n % 50 || '@example.com', 'type', 'home')))
     from generate_series(1, ${USERS}) n`,
    scope,
  )
  await pool.query(
    `insert into directory_user_email (site_id, directory_id, email_key, user_key)
     select $1, $2, email, $3::bigint + n
     from generate_series(1, ${USERS}) n,
          unnest(array['user-' || n || '@example.com', 'home-' || n % 50 || '@example.com']) email`,
    scope,
  )
  await pool.query(
    `insert into directory_group (site_id, directory_id, key, id, version, member_count, display_name_key, external_id,
                                  created_at, last_modified, resource)
     select $1, $2, $3::bigint + 50000 + n, gen_random_uuid(), 1, 10, 'group ' || n, 'G' || n, now(), now(),
            jsonb_build_object('displayName', 'Group ' || n, 'externalId', 'G' || n)
     from generate_series(1, ${GROUPS}) n`,
    scope,
  )
  await pool.query(
    `insert into directory_member (site_id, group_key, member_key)
     select $1, $2::bigint + 50000 + n, $2::bigint + n + m from generate_series(1, ${GROUPS}) n, generate_series(0, 9) m`,
    [siteId, firstKey],
  )
  await pool.query(
    `insert into counter (site_id, directory_id, name, value) values ($1, $2, 'users', $3), ($1, $2, 'groups', $4)`,
    [siteId, directoryId, USERS, GROUPS],
  )
}

type Listed = { id: string; userName: string; displayName: string }

const list = (path: string, filter: string, more = '') =>
  api.scim(directory, 'GET', `${path}?filter=${encodeURIComponent(filter)}${more}`)
const names = async (filter: string, more?: string) =>
  (await list('/Users', filter, more)).body.Resources.map((user: Listed) => user.userName)
const groups = async (filter: string) =>
  (await list('/Groups', filter, '&excludedAttributes=members')).body.Resources.map(
    (group: Listed) => group.displayName,
  )
const idOf = async (userName: string, of = directory): Promise<string> =>
  (
    await pool.query(`select id from directory_user where directory_id = $1 and user_name_key = $2`, [
      of.directoryId,
      userName,
    ])
  ).rows[0].id

describe('filters on users', () => {
  test.each([
    ['userName eq "USER-7"', ['User-7']],
    ['externalId eq "E7"', ['User-7']],
    ['externalId eq "e7"', []],
    ['emails.value eq "user-7@EXAMPLE.com"', ['User-7']],
    ['emails eq "user-7@example.com"', ['User-7']],
    ['emails[type eq "work"].value eq "user-7@example.com"', ['User-7']],
    ['emails[type eq "home"].value eq "user-7@example.com"', []],
    ['emails[value eq "user-7@example.com" and primary eq true]', ['User-7']],
    ['userName eq "user-7" and active eq true', ['User-7']],
    ['userName eq "user-10" and active eq true', []],
    ['userName eq "user-7" and title eq "t1"', ['User-7']],
    ['userName eq "user-7" and not (title eq "t1")', []],
    ['userName eq "user-7" and externalId eq "E8"', []],
    ['id eq "none"', []],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "user-7"', ['User-7']],
    [`userName eq "' or true --"`, []],
  ])('%s', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected)
  })

  test('id, also together with what Entra asks of a manager', async () => {
    const id = await idOf('user-7')
    expect(await names(`id eq "${id}"`)).toEqual(['User-7'])
    expect(await names(`id eq "${id}" and manager eq "${randomUUID()}"`)).toEqual([])
    expect(await names(`id eq "${id.toUpperCase()}"`)).toEqual([])
  })

  test('a name that many have is paged, with the number of all', async () => {
    const page = await list('/Users', 'displayName eq "NAME 5"', '&startIndex=41&count=20')
    expect(page.body).toMatchObject({ totalResults: USERS / 100, startIndex: 41, itemsPerPage: 10 })
    const many = await list('/Users', 'emails.value eq "home-5@example.com" and title eq "T0"', '&count=7')
    expect(many.body.itemsPerPage).toBe(7)
    expect(many.body.totalResults).toBeGreaterThan(30)
    expect((await list('/Users', 'active eq false', '&count=3')).body).toMatchObject({ totalResults: USERS / 10 })
    expect((await list('/Users', 'userName eq "user-7"', '&count=0')).body).toMatchObject({
      totalResults: 1,
      Resources: [],
    })
  })

  test.each([
    ['title eq "T1"'],
    ['userName co "user"'],
    ['userName eq "a" or userName eq "b"'],
    ['not (userName eq "a")'],
    ['emails[type eq "work"]'],
    ['userName pr'],
    ['groups.value eq "x"'],
    ['userName eq "a" and groups.value eq "x"'],
    [''],
  ])('400 invalidFilter for what cannot be answered yet: %s', async (filter) => {
    const answer = await list('/Users', filter)
    expect(answer.status).toBe(400)
    expect(answer.body.scimType).toBe('invalidFilter')
  })

  test('a refusal says what is supported', async () => {
    expect((await list('/Users', 'title eq "x"')).body.detail).toContain(
      'userName, externalId, id, emails.value, displayName',
    )
  })
})

describe('filters on groups', () => {
  test('by name, external id and member', async () => {
    expect(await groups('displayName eq "GROUP 9"')).toEqual(['Group 9'])
    expect(await groups('externalId eq "G9"')).toEqual(['Group 9'])
    const id = await idOf('user-3')
    expect(await groups(`members.value eq "${id}"`)).toEqual(['Group 1', 'Group 2', 'Group 3'])
    expect(await groups(`members[value eq "${id}"]`)).toEqual(['Group 1', 'Group 2', 'Group 3'])
    expect(await groups(`members eq "${id}" and displayName eq "group 2"`)).toEqual(['Group 2'])
    expect(await groups(`members.value eq "${randomUUID()}"`)).toEqual([])
  })

  test('never those of the neighbour directory', async () => {
    expect(await groups(`members.value eq "${await idOf('user-3', neighbour)}"`)).toEqual([])
    const foreign = await idOf('user-7', neighbour)
    expect(await names(`id eq "${foreign}"`)).toEqual([])
    expect((await api.scim(directory, 'GET', `/Users/${foreign}`)).status).toBe(404)
    expect((await api.scim(directory, 'GET', '/Users?count=1')).body.totalResults).toBe(USERS)
  })
})

describe('plans', () => {
  const planOf = async (type: ResourceType, filter: string, associations = false): Promise<string> => {
    const { condition } = translateFilter(checkFilter(parseFilter(filter, 'lenient'), type, 'lenient'), type)
    const scope = { siteId: directory.siteId, directoryId: directory.directoryId }
    const { text, values } = selectResources({ type, scope, condition, associations, offset: 0, limit: 100 })
    const { rows } = await pool.query(`explain ${text}`, values)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }
  const id = randomUUID()

  test.each<[ResourceType, string, string]>([
    ['User', 'userName eq "user-7"', 'directory_user_name'],
    ['User', 'externalId eq "E7"', 'directory_user_external_id'],
    ['User', `id eq "${id}"`, 'directory_user_site_id_id_key'],
    ['User', 'emails.value eq "user-7@example.com"', 'directory_user_email_pkey'],
    ['User', 'emails[type eq "work"].value eq "user-7@example.com"', 'directory_user_email_pkey'],
    ['User', 'displayName eq "name 7"', 'directory_user_display_name'],
    ['Group', 'displayName eq "group 7"', 'directory_group_name'],
    ['Group', 'externalId eq "G7"', 'directory_group_external_id'],
    ['Group', `members.value eq "${id}"`, 'directory_member_reverse'],
  ])('%s by %s uses an index', async (type, filter, index) => {
    const plan = await planOf(type, filter)
    expect(plan).toContain(index)
    expect(plan).not.toContain('Seq Scan')
  })

  test('a group without its members does not touch the membership', async () => {
    expect(await planOf('Group', 'displayName eq "group 7"', false)).not.toContain('directory_member')
    expect(await planOf('Group', 'displayName eq "group 7"', true)).toContain('directory_member')
  })

  test('no value of a request is in the text of a statement', async () => {
    const marker = `x'; drop table site; --`
    const filter = checkFilter(parseFilter(`userName eq "${marker}"`, 'lenient'), 'User', 'lenient')
    const { condition } = translateFilter(filter, 'User')
    const scope = { siteId: 1, directoryId: 2 }
    const statement = selectResources({ type: 'User', scope, condition, associations: false, offset: 0, limit: 1 })
    expect(statement.text).not.toContain('drop')
    expect(statement.values).toEqual([1, 2, marker, 1, 0])
  })
})
