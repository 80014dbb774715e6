/**
 * Every endpoint of the admin API, with every role, at the own site, at a foreign one and at all, and without a token. What each
 * role may is written here once more, by hand: an endpoint without a row fails.
 */
import { randomUUID } from 'node:crypto'
import type { AdminEndpoint } from '@syncline/api/admin/endpoint.ts'
import { ENDPOINTS } from '@syncline/api/admin/endpoints.ts'
import { ADMIN_ROLES, type AdminRole } from '@syncline/core/storage/catalogue/admin-role.ts'
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AdminAnswer, adminRequest, createTokens } from '../../support/admin-api.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts'
import { openPool } from '../../support/pool.ts'
import { openTestApi, startTestWorker, type TestApi } from '../../support/test-api.ts'
import { ENDPOINT_TABLE, type EndpointRow, type Params } from './endpoint-table.ts'
import { createPlace, type Place } from './place.ts'

let database: TestDatabase
let pool: pg.Pool
let api: TestApi
let worker: RunningWorker
let dns: DnsServer
let own: Place
let foreign: Place
let ownTokens: ReadonlyMap<AdminRole, string>
let tokens: ReadonlyMap<AdminRole, string>

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  dns = await startDnsServer()
  api = await openTestApi(database, { dnsServers: [dns.address] })
  worker = await startTestWorker(database)
  own = await createPlace(pool, api)
  foreign = await createPlace(pool, api)
  ownTokens = await createTokens(pool, own.site.id)
  tokens = await createTokens(pool, null)
})
afterAll(async () => {
  await api.close()
  await worker.close()
  await dns.close()
  await pool.end()
  await database.drop()
})

/** @param params default: of the place */
function ask(endpoint: AdminEndpoint, token: string | null, { params }: Pick<Place, 'params'>) {
  const { query = '', body, named = (own: Params) => own } = ENDPOINT_TABLE[endpoint.id] ?? {}
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, each: string) => named(params)[each] ?? `no ${each}`)
  return adminRequest(api, token, endpoint.method.toUpperCase(), `${path}${query}`, body?.(params))
}

const isOfSite = ({ where }: AdminEndpoint) => where === 'site' || where === 'directory'
/** Something of the site; kinds of holds are the same at all of them, and every site of a test has one domain. */
const namesOwned = ({ path }: AdminEndpoint) => /\{(?!site\}|hold\}|domain\})/.test(path)
const rowOf = ({ id }: AdminEndpoint): EndpointRow => {
  const row = ENDPOINT_TABLE[id]
  if (row === undefined) throw new Error(`${id} has no row`)
  return row
}

function expectAllowed(endpoint: AdminEndpoint, answer: AdminAnswer): void {
  const { status, text, body } = answer
  if (rowOf(endpoint).mayBeRefused && status === 409) {
    expect(body.type).toBe('/admin/v1/problems/refused')
    return
  }
  expect([status, text]).toEqual([endpoint.status ?? 200, expect.any(String)])
  // No more than the document says.
  const shown = endpoint.file === undefined ? body : text
  expect(endpoint.answer.parse(shown)).toEqual(shown)
}

test('every endpoint has a row, and every row an endpoint', () => {
  expect(Object.keys(ENDPOINT_TABLE).toSorted()).toEqual(ENDPOINTS.map(({ id }) => id).toSorted())
})

test('the application answers at no path that is not in the list', () => {
  const listed = new Set(ENDPOINTS.map(({ path }) => `/admin/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`))
  const routes = api.app.routes.filter(({ path }) => path.startsWith('/admin/v1')).map(({ path }) => path)
  const others = new Set(routes.filter((path) => !listed.has(path)))
  expect([...others].toSorted()).toEqual([
    '/admin/v1/*',
    '/admin/v1/docs',
    '/admin/v1/docs/favicon-32x32.png',
    '/admin/v1/docs/start.js',
    '/admin/v1/docs/swagger-ui-bundle.js',
    '/admin/v1/docs/swagger-ui.css',
    '/admin/v1/openapi.json',
    '/admin/v1/problems',
    '/admin/v1/problems/:kind',
  ])
})

