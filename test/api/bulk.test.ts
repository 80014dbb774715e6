/** Bulk requests: what is refused, sent again, given up by its client, and how they share a site with others. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { changeDirectorySettings } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { describe, expect, test } from 'vitest'
import { openTestLane, type TestLane } from '../support/lane.ts'
import { patch, postGroup, postUser } from '../support/large-bulk.ts'
import { createUser, person } from '../support/requests.ts'
import { PUBLIC_URL, type ScimAnswer, scimRequest } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { BULK_REQUEST, USER } from '../support/urns.ts'
import { useTestLane } from '../support/use-test-lane.ts'
import { waitUntil } from '../support/wait-until.ts'

const system = useTestSystem({
  apis: { api: { waitLimitMs: 60_000 }, impatient: { waitLimitMs: 200 } },
  directory: 'none',
})
const { api } = system
const { impatient } = system.apis
const lane = useTestLane(system)

const bulkOf = (...operations: JsonObject[]): JsonObject => ({ schemas: [BULK_REQUEST], Operations: operations })
const newDirectory = (mode: 'lenient' | 'strict' = 'lenient') => createTestDirectory(lane().pool, { mode })
type Tenant = Parameters<TestLane['drain']>[0]
const tenantOf = ({ siteId, directoryId }: TestDirectory) =>
  ({ site: { id: siteId }, directory: { id: directoryId } }) as Tenant
const drain = (directory: TestDirectory, batchSize?: number) => lane().drain(tenantOf(directory), batchSize)
const count = async ({ siteId }: TestDirectory, table: 'bulk' | 'operation' | 'pending' | 'dead_letter') =>
  (await lane().pool.query(`select from ${table} where site_id = $1`, [siteId])).rowCount ?? 0
const statuses = ({ body }: ScimAnswer): string[] => body.Operations.map(({ status }: JsonObject) => status)

/** Sends it and applies what it asks for, once it is in the journal. */
async function send(directory: TestDirectory, body: JsonObject): Promise<ScimAnswer> {
  const before = await count(directory, 'bulk')
  const sent = api().scim(directory, 'POST', '/Bulk', body)
  const accepted = waitUntil(
    () => count(directory, 'bulk'),
    (found) => found > before,
  )
  const first = await Promise.race([sent, accepted.then(() => null)])
  if (first !== null) return first
  await drain(directory)
  return sent
}

