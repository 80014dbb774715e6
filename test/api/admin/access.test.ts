/** Apps, projects and grants over the admin API, on a site that an identity provider fills: who reaches what, and through what. */
import { randomUUID } from 'node:crypto'
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { addAccount, addLocalMembers } from '../../support/existing-site.ts'
import { createTestDirectory } from '../../support/test-directory.ts'
import { useTestSystem } from '../../support/test-system.ts'
import { GROUP, PATCH, USER } from '../../support/urns.ts'

const system = useTestSystem({ worker: 'always' })

let token: string
let sitePath: string

beforeEach(async () => {
  token = await createTestAdmin(system.pool(), [{ role: 'admin', siteId: null }])
  const { rows } = await system.pool().query('select public_id from site where id = $1', [system.directory().siteId])
  sitePath = `/sites/${rows[0].public_id}`
})

const ask = (method: string, path: string, body?: unknown) =>
  adminRequest(system.api(), token, method, `${sitePath}${path}`, body)
const get = async (path: string) => (await ask('GET', path)).body
const done = async (method: string, path: string, body: unknown = {}) => {
  const answer = await ask(method, path, body)
  expect([answer.text, Math.floor(answer.status / 100)]).toEqual([answer.text, 2])
  return answer.body
}

async function user(userName: string): Promise<string> {
  return (await system.scim('POST', '/Users', { schemas: [USER], userName })).body.id
}

async function group(displayName: string, ids: readonly string[] = []): Promise<string> {
  const members = ids.map((value) => ({ value }))
  return (await system.scim('POST', '/Groups', { schemas: [GROUP], displayName, members })).body.id
}

const siteGroup = async (name: string): Promise<string> => (await get(`/groups?name=${name}`)).items[0]?.id
const people = async (app: string) =>
  (await get(`/apps/${app}/people`)).items.map(({ email, ways }: { email: string; ways: { name: string }[] }) => [
    email,
    ...ways.map(({ name }) => name),
  ])
const siteKey = async (table: 'site_group' | 'account', id: string): Promise<number> =>
  (
    await system
      .pool()
      .query(`select key from ${table} where site_id = $1 and id = $2`, [system.directory().siteId, id])
  ).rows[0].key

