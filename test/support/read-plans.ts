/** The plans of the filters that identity providers send. */

import { randomUUID } from 'node:crypto'
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import type { SchemaSet } from '@syncline/core/scim/resource-type.ts'
import type { ListPage } from '@syncline/core/storage/read/list-page.ts'
import { openReadPool } from '@syncline/core/storage/read/read-pool.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { type DirectorySize, FIRST_GROUP, fillDirectory, finishFilling } from './filled-directory.ts'
import { type Asked, type Plan, planOf } from './plan-of.ts'
import { openPool } from './pool.ts'
import { createTestDirectory, type TestDirectory } from './test-directory.ts'
import { fillIndexedValues, registerWorldSchemas, WORLD_URN } from './world-schemas.ts'

/** Most rows that one of these may look at: of the hundred thousand, those that match and few others. */
const FEW_ROWS = 250
const FEW_BUFFERS = 1_500

/** The tests of plans, at a size. */
export function describePlans(size: DirectorySize, largeGroup: number): void {
  let database: TestDatabase
  let pool: pg.Pool
  let readPool: pg.Pool
  let directory: TestDirectory
  let schemas: SchemaSet

  beforeAll(async () => {
    database = await createTestDatabase()
    pool = openPool(database.url)
    readPool = openReadPool({ url: database.url, max: 1, onError: () => undefined })
    directory = await createTestDirectory(pool)
    schemas = await registerWorldSchemas(pool, directory)
    const neighbour = await createTestDirectory(pool, { of: directory })
    await fillDirectory(pool, directory, size)
    await fillDirectory(pool, neighbour, { ...size, firstKey: 2_000_000 })
    await pool.query(
      `insert into directory_member (site_id, group_key, member_key)
       select $1, ${FIRST_GROUP + 1}, n from generate_series(1, $2::integer) n on conflict do nothing`,
      [directory.siteId, largeGroup],
    )
    await fillIndexedValues(pool, directory, schemas, size)
    await finishFilling(pool)
  }, 240_000)
  afterAll(async () => {
    await readPool.end()
    await pool.end()
    await database.drop()
  })

  const plan = (asked: Asked) => planOf(readPool, directory, asked)
  const idOf = async (table: 'directory_user' | 'directory_group', key: number): Promise<string> =>
    (await pool.query(`select id from ${table} where site_id = $1 and key = $2`, [directory.siteId, key])).rows[0].id

  describe('filters that identity providers send are index look-ups', () => {
    const id = randomUUID()
    test.each<[ResourceType, string, string]>([
      ['User', 'userName eq "user-7"', 'directory_user_name'],
      ['User', 'userName eq "user-7" and active eq true', 'directory_user_name'],
      ['User', 'active eq true and userName eq "user-7"', 'directory_user_name'],
      ['User', 'externalId eq "E7"', 'directory_user_external_id'],
      ['User', 'externalId eq "E7" and active eq true', 'directory_user_external_id'],
      ['User', `id eq "${id}"`, 'directory_user_site_id_id_key'],
      ['User', `id eq "${id}" and manager eq "${id}"`, 'directory_user_site_id_id_key'],
      ['User', `manager eq "${id}"`, 'directory_user_manager'],
      ['User', `manager.value eq "${id}" and active eq true`, 'directory_user_manager'],
      ['User', 'emails.value eq "user-7@example.com"', 'directory_user_email_pkey'],
      ['User', 'emails eq "user-7@example.com" and active eq true', 'directory_user_email_pkey'],
      ['User', 'emails[type eq "work"].value eq "user-7@example.com"', 'directory_user_email_pkey'],
      ['User', 'emails[type eq "work" and value eq "user-7@example.com"]', 'directory_user_email_pkey'],
      ['User', 'displayName eq "name 7"', 'directory_user_display_name'],
      ['User', 'displayName eq "name 7" and active eq true', 'directory_user_display_name'],
      ['User', 'userName sw "user-777"', 'directory_user_name'],
      ['User', 'userName eq "user-7" or externalId eq "E9"', 'directory_user_external_id'],
      ['User', 'userName eq "user-7" or emails.value eq "user-9@example.com"', 'directory_user_email_pkey'],
      ['User', 'meta.lastModified eq "2024-01-01T00:01:00Z"', 'directory_user_last_modified'],
      [
        'User',
        'meta.lastModified gt "2024-01-01T00:01:00Z" and meta.lastModified lt "2024-01-01T00:02:00Z"',
        'directory_user_last_modified',
      ],
      ['Group', 'displayName eq "group 7"', 'directory_group_name'],
      ['Group', 'externalId eq "G7"', 'directory_group_external_id'],
      ['Group', `members.value eq "${id}"`, 'directory_member_reverse'],
      ['Group', `members[value eq "${id}"]`, 'directory_member_reverse'],
    ])('%s by %s', async (type, filter, index) => {
      const found = await plan({ type, filter })
      expect(found.indexes).toContain(index)
      expect(found.nodes).not.toContain('Seq Scan')
      expect(found.rowsRead).toBeLessThan(FEW_ROWS)
      expect(found.buffers).toBeLessThan(FEW_BUFFERS)
    })

    test.each(['badge', 'tags', 'level'])('%s of an extension schema, where it is indexed', async (name) => {
      const operand = name === 'level' ? '7' : '"V7"'
      const found = await plan({
        type: 'User',
        schemas,
        filter: `${WORLD_URN}:${name} eq ${operand} and active eq true`,
      })
      expect(found.indexes).toContain('directory_value_pkey')
      expect(found.nodes).not.toContain('Seq Scan')
      expect(found.rowsRead).toBeLessThan(FEW_ROWS)
      expect(found.buffers).toBeLessThan(FEW_BUFFERS)
    })

    test('groups of a person who is in some', async () => {
      const found = await plan({ type: 'Group', filter: `members.value eq "${await idOf('directory_user', 9)}"` })
      expect(found.rowsRead).toBeLessThan(FEW_ROWS)
    })

    test('reports of a manager who has some', async () => {
      const boss = await idOf('directory_user', 3)
      const enterprise = { 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager: { value: boss } } }
      await pool.query(
        'update directory_user set resource = resource || $2::jsonb where site_id = $1 and key between 11 and 40',
        [directory.siteId, JSON.stringify(enterprise)],
      )
      const found = await plan({ type: 'User', filter: `manager eq "${boss}"`, manager: true })
      expect(found.indexes).toContain('directory_user_manager')
      expect(found.nodes).not.toContain('Seq Scan')
      expect(found.rowsRead).toBeLessThan(FEW_ROWS)
    })

    test('users of a group', async () => {
      const found = await plan({
        type: 'User',
        filter: `groups.value eq "${await idOf('directory_group', FIRST_GROUP + 2)}"`,
      })
      expect(found.indexes).toContain('directory_member_pkey')
      expect(found.rowsRead).toBeLessThan(FEW_ROWS)
    })
  })

  describe('pages', () => {
    test('by userName and by lastModified are walked along an index, behind a cursor as on the first page', async () => {
      const after = { key: size.users / 2, value: `user-${size.users / 2}` }
      const first = await plan({ type: 'User', sortBy: 'userName' })
      const later = await plan({
        type: 'User',
        sortBy: 'userName',
        page: { kind: 'cursor', after, count: 100, total: null },
      })
      expect([first.indexes, later.indexes]).toEqual([['directory_user_name'], ['directory_user_name']])
      expect(Math.max(first.rowsRead, later.rowsRead)).toBeLessThan(FEW_ROWS)
      const firstModified = await plan({ type: 'User', sortBy: 'meta.lastModified' })
      expect(firstModified.indexes).toEqual(['directory_user_last_modified'])
      const changed = { key: size.users / 2, value: '2024-01-01T00:30:00Z' }
      const page: ListPage = { kind: 'cursor', after: changed, count: 100, total: null }
      const modified = await plan({ type: 'User', sortBy: 'meta.lastModified', page })
      expect(modified.indexes).toEqual(['directory_user_last_modified'])
      expect(modified.rowsRead).toBeLessThan(FEW_ROWS)
    })

    test('in the order of creation cost the same at the end as at the beginning', async () => {
      const at = (key: number) =>
        plan({ type: 'User', page: { kind: 'cursor', after: { key, value: null }, count: 100, total: null } })
      const [first, last] = [await at(0), await at(size.users - 150)]
      expect(last.rowsRead).toBe(first.rowsRead)
      expect(last.buffers).toBeLessThan(first.buffers + 10)
    })

    test('by index skip what is before them in the index, without reading it', async () => {
      const at = (startIndex: number) => plan({ type: 'User', page: { kind: 'index', startIndex, count: 100 } })
      const [first, last] = [await at(1), await at(size.users - 150)]
      expect(first.nodes).not.toContain('Index Only Scan')
      expect(last.nodes).toContain('Index Only Scan')
      expect(last.nodes.filter((node) => node === 'Index Scan')).toHaveLength(1)
    })
  })

  describe(`a group of ${largeGroup} members costs what a group of 10 costs`, () => {
    const both = async (asked: (key: number) => Promise<Asked>): Promise<[Plan, Plan]> => [
      await plan(await asked(FIRST_GROUP + 2)),
      await plan(await asked(FIRST_GROUP + 1)),
    ]

    test('without its members', async () => {
      const [small, large] = await both(async (key) => ({
        type: 'Group',
        filter: `displayName eq "group ${key - FIRST_GROUP}"`,
      }))
      expect(large.tables).toEqual(['directory_group'])
      expect(large.rowsRead).toBe(small.rowsRead)
    })

    test('in a page of groups without their members', async () => {
      const after = (key: number) => ({ key: key - 1, value: null })
      const page = (key: number): ListPage => ({ kind: 'cursor', after: after(key), count: 1, total: null })
      const [small, large] = await both(async (key) => ({ type: 'Group', page: page(key) }))
      expect([large.tables, large.rowsRead]).toEqual([['directory_group'], small.rowsRead])
    })

    test('by its id, without its members', async () => {
      const filter = async (key: number) => `id eq "${await idOf('directory_group', key)}"`
      const [small, large] = await both(async (key) => ({ type: 'Group', filter: await filter(key) }))
      expect([large.tables, large.rowsRead, large.indexes]).toEqual([['directory_group'], 1, small.indexes])
    })

    test('when it is asked whether somebody is a member', async () => {
      const member = await idOf('directory_user', 5)
      const [small, large] = await both(async (key) => ({
        type: 'Group',
        filter: `id eq "${await idOf('directory_group', key)}" and members[value eq "${member}"]`,
      }))
      expect(large.rowsRead).toBe(small.rowsRead)
      expect(large.buffers).toBeLessThan(small.buffers + 10)
      expect(large.rowsRead).toBeLessThan(10)
    })

    test('with its members it does not: the figures tell', async () => {
      const [small, large] = await both(async (key) => ({
        type: 'Group',
        filter: `displayName eq "group ${key - FIRST_GROUP}"`,
        associations: true,
      }))
      expect(large.rowsRead).toBeGreaterThan(small.rowsRead + largeGroup - 100)
    })
  })
}
