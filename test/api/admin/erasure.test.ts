/**
 * A person with a long history, over HTTP: behind the erasure nothing of them is anywhere in the database, and nothing of anybody else
 * is changed. The search goes over every column that there is.
 */
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { placesOf, rowsWith } from '../../support/find-text.ts'
import { openPool } from '../../support/pool.ts'
import { openTestApi, startTestWorker, type TestApi } from '../../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../../support/test-directory.ts'
import { BULK_REQUEST as BULK, ENTERPRISE, GROUP, PATCH, USER } from '../../support/urns.ts'
import { waitUntil } from '../../support/wait-until.ts'

/** Everything that is said of her, in one pattern. */
const ZELDA = 'zelda|quux|zqlogin|ext-zq-77|555-0199|neumann'
const BOB = 'bob@|bobby|555-0123'

let database: TestDatabase
let pool: pg.Pool
let api: TestApi
let worker: RunningWorker
let token: string
let directory: TestDirectory
let site: string
let zelda: string
let person: string

const admin = (method: string, path: string, body?: object) =>
  adminRequest(api, token, method, `/sites/${site}${path}`, body)
const done = async (method: string, path: string, body?: object) => {
  const answer = await admin(method, path, body)
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}
const scim = async (status: number, ...[from, ...request]: Parameters<TestApi['scim']>) => {
  const answer = await api.scim(from, ...request)
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  return answer
}
const her = (more: object = {}) => ({
  schemas: [USER, ENTERPRISE],
  userName: 'zqlogin',
  externalId: 'EXT-ZQ-77',
  displayName: 'Zelda Quux',
  name: { givenName: 'Zelda', familyName: 'Quux' },
  emails: [{ value: 'zelda.quux@example.com', primary: true }],
  phoneNumbers: [{ value: '+49-555-0199' }],
  [ENTERPRISE]: { department: 'Department of Quux' },
  ...more,
})
const patched = (...Operations: readonly object[]) => ({ schemas: [PATCH], Operations })
const accountOf = async (email: string): Promise<string> => (await done('GET', `/people?email=${email}`)).items[0].id

async function live(): Promise<void> {
  const { body: made } = await scim(201, directory, 'POST', '/Users', her(), { 'idempotency-key': 'create-Zelda' })
  zelda = made.id
  const bob = await scim(201, directory, 'POST', '/Users', {
    schemas: [USER, ENTERPRISE],
    userName: 'bob@example.com',
    displayName: 'Bobby',
    phoneNumbers: [{ value: '+49-555-0123' }],
    [ENTERPRISE]: { manager: { value: zelda, displayName: 'Zelda Quux' } },
  })
  await scim(409, directory, 'POST', '/Users', her({ nickName: 'Zeldarella' }))
  const members = [
    { value: zelda, display: 'Zelda Quux' },
    { value: bob.body.id, display: 'Bobby' },
  ]
  const group = await scim(201, directory, 'POST', '/Groups', { schemas: [GROUP], displayName: 'Staff', members })
  const add = { op: 'add', path: 'members', value: members }
  await scim(204, directory, 'PATCH', `/Groups/${group.body.id}`, patched(add))
  await done('POST', '/imports', {
    accounts: [
      { email: 'dora@example.com', audience: 'workforce', displayName: 'Dora' },
      { email: 'ZELDA.quux@example.com', audience: 'workforce', displayName: 'Zelda' },
    ],
  })
  const rename = [
    { op: 'replace', path: 'displayName', value: 'Zelda Neumann' },
    { op: 'replace', path: 'emails[primary eq true].value', value: 'zelda.neumann@example.com' },
  ]
  await scim(200, directory, 'PATCH', `/Users/${zelda}`, patched(...rename))
  const mail = [{ value: 'zelda.neumann@example.com', primary: true }]
  await scim(200, directory, 'PUT', `/Users/${zelda}`, her({ displayName: 'Zelda N.', emails: mail }))
  await scim(400, directory, 'PATCH', `/Users/${zelda}`, patched({ op: 'replace', path: 'Zelda', value: 1 }))
  // Of a request by which nobody was made, and whose address she had only before.
  await scim(409, directory, 'POST', '/Users', her({ userName: 'bob@example.com' }))
}

