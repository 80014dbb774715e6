/** What the admin API shows of a site: pages, filters, effects and the answer for agents. Over rows that a directory made. */
import { randomUUID } from 'node:crypto'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { addAccount, addLocalGroup } from '../../support/existing-site.ts'
import { createTestDirectory } from '../../support/test-directory.ts'
import { useTestSystem } from '../../support/test-system.ts'
import { GROUP, USER } from '../../support/urns.ts'

const PEOPLE = 23

const { pool, api, directory, scim, startWorker, stopWorker } = useTestSystem({ directory: 'once' })
let site: string
let token: string
let userIds: string[]

beforeAll(async () => {
  await startWorker()
  site = (await pool().query('select public_id from site where id = $1', [directory().siteId])).rows[0].public_id
  token = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
  const created = await Promise.all(
    Array.from({ length: PEOPLE }, (_, n) =>
      scim('POST', '/Users', {
        schemas: [USER],
        userName: `person-${String(n).padStart(2, '0')}@example.com`,
        displayName: `Person ${n}`,
        active: n % 5 !== 0,
      }),
    ),
  )
  userIds = created.map(({ body }) => body.id)
  const members = userIds.map((value) => ({ value }))
  await scim('POST', '/Groups', { schemas: [GROUP], displayName: 'Everybody', members })
  await scim('PATCH', `/Users/${userIds[1]}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'displayName', value: 'Renamed' }],
  })
  await scim('DELETE', `/Users/${randomUUID()}`)
  await stopWorker()
  const local = await addAccount(pool(), directory().siteId, {
    email: 'local@elsewhere.example',
    switchedOffBy: 'admin',
  })
  await addLocalGroup(pool(), directory().siteId, 'Local', [local])
})

const get = (path: string, as = token) => adminRequest(api(), as, 'GET', `/sites/${site}${path}`)
type Item = Record<string, unknown>

async function walk(path: string, limit: number): Promise<Item[][]> {
  const pages: Item[][] = []
  let cursor: string | null = null
  do {
    const at: string = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`
    // biome-ignore lint/performance/noAwaitInLoops: a page needs the cursor of the one before
    const { status, body } = await get(at)
    expect(status).toBe(200)
    pages.push(body.items)
    cursor = body.nextCursor
  } while (cursor !== null && pages.length < 100)
  return pages
}

describe('pages', () => {
  test.each([
    ['/people', PEOPLE + 1, 'email'],
    ['/people?email=PERSON-1', 10, 'email'],
    ['/people?active=false', 6, 'email'],
    ['/people?active=true&class=portal-only', 0, 'email'],
    ['/groups', 2, 'name'],
    ['/groups?source=local', 1, 'name'],
    ['/groups?name=every', 1, 'name'],
    ['/operations', PEOPLE + 3, 'id'],
    ['/operations?state=refused', 1, 'id'],
    ['/operations?state=applied', PEOPLE + 2, 'id'],
    ['/operations?state=pending', 0, 'id'],
    ['/directories', 1, 'name'],
    ['/events', 3, 'id'],
  ])('%s: every item once, in one order, whatever the size of a page', async (path, count, name) => {
    const whole = (await walk(path, 200)).flat()
    expect(whole).toHaveLength(count)
    const small = await walk(path, 4)
    expect(small.flat()).toEqual(whole)
    for (const page of small.slice(0, -1)) expect(page.length).toBeLessThanOrEqual(4)
    const keys = whole.map((item) => item[name])
    expect(new Set(keys).size).toBe(count)
  })

  test('a cursor is of one list, one site, one set of filters and one token', async () => {
    const { body } = await get('/people?limit=2')
    const other = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
    const answers = await Promise.all([
      get(`/people?limit=5&cursor=${body.nextCursor}`),
      get(`/people?limit=2&cursor=${body.nextCursor}`, other),
      get(`/people?limit=2&active=true&cursor=${body.nextCursor}`),
      get(`/groups?limit=2&cursor=${body.nextCursor}`),
      get('/people?cursor=nonsense'),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 400, 400])
    expect(answers[1]?.body.type).toBe('/admin/v1/problems/invalid-cursor')
    expect(Buffer.from(body.nextCursor, 'base64url').toString('latin1')).not.toContain('person')
  })
})

describe('operations', () => {
  test('the history of one user, and one of them with request, outcome and effects', async () => {
    const { body } = await get(`/operations?resource=${userIds[1]}`)
    expect(body.items.map(({ method, state }: Item) => [method, state])).toEqual([
      ['PATCH', 'applied'],
      ['POST', 'applied'],
    ])
    const one = (await get(`/operations/${body.items[0].id}`)).body
    expect(one.request).toMatchObject({ method: 'PATCH', resourceId: userIds[1], secretSent: false })
    expect(one.outcome).toMatchObject({ status: 200, resourceId: userIds[1] })
    expect(one.effects.map(({ subjectType, kind }: Item) => [subjectType, kind])).toContainEqual(['User', 'updated'])
  })

  test('since and until cut by the time of acceptance; of a directory that is not of the site nothing is found', async () => {
    const [newest] = (await get('/operations?limit=1')).body.items
    const after = new Date(new Date(newest.acceptedAt).getTime() + 60_000).toISOString()
    expect((await get(`/operations?since=${after}`)).body.items).toEqual([])
    expect((await get(`/operations?until=${after}&limit=200`)).body.items).toHaveLength(PEOPLE + 3)
    expect((await get(`/operations?directory=${directory().directoryPublicId}&limit=200`)).body.items).toHaveLength(
      PEOPLE + 3,
    )
    expect((await get(`/operations?directory=${randomUUID()}`)).status).toBe(404)
  })

  test('what waits and what was given up are told apart', async () => {
    const waiting = await createTestDirectory(pool())
    const id = (await pool().query('select public_id from site where id = $1', [waiting.siteId])).rows[0].public_id
    const sent = api().scim(waiting, 'POST', '/Users', { schemas: [USER], userName: 'late' })
    const path = `/sites/${id}`
    const queue = () => adminRequest(api(), token, 'GET', `${path}/queue`)
    await expect.poll(async () => (await queue()).body.pending, { timeout: 30_000 }).toBe(1)
    const pending = (await adminRequest(api(), token, 'GET', `${path}/operations?state=pending`)).body.items
    expect(pending).toMatchObject([{ method: 'POST', status: null, appliedAt: null }])
    expect((await queue()).body).toMatchObject({
      pending: 1,
      oldestAt: pending[0].acceptedAt,
      directories: [{ directory: waiting.directoryPublicId, pending: 1 }],
      appliedSeq: 0,
      lastAppliedAt: null,
      failure: null,
      deadLetters: 0,
    })
    await pool().query(
      `insert into outcome (site_id, operation_id, applied_seq, status, applied_at) values ($1, $2, 1, 500, now())`,
      [waiting.siteId, pending[0].id],
    )
    await pool().query(
      `insert into dead_letter (site_id, operation_id, directory_id, seq, reason, at) values ($1, $2, $3, 1, 'broken', now())`,
      [waiting.siteId, pending[0].id, waiting.directoryId],
    )
    const dead = (await adminRequest(api(), token, 'GET', `${path}/operations?state=dead`)).body.items
    expect(dead).toMatchObject([{ id: pending[0].id, state: 'dead', status: 500 }])
    expect((await adminRequest(api(), token, 'GET', `${path}/dead-letters`)).body.items).toMatchObject([
      { operation: pending[0].id, reason: 'broken' },
    ])
    expect((await sent).status).toBeGreaterThanOrEqual(500)
  })

  test('commands of administrators wait and are given up as well', async () => {
    const { siteId } = await createTestDirectory(pool())
    const id = (await pool().query('select public_id from site where id = $1', [siteId])).rows[0].public_id
    const operation = uuidv7()
    const command = { name: 'create-group', groupName: 'Staff', audience: 'workforce' } as const
    await appendCommand(createKysely(pool()), { id: operation, siteId, actor: 'test', reason: null, command })
    const { body } = await adminRequest(api(), token, 'GET', `/sites/${id}/queue`)
    expect(body).toMatchObject({ pending: 1, directories: [{ directory: null, pending: 1, oldestAt: body.oldestAt }] })
    await pool().query(
      `insert into dead_letter (site_id, operation_id, directory_id, seq, reason, at) values ($1, $2, 0, 1, 'broken', now())`,
      [siteId, operation],
    )
    expect((await adminRequest(api(), token, 'GET', `/sites/${id}/dead-letters`)).body.items).toMatchObject([
      { operation, directory: null, reason: 'broken' },
    ])
  })
})

describe('people and groups', () => {
  test('a person with link and memberships, a group with its members and where they come from', async () => {
    const [person] = (await get('/people?email=person-01')).body.items
    expect(person).toMatchObject({
      displayName: expect.any(String),
      active: true,
      switchedOffBy: null,
    })
    expect(person.links).toMatchObject([
      { kind: 'owning', userId: userIds[1], directory: directory().directoryPublicId },
    ])
    const detail = (await get(`/people/${person.id}`)).body
    const origins = [{ kind: 'directory', directory: directory().directoryPublicId }]
    expect(detail).toMatchObject({ holds: [], moreGroups: false, groups: [{ name: 'Everybody', origins }] })
    const [everybody] = (await get('/groups?name=EVERY')).body.items
    expect(everybody).toMatchObject({ source: 'synced', link: { memberCount: PEOPLE } })
    const members = (await walk(`/groups/${everybody.id}/members`, 7)).flat()
    expect(members.length).toBeGreaterThanOrEqual(PEOPLE - 5)
    expect(members).toContainEqual(expect.objectContaining({ id: person.id, origins }))
    const [local] = (await get('/groups?source=local')).body.items
    expect((await get(`/groups/${local.id}/members`)).body.items).toMatchObject([
      { email: 'local@elsewhere.example', active: false, origins: [{ kind: 'local' }] },
    ])
  })
})
