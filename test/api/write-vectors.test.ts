/** The vectors of POST, PUT, DELETE and versions over HTTP (M01–M34, M61), in both modes where they do not differ. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { describe, expect, test } from 'vitest'
import { MODES } from '../scim/fixtures.ts'
import { dumpTables } from '../support/dump.ts'
import { createUser } from '../support/requests.ts'
import type { ScimAnswer } from '../support/test-api.ts'
import { ENTERPRISE, GROUP, PATCH, USER } from '../support/urns.ts'
import { useVectorSystem, type VectorClient } from '../support/vector-system.ts'

const { fresh, lane } = useVectorSystem()

const refusal = ({ status, body }: ScimAnswer) => [status, body.status, body.scimType]
const user = (attributes: JsonObject): JsonObject => ({ schemas: [USER], userName: 'carol', ...attributes })
const patch = (client: VectorClient, path: string, ...Operations: JsonObject[]) =>
  client.send('PATCH', path, { schemas: [PATCH], Operations })

describe.each(MODES)('POST, %s', (mode) => {
  const post = async (attributes: JsonObject) => (await fresh(mode)).send('POST', '/Users', user(attributes))

  test('M01: 201 with where it is, its version and what the server adds', async () => {
    const { status, headers, body } = await post({})
    expect(status).toBe(201)
    expect(body).toMatchObject({ schemas: [USER], id: expect.any(String), userName: 'carol' })
    expect(body.meta).toMatchObject({ resourceType: 'User', lastModified: body.meta.created })
    expect([headers.get('location'), headers.get('etag')]).toEqual([body.meta.location, body.meta.version])
  })

  test('M02: a taken userName, in any case: 409', async () => {
    expect(refusal(await post({ userName: 'JSmith' }))).toEqual([409, '409', 'uniqueness'])
  })

  test.each([undefined, '', null])('M03: userName %j: 400', async (userName) => {
    const body = { schemas: [USER], ...(userName === undefined ? {} : { userName }) }
    const client = await fresh(mode)
    expect(refusal(await client.send('POST', '/Users', body))).toEqual([400, '400', 'invalidValue'])
  })

  test('M04: what the server sets is ignored', async () => {
    const client = await fresh(mode)
    const meta = { created: '2001-01-01T00:00:00Z', version: 'W/"x"', location: 'https://x.example/Users/x' }
    const { status, body } = await client.send('POST', '/Users', user({ id: 'x', meta, groups: [{ value: 'g-1' }] }))
    expect(status).toBe(201)
    expect([body.id === 'x', body.groups, body.meta.created < '2002']).toEqual([false, undefined, false])
    expect((await client.get('/Groups/g-1')).members).toHaveLength(2)
  })

  test('M06: null and empty lists are unassigned', async () => {
    const { status, body } = await post({ title: null, addresses: null, roles: [] })
    expect([status, Object.keys(body).sort()]).toEqual([201, ['active', 'id', 'meta', 'schemas', 'userName']])
  })

  test('M07: a password comes back nowhere and is kept nowhere', async () => {
    const client = await fresh(mode)
    const created = await client.send('POST', '/Users', user({ password: 't1meMa$heen' }))
    const read = await client.send('GET', `/Users/${created.body.id}?attributes=password`)
    expect([created.status, read.status]).toEqual([201, 200])
    const answers = JSON.stringify([created.body, read.body, [...created.headers], [...read.headers]])
    expect(answers).not.toMatch(/t1meMa|password/i)
    const { rows } = await lane().pool.query(
      `select o::text || coalesce(c::text, '') || coalesce(d::text, '') as text from operation o
       left join change c on c.site_id = o.site_id left join directory_user d on d.site_id = o.site_id
       where o.site_id = $1`,
      [client.siteId],
    )
    expect(rows.length).toBeGreaterThan(4)
    expect(JSON.stringify(rows)).not.toMatch(/t1meMa|"password/i)
    expect(await dumpTables(lane().pool)).not.toContain('t1meMa')
  })

  test.each(['{', '[]', ''])('M08: a body that is no object: %j', async (body) => {
    const client = await fresh(mode)
    expect(refusal(await client.send('POST', '/Users', body))).toEqual([400, '400', 'invalidSyntax'])
  })

  test('M09: another media type: 415', async () => {
    const client = await fresh(mode)
    const answer = await client.send('POST', '/Users', user({}), { 'content-type': 'text/plain' })
    expect(refusal(answer)).toEqual([415, '415', undefined])
    expect(answer.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
  })

  test('M12: a value is kept as it was sent', async () => {
    const client = await fresh(mode)
    const { body } = await client.send('POST', '/Users', user({ phoneNumbers: [{ value: '(201) 555-0123' }] }))
    expect(await client.get(`/Users/${body.id}`)).toMatchObject({ phoneNumbers: [{ value: '(201) 555-0123' }] })
  })

  test('M14: two primary addresses: 400', async () => {
    const emails = ['a@x.org', 'b@x.org'].map((value) => ({ value, primary: true }))
    expect(refusal(await post({ emails }))).toEqual([400, '400', 'invalidValue'])
  })
})

describe('what lenient takes and strict does not', () => {
  const taken = async (attributes: JsonObject) => {
    const lenient = await (await fresh('lenient')).send('POST', '/Users', user(attributes))
    const strict = await (await fresh('strict')).send('POST', '/Users', user(attributes))
    expect([lenient.status, refusal(strict)]).toEqual([201, [400, '400', 'invalidValue']])
    return lenient.body
  }

  test('M11: a boolean in quotes', async () => {
    expect(await taken({ active: 'True' })).toMatchObject({ active: true })
  })

  test('M13: one object instead of a list', async () => {
    expect(await taken({ emails: { value: 'a@x.org' } })).toMatchObject({ emails: [{ value: 'a@x.org' }] })
  })
})

describe.each(MODES)('DELETE, PUT and ids, %s', (mode) => {
  const whole = async (client: VectorClient) => structuredClone(await client.get('/Users/u-1')) as JsonObject
  const put = async (client: VectorClient, changes: JsonObject) =>
    client.send('PUT', '/Users/u-1', { ...(await whole(client)), ...changes })

  test('M16: a deleted user is gone, and the name is free', async () => {
    const client = await fresh(mode)
    expect((await client.send('DELETE', '/Users/u-3')).status).toBe(204)
    expect((await client.send('GET', '/Users/u-3')).status).toBe(404)
    expect((await client.send('DELETE', '/Users/u-3')).status).toBe(404)
    const list = await client.send('GET', `/Users?filter=${encodeURIComponent('userName eq "mallory"')}`)
    expect([list.status, list.body.totalResults, list.body.Resources]).toEqual([200, 0, []])
    const again = await client.send('POST', '/Users', user({ userName: 'mallory' }))
    expect([again.status, again.body.id === 'u-3']).toEqual([201, false])
  })

  test('M17: a deleted user is no member and no manager any more', async () => {
    const client = await fresh(mode)
    const manager = { op: 'add', path: `${ENTERPRISE}:manager`, value: { value: 'u-1' } }
    expect((await patch(client, '/Users/u-2', manager)).status).toBe(200)
    expect((await client.get('/Users/u-2'))[ENTERPRISE]).toMatchObject({ manager: { value: 'u-1' } })
    expect((await client.send('DELETE', '/Users/u-1')).status).toBe(204)
    expect((await client.get('/Users/u-2'))[ENTERPRISE]).toBeUndefined()
    expect((await client.get('/Groups/g-1')).members).toMatchObject([{ value: 'u-2' }])
    expect((await client.get('/Groups/g-1')).members).toHaveLength(1)
  })

  test('M18: an id is compared with its case', async () => {
    const client = await fresh(mode)
    const upper = client.real('u-1').toUpperCase()
    expect(upper).not.toBe(client.real('u-1'))
    expect((await client.send('GET', `/Users/${upper}`)).status).toBe(404)
  })

  test('M19: PUT creates nothing', async () => {
    const client = await fresh(mode)
    const unknown = '0190a000-0000-7000-8000-00000000ffff'
    const paths = ['/Users/none', `/Users/${unknown}`]
    const answers = await Promise.all(paths.map((path) => client.send('PUT', path, user({}))))
    expect(answers.map(refusal)).toEqual(paths.map(() => [404, '404', undefined]))
    expect((await client.send('GET', '/Users')).body.totalResults).toBe(3)
  })

  test('M21: PUT of what the server sets changes nothing', async () => {
    const client = await fresh(mode)
    const before = await whole(client)
    const meta = { ...(before.meta as JsonObject), created: '2001-01-01T00:00:00Z' }
    const answer = await put(client, { meta, groups: [] })
    expect([answer.status, answer.body]).toEqual([200, before])
    expect((await client.get('/Groups/g-1')).members).toHaveLength(2)
  })

  test('M22: PUT without a userName: 400', async () => {
    const client = await fresh(mode)
    const { userName: _, ...rest } = await whole(client)
    expect(refusal(await client.send('PUT', '/Users/u-1', rest))).toEqual([400, '400', 'invalidValue'])
  })

  test('M23: PUT of a taken userName: 409', async () => {
    expect(refusal(await put(await fresh(mode), { userName: 'jsmith' }))).toEqual([409, '409', 'uniqueness'])
  })

  test('M24: PUT of what was read changes neither version nor lastModified', async () => {
    const client = await fresh(mode)
    const before = await whole(client)
    const answer = await put(client, {})
    expect([answer.status, answer.body, await whole(client)]).toEqual([200, before, before])
    expect(answer.headers.get('etag')).toBe(client.real('W/"a1"'))
  })
})

describe.each(MODES)('PATCH, %s', (mode) => {
  test('M26: with attributes the answer has them', async () => {
    const client = await fresh(mode)
    const { status, body } = await patch(client, '/Users/u-1?attributes=userName', {
      op: 'replace',
      path: 'title',
      value: 'x',
    })
    expect([status, Object.keys(body).sort(), body.id]).toEqual([200, ['id', 'schemas', 'userName'], 'u-1'])
  })

  test('M27: of a group without parameters: 204', async () => {
    const client = await fresh(mode)
    const answer = await patch(client, '/Groups/g-1', { op: 'add', path: 'members', value: [{ value: 'u-3' }] })
    expect([answer.status, answer.body]).toEqual([204, undefined])
    expect((await client.get('/Groups/g-1')).members).toHaveLength(3)
  })

  test('M28: of what is not there: 404', async () => {
    const client = await fresh(mode)
    const change = { op: 'replace', path: 'title', value: 'x' }
    const paths = ['/Users/none', '/Users/0190a000-0000-7000-8000-00000000ffff']
    const answers = await Promise.all(paths.map((path) => patch(client, path, change)))
    expect(answers.map(refusal)).toEqual(paths.map(() => [404, '404', undefined]))
  })

  test('M29: a thousand additions of one member are one step of the version', async () => {
    const client = await fresh(mode)
    const ids = Array.from({ length: 1_000 }, (_, at) => `0190a000-0000-7000-8000-${String(at).padStart(12, '0')}`)
    const tenant = { site: { id: client.siteId }, directory: { id: client.directoryId } }
    const creates = ids.map((id, at) => createUser(id, { userName: `member-${at}` }))
    const outcomes = await lane().apply(tenant as Parameters<ReturnType<typeof lane>['apply']>[0], creates)
    expect(outcomes.every(({ status }) => status === 201)).toBe(true)
    const operations = ids.map((value) => ({ op: 'add', path: 'members', value: [{ value }] }))
    expect((await patch(client, '/Groups/g-1', ...operations)).status).toBe(204)
    const group = await client.get('/Groups/g-1')
    expect(group.members).toHaveLength(1_002)
    const [, before, after] = [/./, client.real('W/"g1"'), String((group.meta as JsonObject).version)]
    expect(Number(/\d+/.exec(after)?.[0])).toBe(Number(/\d+/.exec(before)?.[0]) + 1)
  })

  test('M61: a group without members shows an empty list', async () => {
    const client = await fresh(mode)
    await patch(client, '/Groups/g-1', { op: 'remove', path: 'members[value eq "u-1"]' })
    await patch(client, '/Groups/g-1', { op: 'remove', path: 'members[value eq "u-2"]' })
    expect((await client.get('/Groups/g-1')).members).toEqual([])
    const { body } = await client.send('POST', '/Groups', { schemas: [GROUP], displayName: 'Empty' })
    expect(body.members).toEqual([])
    expect((await client.get('/Groups/g-1?excludedAttributes=members')).members).toBeUndefined()
  })
})

describe.each(MODES)('versions, %s', (mode) => {
  const title = (value: string) => ({ op: 'replace', path: 'title', value })

  test('M31: If-None-Match of the current version: 304', async () => {
    const client = await fresh(mode)
    const answer = await client.send('GET', '/Users/u-1', undefined, { 'if-none-match': 'W/"a1"' })
    expect([answer.status, answer.body]).toEqual([304, undefined])
    expect(answer.headers.get('etag')).toBe(client.real('W/"a1"'))
    expect((await client.send('GET', '/Users/u-1', undefined, { 'if-none-match': 'W/"old"' })).status).toBe(200)
  })

  test('M32: If-Match of another version: 412', async () => {
    const client = await fresh(mode)
    const before = await client.get('/Users/u-1')
    const Operations = [title('x')]
    const send = (ifMatch: string) =>
      client.send('PATCH', '/Users/u-1', { schemas: [PATCH], Operations }, { 'if-match': ifMatch })
    expect(refusal(await send('W/"old"'))).toEqual([412, '412', undefined])
    expect(await client.get('/Users/u-1')).toEqual(before)
    expect((await send('W/"a1"')).status).toBe(200)
  })

  test('M33: of two at once with the same If-Match one is applied', async () => {
    const client = await fresh(mode)
    const send = (value: string) =>
      client.send('PATCH', '/Users/u-1', { schemas: [PATCH], Operations: [title(value)] }, { 'if-match': 'W/"a1"' })
    const values = Array.from({ length: 8 }, (_, at) => `title ${at}`)
    const answers = await Promise.all(values.map(send))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412, 412, 412])
    const applied = answers.find(({ status }) => status === 200)
    expect(await client.get('/Users/u-1')).toEqual(applied?.body)
  })

  test('M34: a strong tag is compared weakly', async () => {
    const client = await fresh(mode)
    const wrong = await client.send('DELETE', '/Users/u-2', undefined, { 'if-match': '"old"' })
    expect(refusal(wrong)).toEqual([412, '412', undefined])
    const right = await client.send('DELETE', '/Users/u-2', undefined, { 'if-match': '"b1"' })
    expect([right.status, right.body]).toEqual([204, undefined])
  })
})
