/** What administrators say to losses that the guard holds, over the admin API and the real lane. */
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { useTestSystem } from '../../support/test-system.ts'
import { USER } from '../../support/urns.ts'

const { pool, api, directory, scim, startWorker } = useTestSystem()
let token: string
let site: string

beforeAll(async () => {
  token = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
})

/** Of a directory of its own, that holds whoever is switched off. */
beforeEach(async () => {
  await startWorker()
  site = (await pool().query('select public_id from site where id = $1', [directory().siteId])).rows[0].public_id
  const settings = { guardPeople: 0, guardPercent: 0 }
  const changed = await ask('PATCH', `/directories/${directory().directoryPublicId}`, { settings })
  expect([changed.status, changed.body.settings]).toEqual([200, expect.objectContaining(settings)])
})

const ask = (method: string, path: string, body?: object) =>
  adminRequest(api(), token, method, `/sites/${site}${path}`, body)
const accountOf = async (name: string) => (await ask('GET', `/people?email=${name}`)).body.items[0]
const items = async (query: string) => (await ask('GET', `/guard-items?${query}`)).body.items

async function switchedOff(name: string): Promise<string> {
  const created = await scim('POST', '/Users', { schemas: [USER], userName: `${name}@example.com` })
  expect(created.status).toBe(201)
  const off = await scim('PATCH', `/Users/${created.body.id}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'active', value: false }],
  })
  expect(off.status).toBe(200)
  return created.body.id
}

test('who is held is on; rejected the account stays on, released it goes off: each said once', async () => {
  const user = await switchedOff('ada')
  expect(await accountOf('ada')).toMatchObject({ active: true })
  const [item] = await items('state=held')
  expect(item).toMatchObject({ kind: 'deactivated', record: user, account: { email: 'ada@example.com', active: true } })
  const decide = async (verb: string) =>
    (await ask('POST', `/guard-items/${verb}`, { items: [item.id], reason: 'on leave' })).body
  expect(await decide('reject')).toEqual({ done: 1, notApplicable: [] })
  expect(await decide('reject')).toEqual({ done: 0, notApplicable: [{ item: item.id, reason: 'decided' }] })
  expect((await items('state=rejected'))[0]).toMatchObject({
    decisions: ['release'],
    decidedBy: expect.stringContaining('test admin'),
  })
  expect(await accountOf('ada')).toMatchObject({ active: true })
  expect(await decide('release')).toEqual({ done: 1, notApplicable: [] })
  expect(await accountOf('ada')).toMatchObject({ active: false })
  expect(await decide('release')).toEqual({ done: 0, notApplicable: [{ item: item.id, reason: 'closed' }] })
  const { rows } = await pool().query(
    `select kind from change where site_id = $1 and subject_type = 'guard-item' order by applied_seq, n`,
    [directory().siteId],
  )
  expect(rows.map(({ kind }) => kind)).toEqual(['opened', 'rejected', 'released'])
})

test('all of a directory are released in steps; its window counts them before, and not behind it', async () => {
  await switchedOff('bob')
  await switchedOff('cyd')
  const path = `/directories/${directory().directoryPublicId}/guard`
  expect((await ask('GET', path)).body).toMatchObject({
    directory: { setting: { people: 0, percent: 0 }, losses: 2, limit: 0, held: 2, people: 2 },
    site: { setting: { people: 10, percent: 20 }, held: 2 },
  })
  const done = await ask('POST', '/guard-items/release', { directory: directory().directoryPublicId })
  expect(done.body).toEqual({ done: 2, notApplicable: [] })
  await expect.poll(() => items('state=released'), { timeout: 30_000 }).toHaveLength(2)
  expect(await accountOf('cyd')).toMatchObject({ active: false })
  expect((await ask('GET', path)).body.directory).toMatchObject({ losses: 0, held: 0 })
})

test('while the directory is paused nothing of it is decided; a choice is of one kind; settings have bounds', async () => {
  await switchedOff('dan')
  const [item] = await items('state=held')
  await ask('POST', `/directories/${directory().directoryPublicId}/pause`, {})
  const paused = await ask('POST', '/guard-items/release', { items: [item.id] })
  expect(paused.body).toEqual({ done: 0, notApplicable: [{ item: item.id, reason: 'paused' }] })
  expect((await ask('POST', '/guard-items/release', { all: true })).body).toEqual({ done: 0, notApplicable: [] })
  const refused = [{}, { all: true, items: [item.id] }, { items: [] }, { all: false }].map((body) =>
    ask('POST', '/guard-items/release', body),
  )
  expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([400, 400, 400, 400])
  const large = { settings: { guardPercent: 101 } }
  const ofDirectory = await ask('PATCH', `/directories/${directory().directoryPublicId}`, large)
  expect([ofDirectory.status, ofDirectory.body.detail]).toEqual([400, expect.stringContaining('guardPercent')])
  expect((await ask('PATCH', '/settings', large.settings)).status).toBe(400)
  const ofSite = await ask('PATCH', '/settings', { guard: false, guardPeople: 3 })
  expect(ofSite.body).toMatchObject({ guard: false, guardPeople: 3, guardPercent: 20, builtInNames: [] })
  expect((await ask('GET', '/guard')).body.site).toMatchObject({ setting: null, limit: null })
})
