/**
 * Every endpoint of the admin API, with every role, at the own site, at a foreign one and at all, and without a token. What each
 * role may is written here once more, by hand: an endpoint without a row fails.
 */
import { randomUUID } from 'node:crypto'
import type { AdminEndpoint } from '@syncline/api/admin/endpoint.ts'
import { ENDPOINTS } from '@syncline/api/admin/endpoints.ts'
import { ADMIN_ROLES, type AdminRole } from '@syncline/core/storage/catalogue/admin-role.ts'
import { createCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adminRequest, createTestAdmin, createTokens } from '../../support/admin-api.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { addAccount, addLocalGroup } from '../../support/existing-site.ts'
import { openPool } from '../../support/pool.ts'
import { createTenant, type Tenant } from '../../support/tenant.ts'
import { openTestApi, type ScimAnswer, startTestWorker, type TestApi } from '../../support/test-api.ts'
import { createTestDirectory } from '../../support/test-directory.ts'

const ALL: readonly AdminRole[] = ADMIN_ROLES
const READERS: readonly AdminRole[] = ['viewer', 'operator', 'access', 'admin']

type Row = {
  /** Who may. `everywhere`: only with the role at all sites. */
  readonly roles: readonly AdminRole[]
  readonly query?: string
  readonly body?: () => object
}

const name = () => `name ${randomUUID()}`

const TABLE: Readonly<Record<string, Row>> = {
  listSites: { roles: READERS },
  createSite: { roles: ['admin'], body: () => ({ name: name() }) },
  getSite: { roles: READERS },
  renameSite: { roles: ['admin'], body: () => ({ name: name() }) },
  listDirectories: { roles: READERS },
  createDirectory: { roles: ['admin'], body: () => ({ name: name() }) },
  getDirectory: { roles: READERS },
  changeDirectory: { roles: ['admin'], body: () => ({ settings: { bulk: false } }) },
  listKeys: { roles: READERS },
  createKey: { roles: ['admin'], body: () => ({}) },
  revokeKey: { roles: ['operator', 'admin'], body: () => ({ reason: 'tried' }) },
  listPeople: { roles: READERS },
  getPerson: { roles: READERS },
  listGroupsOfPerson: { roles: READERS },
  lookUpAddress: { roles: ALL, query: '?email=jane%40example.com' },
  listGroups: { roles: READERS },
  getGroup: { roles: READERS },
  listMembers: { roles: READERS },
  listOperations: { roles: READERS },
  getOperation: { roles: READERS },
  getQueue: { roles: READERS },
  listDeadLetters: { roles: READERS },
  listEvents: { roles: ['admin'] },
  listSiteEvents: { roles: READERS },
  getMe: { roles: ALL },
  listAdmins: { roles: ['admin'] },
  createAdmin: { roles: ['admin'], body: () => ({ name: name(), roles: [{ role: 'viewer', site: null }] }) },
  getAdmin: { roles: ['admin'] },
  revokeAdmin: { roles: ['admin'], body: () => ({}) },
}

let database: TestDatabase
let pool: pg.Pool
let api: TestApi
let own: Place
let foreign: Place
let ownTokens: ReadonlyMap<AdminRole, string>
let tokens: ReadonlyMap<AdminRole, string>

/** A site with one of everything that a path can name. */
type Place = Tenant & { readonly params: Readonly<Record<string, string>> }

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  api = await openTestApi(database)
  const worker = await startTestWorker(database)
  own = await createPlace()
  foreign = await createPlace()
  await worker.close()
  ownTokens = await createTokens(pool, own.site.id)
  tokens = await createTokens(pool, null)
})
afterAll(async () => {
  await api.close()
  await pool.end()
  await database.drop()
})

async function createPlace(): Promise<Place> {
  const tenant = await createTenant(pool)
  const { site, directory } = tenant
  const account = await addAccount(pool, site.id, { email: 'jane@example.com' })
  const group = await addLocalGroup(pool, site.id, 'Staff', [account])
  const idOf = async (table: 'account' | 'site_group', key: number): Promise<string> =>
    (await pool.query(`select id from ${table} where site_id = $1 and key = $2`, [site.id, key])).rows[0].id
  const expiresAt = new Date(Date.now() + 3_600_000)
  const db = createKysely(pool)
  const key = await createCredential(db, { directoryId: directory.id, name: 'key', expiresAt }, 'test')
  const scimDirectory = { ...(await createTestDirectory(pool)), key: key.key, directoryPublicId: directory.publicId }
  const created: ScimAnswer = await api.scim(scimDirectory, 'POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'joe@example.com',
  })
  expect(created.status).toBe(201)
  const { rows } = await pool.query('select id from operation where site_id = $1', [site.id])
  const admin = await createTestAdmin(pool, [{ role: 'agent', siteId: site.id }])
  return {
    ...tenant,
    params: {
      site: site.publicId,
      directory: directory.publicId,
      key: key.prefix,
      person: await idOf('account', account),
      group: await idOf('site_group', group),
      operation: rows[0].id,
      admin: admin.split('_')[1] ?? '',
    },
  }
}

/** @param params default: of the place */
function ask(endpoint: AdminEndpoint, token: string | null, { params }: Pick<Place, 'params'>) {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, each: string) => params[each] ?? `no ${each}`)
  const { query = '', body } = TABLE[endpoint.id] ?? {}
  return adminRequest(api, token, endpoint.method.toUpperCase(), `${path}${query}`, body?.())
}

const isOfSite = ({ where }: AdminEndpoint) => where === 'site' || where === 'directory'
const rowOf = ({ id }: AdminEndpoint): Row => {
  const row = TABLE[id]
  if (row === undefined) throw new Error(`${id} has no row`)
  return row
}

test('every endpoint has a row, and every row an endpoint', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(ENDPOINTS.map(({ id }) => id).toSorted())
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
    if (roles.includes(role)) {
      expect([answer.status, answer.text]).toEqual([endpoint.status ?? 200, expect.any(String)])
      // No more than the document says.
      expect(endpoint.answer.parse(answer.body)).toEqual(answer.body)
    } else {
      expect([answer.status, answer.body.type]).toEqual([403, '/admin/v1/problems/forbidden'])
    }
  })

  test.each(ADMIN_ROLES)('as %s of one site', async (role) => {
    const { roles } = rowOf(endpoint)
    const answer = await ask(endpoint, ownTokens.get(role) ?? '', own)
    const allowed = roles.includes(role) && endpoint.where !== 'everywhere'
    expect(answer.status).toBe(allowed ? (endpoint.status ?? 200) : 403)
    if (!allowed) expect(answer.body.type).toBe('/admin/v1/problems/forbidden')
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

  test.runIf(isOfSite(endpoint) && (endpoint.path.match(/\{/g)?.length ?? 0) > 1)(
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
