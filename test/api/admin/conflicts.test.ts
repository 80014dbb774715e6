/** Conflicts between groups, through the whole system: seen, previewed, decided, by one administrator and by two at once. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { addAccount, addApp, addLocalGroup } from '../../support/existing-site.ts'
import { createTestDirectory, type TestDirectory } from '../../support/test-directory.ts'
import { useTestSystem } from '../../support/test-system.ts'
import { GROUP, PATCH, USER } from '../../support/urns.ts'

const { pool, api, directory } = useTestSystem({ directory: 'each-test', worker: 'always' })
let token: string

beforeAll(async () => {
  token = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
})

async function sitePath(of: TestDirectory): Promise<string> {
  const { rows } = await pool().query('select public_id from site where id = $1', [of.siteId])
  return `/sites/${rows[0].public_id}`
}
const get = async (path: string) => adminRequest(api(), token, 'GET', `${await sitePath(directory())}${path}`)
const post = async (path: string, body: object = {}, as = token) =>
  adminRequest(api(), as, 'POST', `${await sitePath(directory())}${path}`, body)

async function scim(method: string, path: string, body?: object, of = directory()) {
  const answer = await api().scim(of, method, path, body)
  expect([answer.status, answer.body?.detail]).toEqual([expect.toBeOneOf([200, 201, 204]), undefined])
  return answer.body
}
const createUser = async (userName: string, of = directory()): Promise<string> =>
  (await scim('POST', '/Users', { schemas: [USER], userName }, of)).id
const createGroup = async (displayName: string, members: readonly string[] = [], of = directory()): Promise<string> =>
  (await scim('POST', '/Groups', { schemas: [GROUP], displayName, members: members.map((value) => ({ value })) }, of))
    .id
const rename = (id: string, value: string) =>
  scim('PATCH', `/Groups/${id}`, { schemas: [PATCH], Operations: [{ op: 'replace', path: 'displayName', value }] })

async function membersOf(name: string): Promise<string[]> {
  const [group] = (await get(`/groups?name=${name}`)).body.items
  return (await get(`/groups/${group.id}/members`)).body.items.map(({ email }: { email: string }) => email).toSorted()
}

/** A local group with Ann and Bob, which gives an app; Bob and Cid in the directory. @returns the conflict */
async function clash(name: string): Promise<{ id: string; version: number; groupKey: number }> {
  const { siteId } = directory()
  const at = name.toLowerCase()
  const ann = await addAccount(pool(), siteId, { email: `ann-${at}@example.com` })
  const bob = await addAccount(pool(), siteId, { email: `bob-${at}@example.com` })
  const groupKey = await addLocalGroup(pool(), siteId, name, [ann, bob])
  await addApp(pool(), siteId, `App of ${name}`, [groupKey])
  const members = [await createUser(`bob-${at}@example.com`), await createUser(`cid-${at}@example.com`)]
  await createGroup(name, members)
  const { body } = await get(`/conflicts?state=open&name=${name}`)
  expect(body.items).toHaveLength(1)
  const [{ id, version }] = body.items
  return { id, version, groupKey }
}

it('a conflict is listed, shown with what can be decided and whom it is about, and exported', async () => {
  const { id } = await clash('Staff')
  const { body } = await get(`/conflicts/${id}`)
  expect(body).toMatchObject({
    ...{ kind: 'local-group', state: 'open', version: 1, decision: null, closedAt: null },
    directory: { id: directory().directoryPublicId },
    record: { name: 'Staff', memberCount: 2 },
    group: { name: 'Staff', source: 'local', directory: null, apps: 1 },
    difference: { added: 1, removed: 1, unchanged: 1, withoutAccount: 0 },
    apps: [{ name: 'App of Staff' }],
  })
  expect(body.decisions).toEqual(
    ['accept', 'merge', 'keep', 'rename'].map((decision) => ({ decision, possible: true, reason: null })),
  )
  const people = async (change: string) => (await get(`/conflicts/${id}/difference?change=${change}`)).body.items
  expect(await people('added')).toMatchObject([{ email: 'cid-staff@example.com', active: true, loses: [] }])
  expect(await people('removed')).toMatchObject([{ email: 'ann-staff@example.com', loses: [{ name: 'App of Staff' }] }])
  expect(await people('unchanged')).toMatchObject([{ email: 'bob-staff@example.com', loses: [] }])
  const csv = await get(`/conflicts/${id}/difference.csv?change=removed`)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const [head, ann] = csv.text.split('\r\n')
  expect(head).toBe('change,e-mail address,display name,class,active,loses the only way into,account')
  expect(ann).toMatch(/^removed,ann-staff@example\.com,,managed,yes,App of Staff,[0-9a-f-]{36}$/)
  expect((await get('/conflicts?state=open&kind=rename-clash')).body.items).toEqual([])
  expect((await get('/conflicts?leftLocal=true')).body.items).toEqual([])
  expect((await get(`/conflicts?directory=${randomUUID()}`)).status).toBe(404)
})

