/** Filters and lists over HTTP against rows written by hand. Their plans: test/storage/read-plans.test.ts. */

import { randomUUID } from 'node:crypto'
import { respondError } from '@syncline/api/http/respond.ts'
import type { ScimEnv } from '@syncline/api/http/scim-env.ts'
import { listHandler } from '@syncline/api/scim/list-routes.ts'
import { createScanLimit } from '@syncline/api/scim/scan-limit.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import { checkFilterAcross } from '@syncline/core/scim/filter-check.ts'
import { parseFilter } from '@syncline/core/scim/filter-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { hashApiKey } from '@syncline/core/storage/catalogue/api-key.ts'
import { findCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { translateFilter } from '@syncline/core/storage/read/filter-to-sql.ts'
import { openReadPool } from '@syncline/core/storage/read/read-pool.ts'
import { countResources } from '@syncline/core/storage/read/resource-query.ts'
import { type Handler, Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { fillDirectory, finishFilling } from '../support/filled-directory.ts'
import { readAnswer } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'

const USERS = 5_000
const GROUPS = 500

const { database, pool, api, directory } = useTestSystem({ directory: 'once' })
let neighbour: TestDirectory

beforeAll(async () => {
  neighbour = await createTestDirectory(pool(), { of: directory() })
  await fillDirectory(pool(), directory(), { users: USERS, groups: GROUPS })
  await fillDirectory(pool(), neighbour, { users: USERS, groups: GROUPS, firstKey: 2_000_000 })
  await finishFilling(pool())
})

type Listed = { id: string; userName: string; displayName: string }

const list = (path: string, filter: string, more = '') =>
  api().scim(directory(), 'GET', `${path}?filter=${encodeURIComponent(filter)}${more}`)
const names = async (filter: string, more?: string) =>
  (await list('/Users', filter, more)).body.Resources.map((user: Listed) => user.userName)
const groups = async (filter: string) =>
  (await list('/Groups', filter, '&excludedAttributes=members')).body.Resources.map(
    (group: Listed) => group.displayName,
  )
const credentialOf = async ({ key }: TestDirectory) => {
  const found = await findCredential(createKysely(pool()), hashApiKey(key))
  if (found === undefined) throw new Error('no such key')
  return found
}
const idOf = async (userName: string, of = directory()): Promise<string> =>
  (
    await pool().query(`select id from directory_user where directory_id = $1 and user_name_key = $2`, [
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
    ['title eq "t1" and userName sw "user-1"', (n: number) => n % 3 === 1 && String(n).startsWith('1')],
    ['userName ew "-77" or externalId eq "E9"', (n: number) => n === 77 || n === 9],
    ['not (title eq "T0" or title eq "T1") and active eq false', (n: number) => n % 3 === 2 && n % 10 === 0],
    ['userName gt "USER-4998"', (n: number) => `user-${n}` > 'user-4998'],
    ['displayName le "name 0"', (n: number) => n % 100 === 0],
    ['emails[type eq "home" and value sw "HOME-7@"]', (n: number) => n % 50 === 7],
    ['emails.primary eq false and userName ge "user-9"', (n: number) => `user-${n}` >= 'user-9'],
    ['meta.lastModified ge "2024-01-01T01:23:00+00:00"', (n: number) => n >= 4_980],
    ['meta.resourceType eq "User" and name pr', () => false],
    ['schemas co "enterprise"', () => false],
    ['groups.display eq "GROUP 1"', (n: number) => n <= 10],
    ['groups pr', (n: number) => n <= GROUPS + 9],
  ])('%s', async (filter, expected) => {
    const all = Array.from({ length: USERS }, (_, index) => index + 1).filter(expected)
    expect(await names(filter, '&count=200')).toEqual(all.slice(0, 200).map((n) => `User-${n}`))
    expect((await list('/Users', filter, '&count=0')).body.totalResults).toBe(all.length)
  })

  test.each([[''], ['password eq "x"'], ['active gt true'], ['emails[value'], ['nothing eq "x"']])(
    '400 invalidFilter: %s',
    async (filter) => {
      const answer = await list('/Users', filter)
      expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidFilter'])
    },
  )
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
    expect((await api().scim(directory(), 'GET', `/Users/${foreign}`)).status).toBe(404)
    expect((await api().scim(directory(), 'GET', '/Users?count=1')).body.totalResults).toBe(USERS)
  })
})

describe('what a filter may hold', () => {
  test('no value and no name of a request is in the text of a statement', async () => {
    const marker = `x'; drop table site; --`
    const text = `title eq "${marker}" or emails[type eq "${marker}"] or members.value eq "${marker}"`
    const checked = checkFilterAcross(
      parseFilter(text, 'lenient'),
      [RESOURCE_TYPES.User, RESOURCE_TYPES.Group],
      'lenient',
    ).get('User')
    if (checked === undefined) throw new Error('no filter')
    const { condition } = translateFilter(checked, RESOURCE_TYPES.User, marker)
    const { text: sql, values } = countResources(
      { siteId: 1, directoryId: 2 },
      { type: RESOURCE_TYPES.User, condition, selective: false },
    )
    expect(sql).not.toContain('drop')
    expect(sql).not.toContain('title')
    expect(values).toEqual(expect.arrayContaining([1, 2, 'title', marker]))
  })

  test('quotes, patterns and escapes are texts like others', async () => {
    for (const text of [`' or true --`, '%', '_', '\\\\', '$1', '"; --'.replace('"', '\\"')]) {
      // biome-ignore lint/performance/noAwaitInLoops: one after another
      expect(await names(`userName co "${text}"`), text).toEqual([])
      expect(await names(`title sw "${text}"`), text).toEqual([])
      expect(await names(`emails[value ew "${text}"]`), text).toEqual([])
    }
  })

  test('what takes too long is 400 tooMany, and says what to do', async () => {
    const slow = openReadPool({ url: database().url, max: 1, statementTimeoutMs: 1, onError: () => undefined })
    const app = new Hono<ScimEnv>()
    app.onError((error, c) => respondError(c, error instanceof ScimError ? error : ScimError.of('invalidSyntax', 'x')))
    app.use(async (c, next) => {
      c.set('credential', await credentialOf(directory()))
      c.set('baseUrl', 'http://sp.test')
      await next()
    })
    app.get('/Users', listHandler({ pool: slow, scans: createScanLimit() }, ['User']) as Handler<ScimEnv>)
    const terms = Array.from({ length: 60 }, (_, n) => `emails[value co "${n}x"]`).join(' or ')
    const answer = await readAnswer(await app.request(`/Users?filter=${encodeURIComponent(terms)}`))
    await slow.end()
    expect([answer.status, answer.body.scimType]).toEqual([400, 'tooMany'])
    expect(answer.body.detail).toContain('narrow')
  })

  test('more terms, depth and text than there may be: 400 invalidFilter', async () => {
    const many = Array.from({ length: 201 }, () => 'title pr').join(' or ')
    const deep = `${'('.repeat(51)}title pr${')'.repeat(51)}`
    for (const filter of [many, deep, `title eq "${'x'.repeat(9_000)}"`]) {
      // biome-ignore lint/performance/noAwaitInLoops: one after another
      const answer = await list('/Users', filter, '&count=0')
      expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidFilter'])
    }
    expect((await list('/Users', Array.from({ length: 200 }, () => 'title eq "x"').join(' or '))).status).toBe(200)
  })
})