describe('elements', () => {
  const REFUSED: readonly [string, JsonObject | string, string][] = [
    ['no object', 'POST /Users', '400 invalidSyntax'],
    ['a method in lower case', { ...postUser('a'), method: 'post' }, '400 invalidSyntax'],
    ['GET', { method: 'GET', path: '/Users' }, '400 invalidSyntax'],
    ['no path', { method: 'DELETE' }, '400 invalidSyntax'],
    [
      'POST without a bulkId',
      { method: 'POST', path: '/Users', data: { schemas: [USER], userName: 'a' } },
      '400 invalidSyntax',
    ],
    ['POST without data', { method: 'POST', path: '/Users', bulkId: 'b' }, '400 invalidSyntax'],
    ['POST to a resource', { ...postUser('c'), path: '/Users/1' }, '400 invalidPath'],
    ['DELETE of an endpoint', { method: 'DELETE', path: '/Users' }, '400 invalidPath'],
    ['an endpoint that is none', { method: 'DELETE', path: '/Devices/1' }, '400 invalidPath'],
    ['/Me', { method: 'PATCH', path: '/Me', data: {} }, '400 invalidPath'],
    ['a search', { ...postUser('d'), path: '/Users/.search' }, '400 invalidPath'],
    [
      'an unknown bulkId in the path',
      patch('/Users/bulkId:nobody', { op: 'remove', path: 'title' }),
      '400 invalidValue',
    ],
    ['a version that is none', { method: 'DELETE', path: '/Users/1', version: 1 }, '400 invalidSyntax'],
    ['a user without a name', { ...postUser('e'), data: { schemas: [USER] } }, '400 invalidValue'],
    ['NUL', postUser('f', { title: '\0' }), '400 invalidValue'],
  ]

  test.each(['lenient', 'strict'] as const)('%s: each kind of broken element fails alone', async (mode) => {
    const directory = await newDirectory(mode)
    const answer = await send(
      directory,
      bulkOf(...REFUSED.map(([, element]) => element as JsonObject), postUser('fine')),
    )
    expect(answer.status).toBe(200)
    const found = answer.body.Operations.map((each: JsonObject) => {
      const { scimType } = (each.response ?? {}) as JsonObject
      return scimType === undefined ? each.status : `${each.status} ${scimType}`
    })
    expect(found).toEqual([...REFUSED.map(([, , expected]) => expected), '201'])
  })

  test('a directory that wants If-Match wants a version of each element', async () => {
    const directory = await newDirectory()
    await changeDirectorySettings(createKysely(lane().pool), directory, { requireIfMatch: true }, 'test')
    const created = await send(directory, bulkOf(postUser('a'), { method: 'DELETE', path: '/Users/bulkId:a' }))
    expect(statuses(created)).toEqual(['201', '428'])
  })

  test('an element that was refused counts for failOnErrors at its place', async () => {
    const directory = await newDirectory()
    const body = { ...bulkOf(postUser('a'), { method: 'FETCH' }, postUser('b')), failOnErrors: 1 }
    expect(statuses(await send(directory, body))).toEqual(['201', '400'])
    const { rows } = await lane().pool.query('select status from outcome where site_id = $1 order by applied_seq', [
      directory.siteId,
    ])
    expect(rows.map(({ status }) => status)).toEqual([201, 400, 424])
  })

  test('a group that contains itself, and one that is removed from a filter', async () => {
    const directory = await newDirectory()
    const answer = await send(
      directory,
      bulkOf(
        postGroup('self', ['self', 'ada']),
        postUser('ada'),
        patch('/Groups/bulkId:self', { op: 'remove', path: 'members[value eq "bulkId:ada"]' }),
      ),
    )
    expect(statuses(answer)).toEqual(['201', '201', '200'])
    const id = String(answer.body.Operations[0].location).split('/').at(-1)
    const { body } = await api().scim(directory, 'GET', `/Groups/${id}`)
    expect(body.members.map(({ value }: JsonObject) => value)).toEqual([id])
  })

  test('more operations than the directory takes: 413 with the limit, and nothing is stored', async () => {
    const directory = await newDirectory()
    await changeDirectorySettings(createKysely(lane().pool), directory, { bulkMaxOperations: 100 }, 'test')
    const many = Array.from({ length: 101 }, (_, n) => postUser(`user ${n}`))
    const { status, body } = await api().scim(directory, 'POST', '/Bulk', bulkOf(...many))
    expect([status, body.detail]).toEqual([413, expect.stringContaining('100 operations')])
    expect(await count(directory, 'operation')).toBe(0)
  })
})