/** Requests of several people, and results that are fetched later. */
async function share(): Promise<void> {
  const patch = patched({ op: 'replace', path: 'title', value: 'Chief Quux' })
  const carl = { schemas: [USER], userName: 'carl@example.com', displayName: 'Carl' }
  const bulk = {
    schemas: [BULK],
    Operations: [
      { method: 'PATCH', path: `/Users/${zelda}`, bulkId: 'zelda-1', data: patch },
      { method: 'POST', path: '/Users', bulkId: 'carl-1', data: carl },
    ],
  }
  // What is done at once is answered at once.
  const asynchronous = { prefer: 'respond-async' }
  const bulked = await api.scim(directory, 'POST', '/Bulk', bulk, asynchronous)
  const alone = await api.scim(directory, 'PATCH', `/Users/${zelda}`, patch, asynchronous)
  for (const { status } of [bulked, alone]) expect([200, 202]).toContain(status)
  await waitUntil(
    async () => (await done('GET', '/people?email=carl')).items,
    (people: unknown[]) => people.length === 1,
  )
  await done('POST', '/imports', {
    groups: [{ name: 'Team', audience: 'workforce', members: ['Zelda.Neumann@example.com', 'dora@example.com'] }],
    members: [{ group: 'Team', audience: 'workforce', email: 'zelda.neumann@example.com' }],
  })
}

/** Whatever keeps a copy: the guard, deleted groups, results of commands, other directories, a preview. */
async function beCopied(): Promise<void> {
  person = await accountOf('zelda.neumann')
  await done('PUT', `/people/${person}/active`, { active: false, reason: 'Zelda is ill' })
  const { items: groups } = await done('GET', '/groups?name=Team')
  await done('POST', `/groups/${groups[0].id}/delete`, { reason: 'a try' })
  const { items: copies } = await done('GET', '/deleted-groups')
  expect(JSON.stringify(await done('POST', `/deleted-groups/${copies[0].id}/restore`, {}))).toContain('Zelda')
  await done('POST', `/groups/${groups[0].id}/delete`, { reason: 'again' })
  await done('PUT', `/people/${person}/active`, { active: true })

  const reviewed = await createDirectory(createKysely(pool), { siteId: directory.siteId, name: 'in review' }, 'test')
  await pool.query('update credential set directory_id = $2 where directory_id = $1', [second.directoryId, reviewed.id])
  const inReview = { ...second, directoryId: reviewed.id, directoryPublicId: reviewed.publicId }
  await scim(201, inReview, 'POST', '/Users', her({ emails: [{ value: 'zelda.neumann@example.com' }] }))
  const { id } = await done('POST', `/directories/${reviewed.publicId}/previews`, {})
  await waitUntil(
    () => done('GET', `/directories/${reviewed.publicId}/previews/${id}`),
    ({ state }) => state === 'ready',
  )
  await pool.query(
    `update directory set settings = settings || '{"guardPeople": 0, "guardPercent": 0}' where id = $1`,
    [directory.directoryId],
  )
  await scim(204, directory, 'DELETE', `/Users/${zelda}`)
}

let second: TestDirectory

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  api = await openTestApi(database)
  worker = await startTestWorker(database)
  directory = await createTestDirectory(pool)
  second = await createTestDirectory(pool, { of: directory })
  token = await createTestAdmin(pool, [{ role: 'admin', siteId: null }])
  const { rows } = await pool.query('select public_id from site where id = $1', [directory.siteId])
  site = rows[0].public_id
  await live()
  await share()
  await beCopied()
})
afterAll(async () => {
  await api.close()
  await worker.close()
  await pool.end()
  await database.drop()
})

/** What begins within the last seconds may have something in flight beside it, and waits for that. */
async function finished(id: string) {
  await pool.query(`update erasure set began_at = began_at - interval '1 minute' where person_id = $1`, [id])
  return waitUntil(
    () => done('GET', `/people/${id}/erasure`),
    ({ erased }) => erased?.finishedAt != null,
  )
}