it('accepted as it was looked at: exactly the people of the directory, once; again changes nothing', async () => {
  const { id, version } = await clash('Sales')
  const preview = await post('/conflicts/decisions/preview', { conflicts: [{ id, version }], decision: 'accept' })
  expect(preview.body).toMatchObject({
    ...{ conflicts: 1, possible: 1, notApplicable: [], added: 1, removed: 1, unchanged: 1, losing: 1 },
    apps: [{ name: 'App of Sales', losing: 1 }],
  })
  const body = { decision: 'accept', version, reason: 'they are the same' }
  expect((await post(`/conflicts/${id}/decision`, body)).body).toEqual({ changed: true })
  expect(await membersOf('Sales')).toEqual(['bob-sales@example.com', 'cid-sales@example.com'])
  expect((await post(`/conflicts/${id}/decision`, body)).body).toEqual({ changed: false })
  const { body: after } = await get(`/conflicts/${id}`)
  expect(after).toMatchObject({ state: 'resolved', decision: 'accept', difference: null, version: version + 1 })
  expect(after.decidedBy).toMatch(/^admin:/)
  expect(after.decisions.map(({ possible }: { possible: boolean }) => possible)).toEqual([false, false, false, false])
  expect((await get(`/conflicts/${id}/difference?change=added`)).body.type).toBe('/admin/v1/problems/refused')
  const operation = (await get(`/operations/${after.operation}`)).body
  expect(operation.effects).toContainEqual(expect.objectContaining({ subjectType: 'conflict', kind: 'resolved' }))
})

it('two administrators on one conflict at once: one wins, and the other is told', async () => {
  const { id, version } = await clash('Support')
  const other = await createTestAdmin(pool(), [{ role: 'access', siteId: directory().siteId }])
  const answers = await Promise.all([
    post(`/conflicts/${id}/decision`, { decision: 'accept', version }),
    post(`/conflicts/${id}/decision`, { decision: 'keep', version }, other),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const refused = answers.find(({ status }) => status === 409)
  expect(refused?.body).toMatchObject({ type: '/admin/v1/problems/refused' })
  expect(refused?.body.detail).toMatch(/closed|changed/)
  const winner = answers[0]?.status === 200 ? 'accept' : 'keep'
  expect((await get(`/conflicts/${id}`)).body).toMatchObject({ state: 'resolved', decision: winner })
  const people = winner === 'accept' ? ['bob', 'cid'] : ['ann', 'bob']
  expect(await membersOf('Support')).toEqual(people.map((name) => `${name}-support@example.com`))
})

it('a conflict that has changed since it was looked at is not decided', async () => {
  const { id, version, groupKey } = await clash('Legal')
  const { rows } = await pool().query('select id from site_group where site_id = $1 and key = $2', [
    ...[directory().siteId, groupKey],
  ])
  const path = `${await sitePath(directory())}/groups/${rows[0].id}/default-access`
  expect((await adminRequest(api(), token, 'PUT', path, { on: true })).body).toEqual({ changed: true })
  // In a step of its own.
  await expect.poll(async () => (await get(`/conflicts/${id}`)).body.kind, { timeout: 30_000 }).toBe('default-group')
  const { body } = await get(`/conflicts/${id}`)
  expect(body).toMatchObject({ state: 'open', version: version + 1 })
  expect(body.decisions).toMatchObject([
    { decision: 'accept', possible: false, reason: expect.stringContaining('default access') },
    { decision: 'merge', possible: false },
    { decision: 'keep', possible: true },
    { decision: 'rename', possible: true },
  ])
  const late = await post(`/conflicts/${id}/decision`, { decision: 'keep', version })
  expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('changed')])
  const impossible = await post(`/conflicts/${id}/decision`, { decision: 'accept', version: version + 1 })
  expect([impossible.status, impossible.body.detail]).toEqual([409, expect.stringContaining('default access')])
  expect((await get(`/conflicts/${id}`)).body.state).toBe('open')
})