describe.each(ENDPOINTS.map((endpoint) => ({ id: endpoint.id, endpoint })))('$id', ({ endpoint }) => {
  test('without a token, with a foreign one, a directory key or a malformed one: the same 401', async () => {
    const { body: asked } = rowOf(endpoint)
    const none = await ask(endpoint, null, own)
    const unknown = await ask(endpoint, `syncadm_aaaaaaaa_${'x'.repeat(43)}`, own)
    const malformed = await ask(endpoint, 'two words', own)
    expect([none.status, unknown.status, malformed.status]).toEqual([401, 401, 401])
    expect(none.headers.get('www-authenticate')).toBe('Bearer realm="admin"')
    expect(unknown.headers.get('www-authenticate')).toBe('Bearer realm="admin", error="invalid_token"')
    expect(new Set([none.text, unknown.text, malformed.text]).size).toBe(1)
    expect(none.headers.get('content-type')).toBe('application/problem+json')
    expect(asked === undefined || endpoint.body !== undefined).toBe(true)
  })

  test.each(ADMIN_ROLES)('as %s of all sites', async (role) => {
    const { roles } = rowOf(endpoint)
    const answer = await ask(endpoint, tokens.get(role) ?? '', own)
    if (roles.includes(role)) expectAllowed(endpoint, answer)
    else {
      expect([answer.status, answer.body.type]).toEqual([403, '/admin/v1/problems/forbidden'])
    }
  })

  test.each(ADMIN_ROLES)('as %s of one site', async (role) => {
    const { roles } = rowOf(endpoint)
    const answer = await ask(endpoint, ownTokens.get(role) ?? '', own)
    const allowed = roles.includes(role) && endpoint.where !== 'everywhere'
    if (allowed) return expectAllowed(endpoint, answer)
    expect(answer.status).toBe(403)
    expect(answer.body.type).toBe('/admin/v1/problems/forbidden')
  })

  test.runIf(isOfSite(endpoint))('a foreign site, and all in it, is the 404 of one that does not exist', async () => {
    const nowhere = {
      params: Object.fromEntries(Object.keys(own.params).map((param) => [param, randomUUID()])),
    }
    const absent = await ask(endpoint, ownTokens.get('admin') ?? '', nowhere)
    expect([absent.status, absent.body.type]).toEqual([404, '/admin/v1/problems/not-found'])
    const answers = await Promise.all([
      ...ADMIN_ROLES.map((role) => ask(endpoint, ownTokens.get(role) ?? '', foreign)),
      ...ADMIN_ROLES.map((role) => ask(endpoint, ownTokens.get(role) ?? '', nowhere)),
      ask(endpoint, ownTokens.get('admin') ?? '', { params: { ...nowhere.params, site: 'no-uuid' } }),
    ])
    for (const answer of answers) {
      expect([answer.status, answer.text]).toEqual([404, absent.text])
      expect([...answer.headers]).toEqual([...absent.headers])
    }
  })

  test.runIf(isOfSite(endpoint) && namesOwned(endpoint))(
    'what belongs to another site is not found at the own one, nor at all',
    async () => {
      const absent = await ask(endpoint, tokens.get('admin') ?? '', {
        params: { ...foreign.params, site: randomUUID() },
      })
      const mixed = { params: { ...foreign.params, site: own.params.site ?? '' } }
      const answers = await Promise.all([
        ask(endpoint, ownTokens.get('admin') ?? '', mixed),
        ask(endpoint, tokens.get('admin') ?? '', mixed),
      ])
      for (const answer of answers) expect([answer.status, answer.text]).toEqual([404, absent.text])
    },
  )

  test('a method that it does not have is 405 with those that there are', async () => {
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, each: string) => own.params[each] ?? '')
    const answer = await adminRequest(api, tokens.get('admin') ?? '', 'DELETE', path)
    expect([answer.status, answer.body.type]).toEqual([405, '/admin/v1/problems/method-not-allowed'])
    expect(answer.headers.get('allow')?.split(', ')).toContain(endpoint.method.toUpperCase())
  })
})