describe('a person with a history', () => {
  test('is shown with what goes, and not erased while a directory has them', async () => {
    const { effects, erased } = await done('GET', `/people/${person}/erasure`)
    expect(erased).toBeNull()
    expect(effects).toMatchObject({
      kind: 'account',
      records: [{ directory: { name: 'in review' }, connected: true }],
      groups: 1,
      guardItems: 1,
      copies: 1,
      others: [],
    })
    const answer = await admin('POST', `/people/${person}/erasure`, { reason: 'ticket 7' })
    expect(answer).toMatchObject({ status: 409, body: { type: '/admin/v1/problems/refused' } })
    expect(answer.body.detail).toMatch(/identity provider/)
    expect((await admin('POST', `/people/${person}/erasure`, {})).status).toBe(400)
  })

  test('leaves nothing in any column of any table, and everybody else as they were', async () => {
    const before = await placesOf(pool, ZELDA)
    // Else the search would find nothing whatever is left.
    for (const place of ['account.email', 'operation.body', 'outcome.resource', 'change.before', 'guard_item.gone']) {
      expect(
        before.some((each) => each === place || each.replace(/_\d+/, '') === place),
        place,
      ).toBe(true)
    }
    // Looked at by the next test.
    const isShared = (row: string) => /,import\)$|"async_request"/.test(row) || new RegExp(ZELDA, 'i').test(row)
    const ofOthers = async () => (await rowsWith(pool, `${BOB}|carl|dora`)).filter((row) => !isShared(row))
    const others = await ofOthers()
    expect(others.length).toBeGreaterThan(10)
    const answer = await done('POST', `/people/${person}/erasure`, { reason: 'ticket 7', records: 'erase' })
    expect(answer).toMatchObject({ person, erasedNow: true })
    const { erased, effects } = await finished(person)
    expect(effects).toBeNull()
    expect(erased).toMatchObject({
      operation: answer.operation,
      reason: 'ticket 7',
      by: expect.stringContaining('admin:'),
    })

    expect(await placesOf(pool, ZELDA)).toEqual([])
    expect(await ofOthers()).toEqual(others)
  })

  test('what they shared with others has the part of the others still', async () => {
    const { rows } = await pool.query(
      `select body from operation where command = 'import' and site_id = $1 order by id`,
      [directory.siteId],
    )
    expect(rows[0].body.arguments.accounts).toEqual([
      { email: 'dora@example.com', audience: 'workforce', displayName: 'Dora' },
      { erased: true },
    ])
    expect(rows[1].body.arguments).toEqual({
      accounts: [],
      groups: [{ name: 'Team', audience: 'workforce', members: [null, 'dora@example.com'] }],
      members: [{ erased: true }],
    })
    const bulks = await pool.query('select bulk_elements from async_request where bulk_elements is not null')
    expect(bulks.rows[0].bulk_elements.map(({ bulkId }: { bulkId: unknown }) => bulkId)).toEqual([null, 'carl-1'])
  })

  test('who did what when is still there', async () => {
    const { items } = await done('GET', `/operations?resource=${zelda}&limit=50`)
    expect(items.map(({ method }: { method: string }) => method)).toEqual(
      expect.arrayContaining(['POST', 'PUT', 'DELETE']),
    )
    const whole = await done('GET', `/operations/${items[0].id}`)
    expect(whole.request).toMatchObject({ body: null, resourceId: zelda })
    const events = await done('GET', '/events?limit=50')
    expect(events.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          action: 'person.erased',
          reason: 'ticket 7',
          detail: expect.objectContaining({ person }),
        }),
      ]),
    )
  })

  test('once more is no error and no change; nobody, and a person of another site, are the same 404', async () => {
    const again = await done('POST', `/people/${person}/erasure`, { reason: 'once more' })
    expect(again).toMatchObject({ person, erasedNow: false })
    const foreign = await createTestDirectory(pool)
    const { rows } = await pool.query('select public_id from site where id = $1', [foreign.siteId])
    const bob = await accountOf('bob')
    const asked = await Promise.all(
      [person, bob, '0190cccc-0000-7000-8000-000000000000', 'no-uuid'].flatMap((id) =>
        ['GET', 'POST'].map((method) =>
          adminRequest(
            api,
            token,
            method,
            `/sites/${rows[0].public_id}/people/${id}/erasure`,
            method === 'GET' ? undefined : { reason: 'x' },
          ),
        ),
      ),
    )
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 404))
    const texts = new Set(asked.map(({ body }) => JSON.stringify({ ...body, instance: null })))
    expect(texts.size).toBe(1)
  })

  test('whoever the identity provider creates again is a new person', async () => {
    await scim(404, directory, 'GET', `/Users/${zelda}`)
    await scim(201, directory, 'POST', '/Users', her())
    expect(await accountOf('zelda.quux')).not.toBe(person)
  })
})
