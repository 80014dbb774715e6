/** Records with their status and why, over rows that two directories of a site made: lists, one whole, what is held, the CSV. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { addAccount, addLocalGroup } from '../../support/existing-site.ts'
import { createTestDirectory, type TestDirectory } from '../../support/test-directory.ts'
import { useTestSystem } from '../../support/test-system.ts'
import { GROUP, USER } from '../../support/urns.ts'

const { pool, api, directory } = useTestSystem({ directory: 'once', worker: 'always' })
let site: string
let token: string
let other: TestDirectory
const ids: Record<string, string> = {}

async function create(of: TestDirectory, key: string, path: '/Users' | '/Groups', body: object): Promise<void> {
  const schemas = [path === '/Users' ? USER : GROUP]
  const answer = await api().scim(of, 'POST', path, { schemas, ...body })
  expect(answer.status).toBe(201)
  ids[key] = answer.body.id
}

beforeAll(async () => {
  const { siteId } = directory()
  site = (await pool().query('select public_id from site where id = $1', [siteId])).rows[0].public_id
  token = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
  await addLocalGroup(pool(), siteId, 'Staff')
  await addAccount(pool(), siteId, { email: 'off@example.com', switchedOffBy: 'admin' })
  other = await createTestDirectory(pool(), { of: directory() })
  const own = directory()
  await create(own, 'jane', '/Users', { userName: 'jane@example.com', displayName: 'Jane Doe', externalId: 'x1' })
  await create(own, 'joe', '/Users', { userName: 'joe@example.com', active: false })
  await create(own, 'off', '/Users', { userName: 'off@example.com' })
  await create(own, 'nobody', '/Users', { userName: 'nobody' })
  await create(own, 'nameless', '/Users', { userName: 'nameless' })
  await create(other, 'second', '/Users', { userName: 'j.doe', emails: [{ value: 'jane@example.com', primary: true }] })
  await create(own, 'inner', '/Groups', { displayName: 'Inner' })
  const members = [ids.jane, ids.joe, ids.inner].map((value) => ({ value }))
  await create(own, 'team', '/Groups', { displayName: 'Team', members })
  await create(own, 'staff', '/Groups', { displayName: 'staff' })
})

const get = (path: string) => adminRequest(api(), token, 'GET', `/sites/${site}${path}`)
const post = (path: string, body: object = {}) => adminRequest(api(), token, 'POST', `/sites/${site}${path}`, body)
const records = async (query: string, of = directory()) => {
  const answer = await get(`/directories/${of.directoryPublicId}/records${query}`)
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
  return answer.body
}
const namesOf = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name)

describe('a list', () => {
  it('has every user with its status and its reason', async () => {
    const { items } = await records('')
    const shown = items.map(({ name, status, reason }: Record<string, string>) => [name, status, reason])
    expect(shown).toEqual([
      ['jane@example.com', 'provisioned', expect.stringContaining('Its account follows the directory')],
      ['joe@example.com', 'off', expect.stringContaining('inactive in its directory')],
      ['nameless', 'held', expect.stringContaining('no e-mail address')],
      ['nobody', 'held', expect.stringContaining('no e-mail address')],
      ['off@example.com', 'off', expect.stringContaining('administrator switched its account off')],
    ])
    expect(items[0]).toMatchObject({
      id: ids.jane,
      type: 'User',
      displayName: 'Jane Doe',
      externalId: 'x1',
      active: true,
      class: 'managed',
      link: { id: expect.any(String), name: 'Jane Doe', kind: 'owning' },
      holds: [],
    })
    expect(items[3]).toMatchObject({ class: null, link: null, holds: [{ kind: 'no-email', by: 'lane', other: null }] })
  })

  it('has every group', async () => {
    const { items } = await records('?type=Group')
    expect(items.map(({ name, status }: Record<string, string>) => [name, status])).toEqual([
      ['Inner', 'provisioned'],
      ['staff', 'held'],
      ['Team', expect.stringMatching(/provisioned|partly/)],
    ])
    expect(items[1].reason).toMatch(/Staff \([0-9a-f-]{36}\) of the site has its name/)
  })

  it('is read in pages, in any case, from where names begin so', async () => {
    const first = await records('?limit=2')
    expect(namesOf(first)).toEqual(['jane@example.com', 'joe@example.com'])
    const second = await records(`?limit=2&cursor=${first.nextCursor}`)
    expect(namesOf(second)).toEqual(['nameless', 'nobody'])
    const third = await records(`?limit=2&cursor=${second.nextCursor}`)
    expect([namesOf(third), third.nextCursor]).toEqual([['off@example.com'], null])
    expect(namesOf(await records('?name=NO'))).toEqual(['nobody'])
    expect(namesOf(await records('?name=zz'))).toEqual([])
  })

  test.each([
    ['?status=held', ['nameless', 'nobody']],
    ['?status=off', ['joe@example.com', 'off@example.com']],
    ['?status=held&name=no', ['nobody']],
    ['?hold=no-email', ['nameless', 'nobody']],
    ['?hold=switched-off-by-admin', ['off@example.com']],
    ['?hold=duplicate', []],
    ['?class=managed', ['jane@example.com', 'joe@example.com', 'off@example.com']],
    ['?class=external', []],
    ['?type=Group&hold=conflict', ['staff']],
  ])('%s', async (query, names) => {
    const page = await records(query)
    expect([namesOf(page), page.nextCursor]).toEqual([names, null])
  })

  it('goes on behind the page that a filter has filled', async () => {
    const first = await records('?status=held&limit=1')
    expect(namesOf(first)).toEqual(['nameless'])
    expect(namesOf(await records(`?status=held&limit=1&cursor=${first.nextCursor}`))).toEqual(['nobody'])
  })

  it('follows the directory: in review and paused nothing new reaches the site', async () => {
    const set = (column: string, value: string | null) =>
      pool().query(`update directory set ${column} = $2 where id = $1`, [other.directoryId, value])
    await set('paused', 'hold')
    await create(other, 'late', '/Users', { userName: 'late@example.com' })
    const late = async () => (await records('?name=late', other)).items[0]
    expect(await late()).toMatchObject({ status: 'paused', reason: expect.stringContaining('resumed') })
    await set('phase', 'reviewing')
    expect(await late()).toMatchObject({ status: 'reviewing' })
    await set('phase', 'syncing')
    await set('paused', null)
    expect((await post(`/records/${ids.late}/resync`)).body).toEqual({ records: 1 })
    await expect.poll(async () => (await late()).status, { timeout: 30_000 }).toBe('provisioned')
  })
})

describe('one record', () => {
  it('of a user says what it is linked to and what was asked of it', async () => {
    const { body } = await get(`/records/${ids.jane}`)
    expect(body).toMatchObject({
      name: 'jane@example.com',
      status: 'provisioned',
      account: { email: 'jane@example.com', class: 'managed', active: true, joins: true, linkedBy: 'lane' },
      group: null,
      operations: [{ method: 'POST', resourceId: ids.jane, state: 'applied' }],
    })
    expect(Date.parse(body.createdAt)).toBeGreaterThan(0)
  })

  it('names whom it clashes with, by id and display name', async () => {
    const { body } = await get(`/records/${ids.second}`)
    const jane = await get(`/records/${ids.jane}`)
    expect(body).toMatchObject({ status: 'held', account: null, link: null })
    expect(body.holds).toEqual([
      {
        kind: 'duplicate',
        since: expect.any(String),
        by: 'lane',
        reason: body.reason,
        other: {
          account: { id: jane.body.account.id, name: 'Jane Doe' },
          user: { id: ids.jane, name: 'Jane Doe', directory: jane.body.directory },
          group: null,
          directory: null,
        },
      },
    ])
    expect(body.reason).toContain(`Jane Doe (${ids.jane})`)
    expect(body.reason).toContain('make it a member link')
    expect(body.reason).not.toContain('@')
  })

  it('of a group has what is worth knowing of its members', async () => {
    const { body } = await get(`/records/${ids.team}`)
    expect(body.group).toMatchObject({
      memberCount: 3,
      siteGroup: { name: 'Team', source: 'synced' },
      nested: [{ id: ids.inner, name: 'Inner' }],
      mixed: false,
    })
    await pool().query(`update account set class = 'external' where site_id = $1 and email_key = 'joe@example.com'`, [
      directory().siteId,
    ])
    const { rows } = await pool().query(
      `insert into site_member (site_id, group_key, account_key, origin)
       select s.site_id, s.key, a.key, 0 from site_group s join account a on a.site_id = s.site_id
       where s.site_id = $1 and s.name = 'Team' and a.email_key = 'joe@example.com' on conflict do nothing returning 1`,
      [directory().siteId],
    )
    expect(rows.length).toBeLessThanOrEqual(1)
    expect((await get(`/records/${ids.team}`)).body.group.mixed).toBe(true)
  })

  it('that does not exist is not found, nor one of another site', async () => {
    const foreign = await createTestDirectory(pool())
    await create(foreign, 'foreign', '/Users', { userName: 'f@example.com' })
    const answers = await Promise.all([randomUUID(), ids.foreign, 'x'].map((id) => get(`/records/${id}`)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(404)
  })
})

describe('a person', () => {
  const personOf = async (email: string) => {
    const { body } = await get(`/people?email=${email}`)
    return (await get(`/people/${body.items[0].id}`)).body
  }

  it('has the status of each of its records, and who waits for its address', async () => {
    const jane = await personOf('jane@example.com')
    expect(jane.records).toMatchObject([{ id: ids.jane, status: 'provisioned' }])
    expect(jane.waiting).toMatchObject([{ id: ids.second, status: 'held', holds: [{ kind: 'duplicate' }] }])
    expect(jane.reason).toBe(jane.records[0].reason)
  })

  it('says why it is off, or comes from nowhere', async () => {
    const { siteId } = directory()
    await addAccount(pool(), siteId, { email: 'local@example.com' })
    expect(await personOf('off@example.com')).toMatchObject({
      reason: expect.stringContaining('administrator switched it off'),
      records: [{ status: 'off' }],
      waiting: [],
    })
    const local = await personOf('local@example.com')
    expect(local).toMatchObject({ reason: expect.stringContaining('comes from no directory'), records: [] })
  })
})

describe('what is held', () => {
  const counts = async () => (await get('/holds')).body.items

  it('is counted by kind and listed, and what was dismissed apart', async () => {
    expect(await counts()).toEqual(
      expect.arrayContaining([
        { kind: 'no-email', open: 2, decided: 0 },
        { kind: 'duplicate', open: 1, decided: 0 },
        { kind: 'conflict', open: 1, decided: 0 },
      ]),
    )
    const dismissed = await post(`/records/${ids.nobody}/dismiss`, { hold: 'no-email', reason: 'a machine' })
    expect([dismissed.status, dismissed.body]).toEqual([200, { dismissed: true }])
    expect(await counts()).toContainEqual({ kind: 'no-email', open: 1, decided: 1 })
    const open = await get('/holds/no-email?open=true')
    const decided = await get('/holds/no-email?open=false')
    expect([namesOf(open.body), namesOf(decided.body)]).toEqual([['nameless'], ['nobody']])
    expect(decided.body.items[0].holds[0].by).toMatch(/^admin:\w+ \(test admin\)$/)
    expect((await post(`/records/${ids.nobody}/dismiss`, { hold: 'no-email' })).body).toEqual({ dismissed: false })
  })

  it('is listed over all directories, or of one, in pages', async () => {
    expect(namesOf((await get('/holds/duplicate')).body)).toEqual(['j.doe'])
    expect(namesOf((await get(`/holds/duplicate?directory=${directory().directoryPublicId}`)).body)).toEqual([])
    expect(namesOf((await get(`/holds/duplicate?directory=${other.directoryPublicId}`)).body)).toEqual(['j.doe'])
    expect(namesOf((await get('/holds/conflict')).body)).toEqual(['staff'])
    const first = (await get('/holds/no-email?limit=1')).body
    const second = (await get(`/holds/no-email?limit=1&cursor=${first.nextCursor}`)).body
    expect([...namesOf(first), ...namesOf(second)]).toEqual(['nobody', 'nameless'])
    expect(second.nextCursor).toBeNull()
  })

  it('has no kinds but those that there are, and no directories of others', async () => {
    const foreign = await createTestDirectory(pool())
    const answers = await Promise.all([
      get('/holds/nonsense'),
      get(`/holds/no-email?directory=${foreign.directoryPublicId}`),
      get(`/holds/no-email?directory=${randomUUID()}`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  })
})