it('a name is given: free it becomes a group of its own, taken it is refused', async () => {
  const { id, version } = await clash('Board')
  await addLocalGroup(pool(), directory().siteId, 'Taken')
  const asked = (name?: string) => post(`/conflicts/${id}/decision`, { decision: 'rename', version, name })
  expect((await asked('taken ')).body.detail).toContain('name is not free')
  expect((await asked()).body.detail).toContain('takes a new name')
  const preview = (name?: string) =>
    post('/conflicts/decisions/preview', { conflicts: [{ id, version, name }], decision: 'rename' })
  expect((await preview('TAKEN')).body.notApplicable).toMatchObject([{ conflict: id, reason: 'name-taken' }])
  expect((await preview()).body.notApplicable).toMatchObject([{ reason: 'name-needed' }])
  expect((await preview('Board of Okta')).body).toMatchObject({ possible: 1, added: 2, removed: 0, losing: 0 })
  expect((await asked('Board of Okta')).body).toEqual({ changed: true })
  expect(await membersOf('Board%20of')).toEqual(['bob-board@example.com', 'cid-board@example.com'])
  const old = (await get('/groups?name=board')).body.items.find(({ name }: { name: string }) => name === 'Board')
  expect(old).toMatchObject({ source: 'local', link: null })
})

it('all that a filter finds: previewed, refused when something has changed since, done', async () => {
  await clash('One')
  await clash('Two')
  const filter = { directory: directory().directoryPublicId, kind: 'local-group' }
  const preview = () => post('/conflicts/decisions/preview', { filter, decision: 'merge' })
  const first = (await preview()).body
  expect(first).toMatchObject({ conflicts: 2, possible: 2, added: 2, removed: 0, unchanged: 4, losing: 0 })
  const { id: third } = await clash('Three')
  const decide = (seen: string) => post('/conflicts/decisions', { filter, seen, decision: 'merge', reason: 'all' })
  const late = await decide(first.seen)
  expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('Ask for the preview again')])
  expect((await get('/conflicts?state=open')).body.items).toHaveLength(3)
  const { seen } = (await preview()).body
  expect((await decide(seen)).body).toEqual({ done: 3, notApplicable: [], notApplicableCount: 0 })
  expect((await get('/conflicts?state=open')).body.items).toEqual([])
  expect(await membersOf('Three')).toEqual(['ann', 'bob', 'cid'].map((each) => `${each}-three@example.com`))
  const again = await post('/conflicts/decisions', { conflicts: [{ id: third, version: 1 }], decision: 'merge' })
  expect(again.body).toMatchObject({ done: 0, notApplicable: [{ conflict: third, reason: 'decided' }] })
  const unknown = randomUUID()
  const none = await post('/conflicts/decisions', { conflicts: [{ id: unknown, version: 1 }], decision: 'merge' })
  expect(none.body).toMatchObject({ done: 0, notApplicable: [{ conflict: unknown, reason: 'not-found' }] })
})

it('a new name that is taken: the old one stays, or the other gets one, and nobody moves', async () => {
  const user = await createUser('rita@example.com')
  const group = await createGroup('Red', [user])
  await addLocalGroup(pool(), directory().siteId, 'Blue')
  await rename(group, 'Blue')
  const [conflict] = (await get('/conflicts?state=open')).body.items
  expect(conflict).toMatchObject({ kind: 'rename-clash', record: { name: 'Blue' }, group: { name: 'Blue' } })
  const { id, version } = conflict
  const preview = await post('/conflicts/decisions/preview', { conflicts: [{ id }], decision: 'keep' })
  expect(preview.body).toMatchObject({ possible: 1, added: 0, removed: 0, unchanged: 0 })
  expect((await post(`/conflicts/${id}/decision`, { decision: 'keep', version })).body).toEqual({ changed: true })
  expect(await membersOf('Red')).toEqual(['rita@example.com'])
})