describe('who reaches what', () => {
  test('each person with every way in, until the last one is gone', async () => {
    const [ada, bob] = [await user('ada@example.com'), await user('bob@example.com')]
    const staff = await group('Staff', [ada, bob])
    await group('Crew', [ada])
    const { id: wiki } = await done('POST', '/apps', { kind: 'app', name: 'Wiki' })
    expect(await people(wiki)).toEqual([])
    for (const name of ['Staff', 'Crew']) {
      // biome-ignore lint/performance/noAwaitInLoops: two
      const granted = await done('POST', `/apps/${wiki}/grant`, { group: await siteGroup(name), reason: 'asked for' })
      expect(granted).toEqual({ changed: true })
    }
    expect(await done('POST', `/apps/${wiki}/grant`, { group: await siteGroup('Crew') })).toEqual({ changed: false })
    expect(await people(wiki)).toEqual([
      ['ada@example.com', 'Staff', 'Crew'],
      ['bob@example.com', 'Staff'],
    ])
    const adaAtSite = (await get('/people?email=ada')).items[0].id
    const origins = [{ kind: 'directory', directory: system.directory().directoryPublicId }]
    expect((await get(`/people/${adaAtSite}/apps`)).items).toEqual([
      {
        id: wiki,
        kind: 'app',
        name: 'Wiki',
        ways: [
          { id: await siteGroup('Staff'), name: 'Staff', source: 'synced', origins },
          { id: await siteGroup('Crew'), name: 'Crew', source: 'synced', origins },
        ],
      },
    ])

    await done('POST', `/apps/${wiki}/revoke`, { group: await siteGroup('Staff') })
    expect(await people(wiki)).toEqual([['ada@example.com', 'Crew']])
    await done('POST', `/apps/${wiki}/grant`, { group: await siteGroup('Staff') })
    await system.scim('PATCH', `/Users/${bob}`, {
      schemas: [PATCH],
      Operations: [{ op: 'replace', path: 'active', value: false }],
    })
    expect(await people(wiki)).toEqual([['ada@example.com', 'Staff', 'Crew']])
    const bobAtSite = (await get('/people?email=bob')).items[0].id
    expect((await get(`/people/${bobAtSite}/apps`)).items).toEqual([])

    await system.scim('DELETE', `/Groups/${staff}`)
    expect(await people(wiki)).toEqual([['ada@example.com', 'Crew']])
    expect((await get(`/apps/${wiki}/groups`)).items).toMatchObject([
      { name: 'Crew', source: 'synced', grantedBy: expect.stringMatching(/^admin:/) },
    ])
    // A new one of the name has nothing.
    await group('Staff', [ada])
    expect(await people(wiki)).toEqual([['ada@example.com', 'Crew']])
  })

  test('pages over people of several groups, each once, and past those who are off', async () => {
    const { siteId } = system.directory()
    const ids = await Promise.all(Array.from({ length: 7 }, (_, n) => user(`p${n}@example.com`)))
    await group('Staff', ids)
    await group('Crew', ids.slice(2))
    const { id: wiki } = await done('POST', '/apps', { kind: 'app', name: 'Wiki' })
    await done('POST', `/apps/${wiki}/grant`, { group: await siteGroup('Staff') })
    await done('POST', `/apps/${wiki}/grant`, { group: await siteGroup('Crew') })
    await system
      .pool()
      .query('update account set active = false where site_id = $1 and email_key = any ($2)', [
        siteId,
        ['p1@example.com', 'p2@example.com'],
      ])
    const seen: string[] = []
    let cursor = ''
    do {
      // biome-ignore lint/performance/noAwaitInLoops: page after page
      const page = await get(`/apps/${wiki}/people?limit=2${cursor}`)
      seen.push(...page.items.map(({ email }: { email: string }) => email))
      cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`
    } while (cursor !== '')
    expect(seen.toSorted()).toEqual(['p0', 'p3', 'p4', 'p5', 'p6'].map((name) => `${name}@example.com`))
  })

  test('a deleted group with local members becomes local, and keeps what it gives', async () => {
    const ada = await user('ada@example.com')
    const staff = await group('Staff', [ada])
    const { siteId } = system.directory()
    const local = await addAccount(system.pool(), siteId, { email: 'local@example.com' })
    await addLocalMembers(system.pool(), siteId, await siteKey('site_group', await siteGroup('Staff')), [local])
    const { id: wiki } = await done('POST', '/apps', { kind: 'app', name: 'Wiki' })
    await done('POST', `/apps/${wiki}/grant`, { group: await siteGroup('Staff') })
    await system.scim('DELETE', `/Groups/${staff}`)
    expect(await people(wiki)).toEqual([['local@example.com', 'Staff']])
    expect(await get(`/groups/${await siteGroup('Staff')}`)).toMatchObject({ source: 'local', link: null })
  })
})

describe('decisions', () => {
  test('a group that is detached keeps its people, stays local, and is linked again when it is asked for', async () => {
    const ada = await user('ada@example.com')
    const staff = await group('Staff', [ada])
    const id = await siteGroup('Staff')
    expect(await done('POST', `/groups/${id}/detach`)).toEqual({ changed: true })
    expect(await done('POST', `/groups/${id}/detach`)).toEqual({ changed: false })
    await system.scim('DELETE', `/Users/${ada}`)
    expect((await get(`/groups/${id}/members`)).items).toMatchObject([
      { email: 'ada@example.com', origins: [{ kind: 'local' }] },
    ])
    const again = await done('POST', `/records/${staff}/link-again`, { reason: 'by mistake' })
    expect(again).toEqual({ linked: false, holds: ['conflict'] })
  })

  test('default access stops a directory from filling the group, until it is switched off', async () => {
    const staff = await group('Staff')
    const id = await siteGroup('Staff')
    expect((await ask('PUT', `/groups/${id}/default-access`, { on: true })).body.type).toMatch(/refused$/)
    await done('POST', `/groups/${id}/detach`)
    expect(await done('PUT', `/groups/${id}/default-access`, { on: true })).toEqual({ changed: true })
    expect(await get(`/groups/${id}`)).toMatchObject({ defaultAccess: true })
    expect(await done('POST', `/records/${staff}/link-again`)).toEqual({ linked: false, holds: ['default-group'] })
    await done('PUT', `/groups/${id}/default-access`, { on: false })
    const holdsNow = async () => (await done('POST', `/records/${staff}/link-again`)).holds
    await expect.poll(holdsNow, { timeout: 30_000 }).toEqual(['conflict'])
  })

  test('a name that becomes built in stops new groups; taken from the list it lets them in', async () => {
    expect(await done('PATCH', '/settings', { builtInNames: ['Board', 'BOARD'], reason: 'ours' })).toMatchObject({
      builtInNames: ['Board'],
      alwaysBuiltIn: expect.arrayContaining(['site-admins']),
    })
    await group('board')
    expect(await siteGroup('board')).toBeUndefined()
    expect((await get('/events')).items[0]).toMatchObject({ action: 'site.settings-changed', reason: 'ours' })
    await done('PATCH', '/settings', { builtInNames: [] })
    await expect.poll(() => siteGroup('board'), { timeout: 30_000 }).toBeDefined()
    expect(await get('/settings')).toMatchObject({ builtInNames: [] })
  })

  test('an app is deleted when nobody is granted it, or by force', async () => {
    await group('Staff')
    const { id } = await done('POST', '/apps', { kind: 'app', name: 'Wiki' })
    const again = await ask('POST', '/apps', { kind: 'app', name: 'wiki' })
    expect([again.status, again.body.type]).toEqual([409, '/admin/v1/problems/name-taken'])
    expect(await done('PATCH', `/apps/${id}`, { name: 'Desk' })).toMatchObject({ id, name: 'Desk' })
    await done('POST', `/apps/${id}/grant`, { group: await siteGroup('Staff') })
    expect((await get(`/groups/${await siteGroup('Staff')}/apps`)).items).toMatchObject([{ id, name: 'Desk' }])
    expect((await ask('POST', `/apps/${id}/delete`, {})).body.type).toBe('/admin/v1/problems/refused')
    expect((await get('/apps')).items).toMatchObject([{ name: 'Desk' }])
    expect(await done('POST', `/apps/${id}/delete`, { force: true })).toEqual({ revoked: 1 })
    expect([(await get('/apps')).items, (await ask('GET', `/apps/${id}`)).status]).toEqual([[], 404])
  })

  test('projects are for organizations of customers, and what another site has is not there', async () => {
    const db = createKysely(system.pool())
    const { siteId } = system.directory()
    await createDirectory(db, { siteId, name: 'customers', audience: 'customers', phase: 'syncing' }, 'test')
    await group('Staff')
    const { id: portal } = await done('POST', '/apps', { kind: 'project', name: 'Portal' })
    const crossed = await ask('POST', `/apps/${portal}/grant`, { group: await siteGroup('Staff') })
    expect([crossed.status, crossed.body.type]).toEqual([409, '/admin/v1/problems/refused'])
    expect([(await get('/apps')).items, (await get('/apps?kind=project')).items.length]).toEqual([[], 1])

    const staff = await siteGroup('Staff')
    const { id: wiki } = await done('POST', '/apps', { kind: 'app', name: 'Wiki' })
    const absent = await ask('POST', `/apps/${wiki}/grant`, { group: randomUUID() })
    const foreign = await createTestDirectory(system.pool())
    const { rows } = await system.pool().query('select public_id from site where id = $1', [foreign.siteId])
    sitePath = `/sites/${rows[0].public_id}`
    const { id: theirs } = await done('POST', '/apps', { kind: 'app', name: 'Wiki' })
    for (const [app, of] of [
      [wiki, staff],
      [theirs, staff],
    ]) {
      // biome-ignore lint/performance/noAwaitInLoops: two
      const answer = await ask('POST', `/apps/${app}/grant`, { group: of })
      expect([answer.status, answer.text]).toEqual([404, absent.text])
    }
  })
})