describe('sent again', () => {
  const body = bulkOf(postGroup('Staff', ['ada']), postUser('ada'))

  test('past the wait limit 503; the same Bulk then gets the result of the first, once', async () => {
    const directory = await newDirectory()
    const late = await impatient().scim(directory, 'POST', '/Bulk', body)
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '5'])
    // While it is pending, and after it was applied.
    expect((await impatient().scim(directory, 'POST', '/Bulk', body)).status).toBe(503)
    await drain(directory)
    const answer = await api().scim(directory, 'POST', '/Bulk', body)
    expect(statuses(answer)).toEqual(['201', '201'])
    expect([await count(directory, 'bulk'), await count(directory, 'operation')]).toEqual([1, 2])
    const { status } = await api().scim(
      directory,
      'GET',
      answer.body.Operations[0].location.split(directory.directoryPublicId)[1],
    )
    expect(status).toBe(200)
    expect(statuses(await send(directory, body))).toEqual(['409', '409'])
    expect(await count(directory, 'bulk')).toBe(2)
  })

  test('a client that goes away changes nothing, and finds the result when it comes back', async () => {
    const directory = await newDirectory()
    const leaving = new AbortController()
    const url = `${PUBLIC_URL}/scim/v2/${directory.directoryPublicId}/Bulk`
    const left = api().app.request(url, { ...scimRequest(directory.key, 'POST', body), signal: leaving.signal })
    await waitUntil(
      () => count(directory, 'bulk'),
      (found) => found === 1,
    )
    leaving.abort()
    expect((await left).status).toBe(503)
    await drain(directory)
    expect(statuses(await api().scim(directory, 'POST', '/Bulk', body))).toEqual(['201', '201'])
  })

  test('it is executed again when one of its resources was written to since, pending or applied', async () => {
    const directory = await newDirectory()
    const created = await send(directory, bulkOf(postUser('ada')))
    const path = `/Users/${String(created.body.Operations[0].location).split('/').at(-1)}`
    const title = (value: string) => patch(path, { op: 'replace', path: 'title', value })
    const first = bulkOf(title('first'))
    const single = async (value: string) =>
      impatient().scim(directory, 'PATCH', path, title(value).data, { 'content-type': 'application/scim+json' })
    expect((await impatient().scim(directory, 'POST', '/Bulk', first)).status).toBe(503)
    expect((await single('second')).status).toBe(503)
    expect((await impatient().scim(directory, 'POST', '/Bulk', first)).status).toBe(503)
    expect(await count(directory, 'bulk')).toBe(3)
    await drain(directory)
    expect((await api().scim(directory, 'GET', path)).body.title).toBe('first')
    expect((await single('third')).status).toBe(503)
    await drain(directory)
    expect(statuses(await send(directory, first))).toEqual(['200'])
    expect(await count(directory, 'bulk')).toBe(4)
    expect((await api().scim(directory, 'GET', path)).body.title).toBe('first')
  })

  test('another directory with the same content has a Bulk of its own', async () => {
    const directory = await newDirectory()
    const neighbour = await createTestDirectory(lane().pool, { of: directory })
    expect((await impatient().scim(directory, 'POST', '/Bulk', body)).status).toBe(503)
    expect((await impatient().scim(neighbour, 'POST', '/Bulk', body)).status).toBe(503)
    expect(await count(directory, 'bulk')).toBe(2)
  })
})

describe('in the lane', () => {
  test('another directory of the site does not wait for a large Bulk', async () => {
    const directory = await newDirectory()
    const neighbour = await createTestDirectory(lane().pool, { of: directory })
    const many = Array.from({ length: 500 }, (_, n) => postUser(`user ${n}`))
    expect((await impatient().scim(directory, 'POST', '/Bulk', bulkOf(...many))).status).toBe(503)
    const [own] = await lane().append(tenantOf(neighbour), [createUser(crypto.randomUUID(), person('neighbour'))])
    await drain(directory, 50)
    const outcome = (await lane().outcomes(tenantOf(directory))).find(({ operationId }) => operationId === own)
    expect(outcome?.status).toBe(201)
    expect(outcome?.appliedSeq).toBeLessThanOrEqual(50)
  })

  test('a circle that breaks its batch is given up as a whole, and the rest goes on', async () => {
    const directory = await newDirectory()
    const users = Array.from({ length: 40 }, (_, n) => postUser(`user ${n}`))
    const body = bulkOf(
      ...users.slice(0, 20),
      postGroup('poison', ['other']),
      ...users.slice(20),
      postGroup('other', ['poison']),
    )
    const faulty = openTestLane(system.database().url, {
      atBoundary(boundary, operations) {
        if (boundary === 'planned' && JSON.stringify(operations).includes('poison')) throw new Error('broken')
      },
    })
    expect((await impatient().scim(directory, 'POST', '/Bulk', body)).status).toBe(503)
    await faulty.drain(tenantOf(directory))
    await faulty.close()
    const answer = await api().scim(directory, 'POST', '/Bulk', body)
    const broken = answer.body.Operations.filter(({ status }: JsonObject) => status !== '201')
    expect(broken.map(({ bulkId, status }: JsonObject) => [bulkId, status])).toEqual([
      ['poison', '500'],
      ['other', '500'],
    ])
    expect([await count(directory, 'dead_letter'), await count(directory, 'pending')]).toEqual([2, 0])
  })
})
