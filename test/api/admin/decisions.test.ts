/** What administrators decide about users and groups, through the whole system: the answer, the status after it, the refusal. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { createTestDirectory, type TestDirectory } from '../../support/test-directory.ts'
import { useTestSystem } from '../../support/test-system.ts'
import { GROUP, USER } from '../../support/urns.ts'

const { pool, api, directory } = useTestSystem({ directory: 'once', worker: 'always' })
let site: string
let token: string
let second: TestDirectory

beforeAll(async () => {
  const { siteId } = directory()
  site = (await pool().query('select public_id from site where id = $1', [siteId])).rows[0].public_id
  token = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
  second = await createTestDirectory(pool(), { of: directory() })
  await pool().query(`update directory set settings = '{"externalUsers":"review"}' where id = $1`, [second.directoryId])
})

const get = (path: string) => adminRequest(api(), token, 'GET', `/sites/${site}${path}`)
const post = (path: string, body: object = {}) => adminRequest(api(), token, 'POST', `/sites/${site}${path}`, body)
const recordOf = async (id: string) => (await get(`/records/${id}`)).body

async function create(of: TestDirectory, userName: string, own: object = {}): Promise<string> {
  const answer = await api().scim(of, 'POST', '/Users', { schemas: [USER], userName, ...own })
  expect(answer.status).toBe(201)
  return answer.body.id
}

it('a user is unlinked, stays so, and is linked again', async () => {
  const jane = await create(directory(), 'jane@example.com')
  const account = (await recordOf(jane)).account.id
  const unlinked = await post(`/records/${jane}/unlink`, { reason: 'not her' })
  expect([unlinked.status, unlinked.body]).toEqual([200, { user: jane, account }])
  expect(await recordOf(jane)).toMatchObject({ status: 'detached', account: null, holds: [{ kind: 'detached' }] })
  expect((await post(`/records/${jane}/resync`)).body).toEqual({ records: 1 })
  expect((await recordOf(jane)).status).toBe('detached')
  const linked = await post(`/records/${jane}/link`, { account })
  expect([linked.status, linked.body]).toEqual([200, { user: jane, account }])
  expect(await recordOf(jane)).toMatchObject({
    status: 'provisioned',
    account: { id: account, linkedBy: expect.stringMatching(/^admin:/) },
    operations: expect.arrayContaining([expect.objectContaining({ method: 'POST' })]),
  })
})

it('two users of one person: a member link, then the ownership moves', async () => {
  const first = await create(directory(), 'both@example.com', { displayName: 'First' })
  const other = await create(second, 'both@example.com', { displayName: 'Second' })
  expect(await recordOf(other)).toMatchObject({ status: 'held', holds: [{ kind: 'duplicate' }] })
  const account = (await recordOf(first)).account.id
  const joined = await post(`/records/${other}/member-link`)
  expect([joined.status, joined.body]).toEqual([200, { user: other, account }])
  expect(await recordOf(other)).toMatchObject({ status: 'provisioned', link: { kind: 'member', id: account } })
  const moved = await post(`/records/${other}/move-ownership`)
  expect([moved.status, moved.body]).toEqual([200, { user: other, account, formerOwner: first }])
  expect(await recordOf(other)).toMatchObject({ link: { kind: 'owning', name: 'Second' } })
  expect(await recordOf(first)).toMatchObject({ status: 'provisioned', link: { kind: 'member' } })
})

it('externals are listed as CSV, approved one by one and ignored all at once', async () => {
  const guests = await Promise.all(['a', 'b', 'c'].map((name) => create(second, `${name}@partner.example`)))
  await api().scim(second, 'POST', '/Groups', {
    schemas: [GROUP],
    displayName: '=cmd()',
    members: guests.map((value) => ({ value })),
  })
  const path = `/directories/${second.directoryPublicId}`
  const csv = await get(`${path}/external-users.csv`)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="external-users.csv"')
  expect(csv.text.split('\r\n').toSorted()).toEqual([
    '',
    `a@partner.example,${guests[0]},yes,'=cmd()`,
    `b@partner.example,${guests[1]},yes,'=cmd()`,
    `c@partner.example,${guests[2]},yes,'=cmd()`,
    'e-mail address,unique identifier,active,group membership',
  ])
  expect(await recordOf(guests[0] ?? '')).toMatchObject({ status: 'held', class: 'external' })
  const approved = await post('/external-users/approve', { users: [guests[0]] })
  expect([approved.status, approved.body]).toEqual([200, { done: 1, notApplicable: [] }])
  expect(await recordOf(guests[0] ?? '')).toMatchObject({ status: 'provisioned', class: 'external' })
  const again = await post('/external-users/approve', { users: [guests[0]] })
  expect(again.body).toEqual({ done: 0, notApplicable: [{ user: guests[0], reason: 'not-held' }] })
  const ignored = await post('/external-users/ignore', { directory: second.directoryPublicId, reason: 'no partners' })
  expect([ignored.status, ignored.body]).toEqual([200, { done: 2, notApplicable: [] }])
  await expect.poll(async () => (await get('/holds/external-ignored')).body.items.length, { timeout: 30_000 }).toBe(2)
  expect((await recordOf(guests[1] ?? '')).reason).toContain('an administrator has chosen to ignore it')
  const listed = await get(`${path}/records?class=external`)
  expect(listed.body.items).toHaveLength(3)
  expect(new Set((await get(`${path}/external-users.csv`)).text.split('\r\n')).size).toBe(5)
})

it('a whole directory is projected again', async () => {
  const answer = await post(`/directories/${directory().directoryPublicId}/resync`, { reason: 'to be sure' })
  expect([answer.status, answer.body]).toEqual([200, {}])
  const left = async () =>
    (await pool().query('select count(*)::integer as n from dirty where site_id = $1', [directory().siteId])).rows[0].n
  await expect.poll(left, { timeout: 30_000 }).toBe(0)
})

it('what a rule refuses says what to do, and changes nothing', async () => {
  const joe = await create(directory(), 'joe@example.com')
  const own = (await recordOf(joe)).account.id
  const answers = await Promise.all([
    post(`/records/${joe}/dismiss`, { hold: 'duplicate' }),
    post(`/records/${joe}/member-link`),
    post(`/records/${joe}/move-ownership`),
  ])
  for (const { status, body } of answers) {
    expect([status, body.type]).toEqual([409, '/admin/v1/problems/refused'])
    expect(body.detail).toMatch(/\.$/)
    expect(body.detail).not.toContain('joe')
  }
  expect((await recordOf(joe)).account.id).toBe(own)
})

it('nobody of another site is found, by whatever names them', async () => {
  const foreign = await createTestDirectory(pool())
  const theirs = await create(foreign, 'f@example.com')
  const jim = await create(directory(), 'jim@example.com')
  const { rows } = await pool().query('select id from account where site_id = $1', [foreign.siteId])
  const answers = await Promise.all([
    post(`/records/${randomUUID()}/unlink`),
    post(`/records/${theirs}/unlink`),
    post(`/records/${theirs}/resync`),
    post(`/records/${jim}/link`, { account: rows[0].id }),
    post(`/records/${jim}/link`, { account: randomUUID() }),
    post('/external-users/approve', { users: [theirs] }),
    post('/external-users/ignore', { directory: foreign.directoryPublicId }),
    post('/external-users/ignore', { directory: randomUUID() }),
  ])
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
})

it('a choice of nobody, or of both kinds, is not valid', async () => {
  const both = { users: [randomUUID()], directory: second.directoryPublicId }
  const answers = await Promise.all(
    [{}, both, { users: [] }, { users: ['x'] }].map((body) => post('/external-users/approve', body)),
  )
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400])
})