it('what is asked wrongly is not valid, and nothing of another site is found', async () => {
  const { id } = await clash('Here')
  const foreign = await createTestDirectory(pool())
  const elsewhere = (path: string, body: object) =>
    sitePath(foreign).then((site) => adminRequest(api(), token, 'POST', `${site}${path}`, body))
  const theirs = await Promise.all([
    elsewhere(`/conflicts/${id}/decision`, { decision: 'keep', version: 1 }),
    sitePath(foreign).then((site) => adminRequest(api(), token, 'GET', `${site}/conflicts/${id}`)),
    post('/conflicts/decisions/preview', { filter: { directory: foreign.directoryPublicId }, decision: 'keep' }),
  ])
  expect(theirs.map(({ status }) => status)).toEqual([404, 404, 404])
  expect(
    (await elsewhere('/conflicts/decisions', { conflicts: [{ id, version: 1 }], decision: 'keep' })).body,
  ).toMatchObject({
    done: 0,
    notApplicable: [{ conflict: id, reason: 'not-found' }],
  })
  const bad = await Promise.all([
    post(`/conflicts/${id}/decision`, { decision: 'keep' }),
    post('/conflicts/decisions', { decision: 'keep' }),
    post('/conflicts/decisions', { filter: {}, decision: 'keep' }),
    post('/conflicts/decisions', { filter: {}, seen: 'x', conflicts: [{ id, version: 1 }], decision: 'keep' }),
    post('/conflicts/decisions', { filter: {}, seen: 'x', decision: 'rename' }),
    post('/conflicts/decisions/preview', { conflicts: [], decision: 'keep' }),
    get(`/conflicts/${id}/difference`),
  ])
  expect(bad.map(({ status }) => status)).toEqual(bad.map(() => 400))
  expect((await get(`/conflicts/${id}`)).body.state).toBe('open')
})

it('a decision is taken back: what it removed comes back, what it brought leaves; again changes nothing', async () => {
  const { id, version } = await clash('Undone')
  const before = await get(`/conflicts/${id}/undo`)
  expect(before.body).toMatchObject({
    possible: false,
    until: null,
    reason: expect.stringContaining('Nothing was decided'),
  })
  await post(`/conflicts/${id}/decision`, { decision: 'accept', version })
  expect(await membersOf('Undone')).toEqual(['bob-undone@example.com', 'cid-undone@example.com'])
  const preview = (await get(`/conflicts/${id}/undo`)).body
  expect(preview).toMatchObject({ possible: true, reason: null, leaving: 2, returning: 2, gone: 0, switchedOff: 0 })
  expect(new Date(preview.until).getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
  const undone = await post(`/conflicts/${id}/undo`, { reason: 'not the same' })
  expect(undone.body).toMatchObject({ undone: true, name: 'Undone', members: 2, notRestored: [], off: [] })
  expect(await membersOf('Undone')).toEqual(['ann-undone@example.com', 'bob-undone@example.com'])
  expect((await post(`/conflicts/${id}/undo`)).body).toMatchObject({ undone: false })
  expect((await get(`/conflicts/${id}`)).body).toMatchObject({ state: 'undone', decision: 'accept' })
  expect((await get(`/conflicts/${id}/undo`)).body.possible).toBe(false)
})

it('a deleted group is listed and restored with people and access, under a name that is free', async () => {
  const user = await createUser('rosa@example.com')
  const group = await createGroup('Lost', [user])
  const { body } = await get('/groups?name=lost')
  const { rows } = await pool().query('select key from site_group where id = $1', [body.items[0].id])
  await addApp(pool(), directory().siteId, 'App of Lost', [rows[0].key])
  await scim('DELETE', `/Groups/${group}`)
  expect((await get('/groups?name=lost')).body.items).toEqual([])
  const [deleted] = (await get('/deleted-groups')).body.items
  expect(deleted).toMatchObject({ groupId: body.items[0].id, name: 'Lost', members: 1, apps: 1, nameTaken: false })
  await addLocalGroup(pool(), directory().siteId, 'Lost')
  const path = `/deleted-groups/${deleted.id}/restore`
  const taken = await post(path)
  expect([taken.status, taken.body.type]).toEqual([409, '/admin/v1/problems/name-taken'])
  const restored = await post(path, { name: 'Lost and found', reason: 'needed' })
  expect(restored.body).toMatchObject({ restored: true, group: deleted.groupId, name: 'Lost and found', members: 1 })
  expect(await membersOf('Lost%20and')).toEqual(['rosa@example.com'])
  expect((await get(`/groups/${deleted.groupId}/apps`)).body.items).toMatchObject([{ name: 'App of Lost' }])
  expect((await get('/deleted-groups')).body.items).toEqual([])
  expect((await post(path)).body).toEqual({ restored: false, group: deleted.groupId })
})
