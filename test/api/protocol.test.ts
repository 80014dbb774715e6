/** Addresses, media types and refusals: what is decided before anything is queued (RFC 7644 §3.1, §3.8, §3.11, §3.12, §3.13, §6). */
import { describe, expect, test } from 'vitest'
import { expectError } from '../support/expect-error.ts'
import { PUBLIC_URL, readAnswer, scimRequest } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'

const UNKNOWN = '0190a000-0000-7000-8000-00000000ffff'

const { pool, api, directory, scim } = useTestSystem({ directory: 'once' })

const raw = async (path: string, init?: RequestInit) =>
  readAnswer(await api().app.request(`${PUBLIC_URL}${path}`, init))
describe('what is not there', () => {
  test('M71: another directory, an unknown one, an unknown id and an id that is none get one and the same 404', async () => {
    const other = await createTestDirectory(pool())
    const neighbour = await createTestDirectory(pool(), { of: directory() })
    const init = scimRequest(directory().key, 'GET')
    const path = (directoryId: string, rest: string) => `${PUBLIC_URL}/scim/v2/${directoryId}${rest}`
    const own = directory().directoryPublicId
    const addresses = [
      path(own, `/Users/${UNKNOWN}`),
      path(own, '/Users/none'),
      path(own, `/Users/${UNKNOWN.toUpperCase()}`),
      path(own, '/Nothing'),
      path(other.directoryPublicId, '/Users'),
      path(neighbour.directoryPublicId, `/Users/${UNKNOWN}`),
      path(UNKNOWN, '/Users'),
      path('none', '/Groups'),
    ]
    const answers = await Promise.all(addresses.map(async (address) => api().app.request(address, init)))
    const seen = await Promise.all(
      answers.map(async (answer) => JSON.stringify([answer.status, [...answer.headers], await answer.text()])),
    )
    expect(seen).toEqual(seen.map(() => seen[0]))
    expect(answers[0]?.status).toBe(404)
  })

  test('PUT, PATCH and DELETE of an id that is none are the same 404', async () => {
    const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada' }
    expectError(await scim('PUT', '/Users/none', user), 404)
    expectError(await scim('DELETE', '/Groups/none'), 404)
    expect((await pool().query('select 1 from operation where site_id = $1', [directory().siteId])).rows).toEqual([])
  })

  test('another method on a known path: 405 with what is allowed', async () => {
    const answer = await scim('DELETE', '/Users')
    expectError(answer, 405)
    expect(answer.headers.get('allow')).toBe('GET, POST')
    expect((await scim('POST', '/Schemas', {})).headers.get('allow')).toBe('GET')
    expect((await scim('POST', `/Users/${UNKNOWN}`, {})).headers.get('allow')).toBe('GET, PUT, PATCH, DELETE')
  })

  test('what the protocol knows and this service does not: 501', async () => {
    expectError(await scim('GET', '/Me'), 501)
    expectError(await scim('POST', '/Me', {}), 501)
  })

  test('another version of the protocol: 400 invalidVers', async () => {
    expectError(await raw(`/scim/v1/${directory().directoryPublicId}/Users`), 400, 'invalidVers')
  })

  test('a path outside of SCIM is refused in the same form', async () => {
    expectError(await raw('/nothing'), 404)
  })
})

describe('addresses as identity providers write them', () => {
  test.each([
    ['a slash at the end', '/Users/'],
    ['doubled slashes', '//Users'],
    ['another spelling', '/users'],
    ['the version once more', '/v2/Users'],
    ['the flag that Entra admins append', '/Users?aadOptscim062020'],
    ['unknown parameters', '/Users?foo=1&%zz'],
  ])('%s', async (_, path) => {
    const answer = await scim('GET', path)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ totalResults: 0, Resources: [] })
  })

  test.each(['SERVICEPROVIDERCONFIG', 'ServiceProviderConfigs', 'ServiceConfiguration'])(
    'another spelling of the whole path, and %s',
    async (name) => {
      const base = `/SCIM/V2/${directory().directoryPublicId.toUpperCase()}`
      const location = `${PUBLIC_URL}/scim/v2/${directory().directoryPublicId}/ServiceProviderConfig`
      expect((await raw(`${base}/${name}`, scimRequest(directory().key, 'GET'))).body).toMatchObject({
        meta: { location },
      })
    },
  )

  test('in a filter, + and %20 are a space', async () => {
    expect((await scim('GET', '/Users?filter=userName+eq+%22a%22')).status).toBe(200)
    expect((await scim('GET', '/Users?filter=userName%20eq%20%22a%22')).status).toBe(200)
  })
})

