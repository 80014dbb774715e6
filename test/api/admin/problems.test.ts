/** Refusals and control writes of the admin API. */
import { randomUUID } from 'node:crypto'
import { createSite } from '@syncline/core/storage/catalogue/site.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { createTenant, type Tenant } from '../../support/tenant.ts'
import { useTestSystem } from '../../support/test-system.ts'

const { pool, api } = useTestSystem({ directory: 'none' })
let token: string
let tenant: Tenant
let path: string

beforeAll(async () => {
  token = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
  tenant = await createTenant(pool())
  path = `/sites/${tenant.site.publicId}/directories/${tenant.directory.publicId}`
})

const ask = (method: string, at: string, body?: unknown, headers?: Record<string, string>) =>
  adminRequest(api(), token, method, at, body, headers)

describe('what is wrong is said where it is, without its value', () => {
  const secret = 'do-not-repeat-me'
  test.each<[string, string, unknown, object[]]>([
    ['POST', '/sites', { name: 7 }, [{ pointer: '/name', detail: expect.any(String) }]],
    ['POST', '/sites', { name: 'x', 'a/b~c': secret }, [{ pointer: '/a~1b~0c', detail: 'There is no such member.' }]],
    ['POST', '/sites', [], [{ pointer: '', detail: expect.any(String) }]],
    ['GET', '/sites?limit=0', undefined, [{ parameter: 'limit', detail: expect.any(String) }]],
    ['GET', '/sites?limt=5', undefined, [{ parameter: 'limt', detail: 'There is no such member.' }]],
    [
      'POST',
      '/admins',
      { name: 'x', roles: [{ role: secret, site: null }] },
      [{ pointer: '/roles/0/role', detail: expect.any(String) }],
    ],
  ])('%s %s', async (method, at, body, errors) => {
    const answer = await ask(method, at, body)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({
      type: '/admin/v1/problems/invalid-request',
      title: 'The request is not valid',
      status: 400,
      detail: expect.any(String),
      errors,
    })
    expect(answer.text).not.toContain(secret)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test.each<[string, unknown, Record<string, string>, number, string]>([
    ['a body that is no JSON', '{', {}, 400, 'invalid-request'],
    [
      'another media type',
      'name=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported-media-type',
    ],
    ['a body that is too large', { name: 'x'.repeat(1_100_000) }, {}, 413, 'body-too-large'],
    ['a name that cannot be', { name: 'a\u0000b' }, {}, 400, 'invalid-request'],
  ])('%s', async (_, body, headers, status, kind) => {
    const answer = await ask('POST', '/sites', body, headers)
    expect([answer.status, answer.body.type]).toEqual([status, `/admin/v1/problems/${kind}`])
  })

  test('a text that cannot be stored is no error of the inside', async () => {
    const answer = await ask('GET', `/sites/${tenant.site.publicId}/people?email=%00`)
    expect([answer.status, answer.body.type]).toEqual([400, '/admin/v1/problems/invalid-request'])
  })

  test('a path that is not there is the same 404 as a site that is not', async () => {
    const [path, site] = [await ask('GET', '/nothing'), await ask('GET', `/sites/${randomUUID()}`)]
    expect([path.status, path.text]).toEqual([404, site.text])
  })
})

describe('control writes', () => {
  const eventsOf = async () =>
    (await ask('GET', `/sites/${tenant.site.publicId}/events`)).body.items.map(
      ({ action, reason, detail }: Record<string, unknown>) => ({ action, reason, detail }),
    )

  test('a directory: what is named changes, at once or not at all, each kind of change with its event', async () => {
    const before = (await ask('GET', path)).body
    const body = { mode: 'strict', settings: { bulk: false }, reason: 'as agreed' }
    const changed = await ask('PATCH', path, body)
    expect(changed.body).toMatchObject({
      mode: 'strict',
      name: before.name,
      settings: { ...before.settings, bulk: false },
    })
    expect((await eventsOf()).slice(0, 2)).toEqual([
      { action: 'directory.settings-changed', reason: 'as agreed', detail: { before: {}, after: { bulk: false } } },
      {
        action: 'directory.changed',
        reason: 'as agreed',
        detail: { before: { name: before.name, mode: 'lenient' }, after: { name: before.name, mode: 'strict' } },
      },
    ])
    const events = await eventsOf()
    expect((await ask('PATCH', path, body)).status).toBe(200)
    expect(await eventsOf()).toEqual(events)
    const half = await ask('PATCH', path, { name: 'Other', settings: { bulkMaxOperations: 1 } })
    expect([half.status, (await ask('GET', path)).body.name]).toEqual([400, before.name])
    expect((await ask('PATCH', path, { audience: 'customers' })).status).toBe(400)
  })

  test('a site: renamed with its event; a name that is taken is 409', async () => {
    const other = await createSite(createKysely(pool()), { name: `taken ${randomUUID()}` }, 'test')
    const site = `/sites/${tenant.site.publicId}`
    expect((await ask('PATCH', site, { name: other.name.toUpperCase() })).body.type).toBe(
      '/admin/v1/problems/name-taken',
    )
    const name = `renamed ${randomUUID()}`
    expect((await ask('PATCH', site, { name, reason: 'merger' })).body.name).toBe(name)
    expect((await eventsOf())[0]).toEqual({
      action: 'site.renamed',
      reason: 'merger',
      detail: { before: tenant.site.name, after: name },
    })
  })

  test('a token is shown once, works with its roles, and is refused within a second of its end', async () => {
    const roles = [{ role: 'agent', site: tenant.site.publicId }]
    const created = (await ask('POST', '/admins', { name: 'Helpdesk', roles, expiresInDays: 1 })).body
    const me = () => adminRequest(api(), created.token, 'GET', '/me')
    expect((await me()).body).toMatchObject({ name: 'Helpdesk', state: 'valid', roles: [{ role: 'agent' }] })
    expect((await ask('GET', '/admins?limit=200')).text).not.toContain(created.token.slice(-43))
    expect((await ask('POST', `/admins/${created.prefix}/revoke`, { reason: 'left' })).body.state).toBe('revoked')
    await expect.poll(async () => (await me()).status, { timeout: 30_000 }).toBe(401)
    const [event] = (await ask('GET', '/events?limit=1')).body.items
    expect(event).toMatchObject({ action: 'admin.revoked', reason: 'left', site: null })
    const nowhere = [{ role: 'agent', site: randomUUID() }]
    expect((await ask('POST', '/admins', { name: 'x', roles: nowhere })).status).toBe(404)
  })

  test('a token that has expired is refused', async () => {
    const short = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
    await pool().query(`update admin set expires_at = now() - interval '1 second' where prefix = $1`, [
      short.split('_')[1],
    ])
    expect((await adminRequest(api(), short, 'GET', '/me')).status).toBe(401)
  })
})
