/** What a site has without a directory, over the admin API: imports, groups by hand, switched accounts, counts. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { createTenant, type Tenant } from '../../support/tenant.ts'
import { useTestSystem } from '../../support/test-system.ts'

const { pool, api, directory, scim, use } = useTestSystem({ worker: 'always' })
let tenant: Tenant
let token: string

beforeAll(async () => {
  token = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
})
beforeEach(async () => {
  tenant = await createTenant(pool())
})

const ask = (method: string, path: string, body?: unknown) =>
  adminRequest(api(), token, method, `/sites/${tenant.site.publicId}${path}`, body)
const workforce = (email: string, more: object = {}) => ({ email, audience: 'workforce', ...more })
const importRows = async (body: object) => {
  const answer = await ask('POST', '/imports', body)
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
  return answer.body
}

describe('imports', () => {
  const BODY = {
    accounts: [workforce('ada@example.com', { displayName: 'Ada', title: 'Engineer' }), workforce('ada')],
    groups: [{ name: 'Staff', audience: 'workforce', members: ['ada@example.com'] }],
    members: [{ group: 'Staff', audience: 'customers', email: 'ada@example.com' }],
    reason: 'migration',
  }

  test('each row has its answer, with why it is refused and what to do', async () => {
    const result = await importRows(BODY)
    expect(result).toEqual({
      accounts: [
        { result: 'created', id: expect.any(String) },
        { result: 'refused', fault: 'not-an-address', detail: expect.stringContaining('like jane@example.com') },
      ],
      groups: [{ result: 'created', id: expect.any(String), members: [{ result: 'created' }] }],
      members: [{ result: 'refused', fault: 'no-group', detail: expect.stringContaining('first') }],
    })
    const person = await ask('GET', `/people/${result.accounts[0].id}`)
    expect(person.body).toMatchObject({
      email: 'ada@example.com',
      displayName: 'Ada',
      profile: { title: 'Engineer' },
      links: [],
      groups: [{ id: result.groups[0].id, name: 'Staff', source: 'local', origins: [{ kind: 'local' }] }],
    })
    const { rows } = await pool().query(`select actor, body ->> 'reason' as reason from operation where site_id = $1`, [
      tenant.site.id,
    ])
    expect(rows).toEqual([{ actor: expect.stringContaining('admin:'), reason: 'migration' }])
  })

  test('what was imported is exported, as a file that is read again', async () => {
    await importRows(BODY)
    const csvOf = async (path: string) => {
      const { headers, text } = await ask('GET', path)
      expect(headers.get('content-disposition')).toBe(`attachment; filename="${path.slice(1)}"`)
      return text.split('\r\n')
    }
    const [head, ada, ...rest] = await csvOf('/people.csv')
    expect(head).toMatch(/^email,display name,audience,active,title,/)
    expect([ada?.startsWith('ada@example.com,Ada,workforce,yes,Engineer,,,,,'), rest]).toEqual([true, ['']])
    expect((await csvOf('/groups.csv'))[1]).toMatch(/^Staff,workforce,local,,,no,/)
    expect(await csvOf('/members.csv')).toEqual([
      'group,email,audience,from',
      'Staff,ada@example.com,workforce,local',
      '',
    ])
  })

  test('the same again changes nothing', async () => {
    await importRows(BODY)
    const count = async () =>
      (await pool().query('select count(*) from change where site_id = $1', [tenant.site.id])).rows[0].count
    const before = await count()
    const again = await importRows(BODY)
    expect(again.accounts[0].result).toBe('unchanged')
    expect(again.groups[0]).toMatchObject({ result: 'unchanged', members: [{ result: 'unchanged' }] })
    expect(await count()).toBe(before)
  })

  test.each([
    [
      'a misspelt member',
      { accounts: [{ email: 'a@example.com', audience: 'workforce', titel: 'x' }] },
      '/accounts/0/titel',
    ],
    ['no audience', { accounts: [{ email: 'a@example.com' }] }, '/accounts/0/audience'],
    ['an unknown list', { people: [] }, '/people'],
  ])('%s is refused with its place, and nothing is done', async (_, body, pointer) => {
    const answer = await ask('POST', '/imports', body)
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ pointer })]])
    expect((await ask('GET', '/people')).body.items).toEqual([])
  })

  test('more than 1,000 rows are refused with what to do', async () => {
    const accounts = Array.from({ length: 1_001 }, (_, n) => workforce(`p${n}@example.com`))
    const answer = await ask('POST', '/imports', { accounts })
    expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining('next one')])
    expect((await importRows({ accounts: accounts.slice(1) })).accounts).toHaveLength(1_000)
  })
})

describe('groups by hand', () => {
  const create = async (name: string, audience = 'workforce') => {
    const answer = await ask('POST', '/groups', { name, audience })
    expect(answer.status).toBe(201)
    return answer.body.id as string
  }

  test('are made, renamed, filled, emptied and deleted', async () => {
    const group = await create(' Staff ')
    expect((await ask('GET', `/groups/${group}`)).body).toMatchObject({ name: 'Staff', source: 'local', link: null })
    const { accounts } = await importRows({ accounts: [workforce('ada@example.com')] })
    const ada = accounts[0].id
    const added = await ask('POST', `/groups/${group}/members`, { add: [ada, randomUUID()] })
    expect(added.body).toEqual({
      added: [{ result: 'updated' }, { result: 'refused', fault: 'no-account', detail: expect.any(String) }],
      removed: [],
    })
    expect((await ask('GET', `/groups/${group}/members`)).body.items).toMatchObject([{ id: ada }])
    const renamed = await ask('PATCH', `/groups/${group}`, { name: 'Crew' })
    expect(renamed.body).toEqual({ id: group, name: 'Crew', audience: 'workforce' })
    const removed = await ask('POST', `/groups/${group}/members`, { remove: [ada] })
    expect(removed.body).toEqual({ added: [], removed: [{ result: 'updated' }] })
    expect((await ask('GET', `/groups/${group}/members`)).body.items).toEqual([])
    expect((await ask('POST', `/groups/${group}/delete`, {})).status).toBe(200)
    expect((await ask('GET', `/groups/${group}`)).status).toBe(404)
    expect((await ask('POST', `/groups/${group}/delete`, {})).status).toBe(404)
  })

  test('a taken name, no name and somebody else are told what is wrong', async () => {
    const group = await create('Staff')
    const taken = await ask('POST', '/groups', { name: 'STAFF' })
    expect([taken.status, taken.body.type]).toEqual([409, '/admin/v1/problems/name-taken'])
    expect((await ask('PATCH', `/groups/${group}`, { name: ' ' })).status).toBe(400)
    expect((await ask('PATCH', '/groups/no-id', { name: 'X' })).status).toBe(404)
    await create('Staff', 'customers')
  })

  test('one that gives access goes by force only', async () => {
    const group = await create('Staff')
    await pool().query('update site_group set default_access = true where site_id = $1', [tenant.site.id])
    const refused = await ask('POST', `/groups/${group}/delete`, {})
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('by force')])
    expect((await ask('POST', `/groups/${group}/delete`, { force: true })).status).toBe(200)
  })
})

test('an account that is switched off stays off whatever its directory says, and comes back', async () => {
  const { rows } = await pool().query('select s.public_id from site s where s.id = $1', [directory().siteId])
  tenant = { ...tenant, site: { ...tenant.site, publicId: rows[0].public_id } }
  use(directory())
  const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada@example.com' }
  const created = await scim('POST', '/Users', user)
  const [person] = (await ask('GET', '/people')).body.items
  const off = await ask('PUT', `/people/${person.id}/active`, { active: false, reason: 'left' })
  expect(off.body).toEqual({ id: person.id, active: false, switchedOffBy: 'admin' })
  await scim('PUT', `/Users/${created.body.id}`, { ...user, title: 'Engineer', active: true })
  const held = (await ask('GET', `/people/${person.id}`)).body
  expect([held.active, held.holds.map(({ kind }: { kind: string }) => kind)]).toEqual([
    false,
    ['switched-off-by-admin'],
  ])
  expect((await ask('GET', '/counts')).body.holds).toEqual([{ kind: 'switched-off-by-admin', open: 1, decided: 0 }])
  const on = await ask('PUT', `/people/${person.id}/active`, { active: true })
  expect(on.body).toEqual({ id: person.id, active: true, switchedOffBy: null })
  expect((await ask('GET', `/people/${person.id}`)).body.holds).toEqual([])
  expect((await ask('PUT', `/people/${randomUUID()}/active`, { active: true })).status).toBe(404)
})

test('counts: by what they are, each person once', async () => {
  expect((await ask('GET', '/counts')).body).toEqual({ accounts: [], people: 0, billable: 0, groups: [], holds: [] })
  await importRows({
    accounts: [
      workforce('ada@example.com'),
      workforce('bob@example.com', { active: false }),
      { email: 'ada@example.com', audience: 'customers' },
    ],
    groups: [
      { name: 'Staff', audience: 'workforce' },
      { name: 'Acme', audience: 'customers' },
    ],
  })
  await pool().query(`update account set class = 'managed' where site_id = $1 and audience = 'workforce'`, [
    tenant.site.id,
  ])
  expect((await ask('GET', '/counts')).body).toEqual({
    accounts: [
      { audience: 'workforce', class: 'managed', active: true, linked: false, count: 1 },
      { audience: 'workforce', class: 'managed', active: false, linked: false, count: 1 },
      { audience: 'customers', class: 'portal-only', active: true, linked: false, count: 1 },
    ],
    people: 2,
    billable: 1,
    groups: [
      { audience: 'workforce', source: 'local', count: 1 },
      { audience: 'customers', source: 'local', count: 1 },
    ],
    holds: [],
  })
})
