/** Pausing a directory as its identity provider and administrators see it. */
import { expect, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../support/admin-api.ts'
import { useTestSystem } from '../support/test-system.ts'
import { waitUntil } from '../support/wait-until.ts'

const system = useTestSystem({ worker: 'always' })
const { pool, api, directory, scim } = system

const person = (userName: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
})
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

async function asAdmin(method: string, path: string, body?: unknown) {
  const { siteId, directoryPublicId } = directory()
  const token = await createTestAdmin(pool(), [{ role: 'operator', siteId }])
  const { rows } = await pool().query('select public_id from site where id = $1', [siteId])
  return adminRequest(api(), token, method, `/sites/${rows[0].public_id}/directories/${directoryPublicId}${path}`, body)
}

/** The credential cache of the API is a second old at most. */
const untilStatus = (status: number, ask: () => Promise<{ readonly status: number }>) =>
  waitUntil(ask, (answer) => answer.status === status)

const events = async () =>
  (
    await pool().query('select action, reason, detail from control_event where directory_id = $1 order by id', [
      directory().directoryId,
    ])
  ).rows.filter(({ action }) => /paused|resumed/.test(action))

test('refuse: writes of every kind get 503 with Retry-After, reads work, and after it all is as before', async () => {
  const created = await scim('POST', '/Users', person('ada'))
  expect(created.status).toBe(201)
  const paused = await asAdmin('POST', '/pause', { mode: 'refuse', reason: 'migration' })
  expect([paused.status, paused.body.pause.mode]).toEqual([200, 'refuse'])
  await untilStatus(503, () => scim('POST', '/Users', person('bob')))
  const path = `/Users/${created.body.id}`
  const writes = [
    await scim('POST', '/Users', person('bob')),
    await scim('PUT', path, person('ada')),
    await scim('PATCH', path, { schemas: [], Operations: [] }),
    await scim('DELETE', path),
    await scim('POST', '/Bulk', { schemas: [BULK], Operations: [] }),
    await scim('POST', '/Users', person('cyd'), { prefer: 'respond-async' }),
  ]
  for (const { status, headers, body } of writes) {
    expect([status, body.status]).toEqual([503, '503'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  }
  expect((await scim('GET', path)).status).toBe(200)
  const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: 'userName eq "ada"' }
  expect((await scim('POST', '/Users/.search', search)).body.totalResults).toBe(1)

  expect((await asAdmin('POST', '/resume', {})).body.pause).toBe(null)
  await untilStatus(201, () => scim('POST', '/Users', person('bea')))
  expect((await events()).map(({ action, reason, detail }) => [action, reason, detail])).toEqual([
    ['directory.paused', 'migration', { mode: 'refuse' }],
    ['directory.resumed', null, { mode: 'refuse' }],
  ])
})

test('hold: answers are as always, the site stays as it was and says what waits, and follows when it resumes', async () => {
  const ada = await scim('POST', '/Users', person('eva'))
  const bob = await scim('POST', '/Users', person('fay'))
  await scim('POST', '/Groups', { schemas: [GROUP], displayName: 'Team', members: [{ value: ada.body.id }] })
  const site = async () =>
    (
      await pool().query(
        `select a.email, a.active, count(m.group_key)::integer as groups from account a
         left join site_member m on m.site_id = a.site_id and m.account_key = a.key
         where a.site_id = $1 group by a.email, a.active order by 1`,
        [directory().siteId],
      )
    ).rows
  const before = await site()

  expect((await asAdmin('POST', '/pause', {})).body.pause.mode).toBe('hold')
  expect((await scim('DELETE', `/Users/${ada.body.id}`)).status).toBe(204)
  expect((await scim('GET', `/Users/${ada.body.id}`)).status).toBe(404)
  expect((await scim('POST', '/Users', person('gil'))).status).toBe(201)
  const off = { schemas: [], Operations: [{ op: 'replace', path: 'active', value: false }] }
  expect((await scim('PATCH', `/Users/${bob.body.id}`, off)).body.active).toBe(false)
  expect(await site()).toEqual(before)
  const { waiting, phase } = (await asAdmin('GET', '')).body
  expect({ waiting, phase }).toEqual({
    phase: 'syncing',
    waiting: { records: 3, losses: 2, lossesSince: expect.any(String) },
  })

  await asAdmin('POST', '/resume', {})
  await waitUntil(
    () => asAdmin('GET', ''),
    ({ body }) => body.waiting.records === 0,
  )
  const after = await site()
  expect(after.map(({ email, active, groups }) => [email, active, groups])).toEqual([
    ['eva@example.com', expect.any(Boolean), 0],
    ['fay@example.com', false, 0],
    ['gil@example.com', true, 0],
  ])
})

test('the same pause again is on record once; the other mode is another event', async () => {
  await asAdmin('POST', '/pause', { mode: 'hold' })
  await asAdmin('POST', '/pause', { mode: 'hold' })
  await asAdmin('POST', '/pause', { mode: 'refuse' })
  await asAdmin('POST', '/resume', {})
  await asAdmin('POST', '/resume', {})
  expect((await events()).map(({ detail }) => detail.mode)).toEqual(['hold', 'refuse', 'refuse'])
})