describe('bodies', () => {
  test.each([
    ['malformed', '{', 'invalidSyntax'],
    ['empty', '', 'invalidSyntax'],
    ['no object', '[]', 'invalidSyntax'],
    ['without a userName', '{}', 'invalidValue'],
    ['with a NUL', JSON.stringify({ userName: 'a\0b' }), 'invalidValue'],
    ['with half a surrogate pair', '{"userName":"\\ud800"}', 'invalidValue'],
    ['nested without end', `{"userName":"a","name":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'invalidValue'],
  ])('%s: 400', async (_, body, scimType) => {
    expectError(await scim('POST', '/Users', body), 400, scimType)
  })

  test('bytes that are no UTF-8: 400', async () => {
    const init = { ...scimRequest(directory().key, 'POST', '{}'), body: new Uint8Array([0x7b, 0xff, 0x7d]) }
    expectError(await raw(`/scim/v2/${directory().directoryPublicId}/Users`, init), 400, 'invalidSyntax')
  })

  test('another media type or charset: 415', async () => {
    expectError(await scim('POST', '/Users', '{}', { 'content-type': 'text/plain' }), 415)
    expectError(await scim('POST', '/Users', '{}', { 'content-type': 'application/json; charset=latin1' }), 415)
    expectError(
      await scim('POST', '/Users', '{', { 'content-type': 'application/json; charset="UTF-8"' }),
      400,
      'invalidSyntax',
    )
  })

  test('too large: 413, also for who has no key', async () => {
    const headers = { 'content-length': String(17 * 1_048_576) }
    expectError(
      await raw(`/scim/v2/${directory().directoryPublicId}/Users`, { method: 'POST', headers, body: '{}' }),
      413,
    )
  })

  test('too large without saying so beforehand: 413', async () => {
    const chunk = new Uint8Array(1_048_576).fill(0x20)
    let left = 17
    const body = new ReadableStream({
      pull(controller) {
        left -= 1
        if (left < 0) controller.close()
        else controller.enqueue(chunk)
      },
    })
    const init = { ...scimRequest(directory().key, 'POST', '{}'), body, duplex: 'half' } as RequestInit
    expectError(await raw(`/scim/v2/${directory().directoryPublicId}/Users`, init), 413)
  })

  test('nothing of a refused request is in the journal or in its answer', async () => {
    const answer = await scim('POST', '/Users', { userName: { value: 's3cret-marker' }, password: 's3cret-marker' })
    expectError(answer, 400, 'invalidValue')
    expect(JSON.stringify(answer.body)).not.toContain('s3cret-marker')
    expect((await pool().query('select 1 from operation where site_id = $1', [directory().siteId])).rows).toEqual([])
  })
})

describe('answers', () => {
  test('application/json for who takes nothing else', async () => {
    const typeFor = async (accept: string) =>
      (await scim('GET', '/Users', undefined, { accept })).headers.get('content-type')
    expect(await typeFor('application/json')).toBe('application/json')
    expect(await typeFor('application/json, application/scim+json')).toBe('application/scim+json')
    expect(await typeFor('*/*')).toBe('application/scim+json')
    expect(await typeFor('text/html')).toBe('application/scim+json')
  })

  test('a failure inside says nothing of the inside', async () => {
    await pool().query('alter table counter rename to counter_away')
    const answer = await scim('GET', '/Users').finally(() => pool().query('alter table counter_away rename to counter'))
    expectError(answer, 500)
    expect(answer.body.detail).not.toMatch(/counter|relation|select/i)
  })

  test('discovery names what is there, without null', async () => {
    const config = await scim('GET', '/ServiceProviderConfig')
    expect(config.body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 10_000, maxPayloadSize: 16_777_216 },
      etag: { supported: true },
    })
    const schemas = await scim('GET', '/Schemas')
    expect(schemas.body.Resources.map((schema: { name: string }) => schema.name)).toEqual([
      'User',
      'EnterpriseUser',
      'Group',
    ])
    expect(JSON.stringify(schemas.body)).not.toContain('null')
    const urn = 'urn:ietf:params:scim:schemas:core:2.0:User'
    expect((await scim('GET', `/Schemas/${urn}`)).body).toMatchObject({ id: urn, name: 'User' })
    expectError(await scim('GET', '/Schemas/urn:none'), 404)
    expect((await scim('GET', '/ResourceTypes')).body.totalResults).toBe(2)
    expect((await scim('GET', '/ResourceTypes/Group')).body).toMatchObject({ endpoint: '/Groups' })
    expectError(await scim('GET', '/Schemas?filter=name eq "User"'), 403)
  })

  test('health, readiness and the page need no key', async () => {
    expect((await api().app.request('/healthz')).status).toBe(200)
    expect((await api().app.request('/readyz')).status).toBe(200)
    const page = await api().app.request('/')
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain(`${PUBLIC_URL}/scim/v2/`)
  })
})
