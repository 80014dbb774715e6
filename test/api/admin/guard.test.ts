/** What the admin API shows of the deprovisioning guard, and the inbox: over rows as the lane leaves them. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { addAccount, addApp, addLocalGroup } from '../../support/existing-site.ts'
import { addGuardItem } from '../../support/guard-items.ts'
import { createTenant, type Tenant } from '../../support/tenant.ts'
import { useTestSystem } from '../../support/test-system.ts'

const { pool, api } = useTestSystem({ directory: 'none' })
let token: string
let tenant: Tenant

beforeAll(async () => {
  token = await createTestAdmin(pool(), [{ role: 'viewer', siteId: null }])
})
beforeEach(async () => {
  tenant = await createTenant(pool())
})

const get = (path: string) => adminRequest(api(), token, 'GET', `/sites/${tenant.site.publicId}${path}`)
const place = () => ({ siteId: tenant.site.id, directoryId: tenant.directory.id })
const idsOf = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id)
const DAY_MS = 86_400_000

test('items are listed newest first, by state, kind and directory, in pages', async () => {
  const first = await addGuardItem(pool(), place(), { name: 'first' })
  const released = await addGuardItem(pool(), place(), { state: 'released', closed: true })
  const deleted = await addGuardItem(pool(), place(), { kind: 'deleted', gone: true })
  const last = await addGuardItem(pool(), place())
  expect(idsOf((await get('/guard-items')).body)).toEqual([last, deleted, released, first])
  expect(idsOf((await get('/guard-items?state=held')).body)).toEqual([last, deleted, first])
  expect(idsOf((await get('/guard-items?kind=deleted')).body)).toEqual([deleted])
  const ofDirectory = `/guard-items?directory=${tenant.directory.publicId}`
  expect(idsOf((await get(ofDirectory)).body).length).toBe(4)
  expect((await get(`/guard-items?directory=${uuidv7()}`)).status).toBe(404)
  const page = await get('/guard-items?state=held&limit=2')
  const rest = await get(`/guard-items?state=held&limit=2&cursor=${page.body.nextCursor}`)
  expect([...idsOf(page.body), ...idsOf(rest.body)]).toEqual([last, deleted, first])
  expect(rest.body.nextCursor).toBeNull()
})

test('an item says who, since when, what becomes of it and what can still be said', async () => {
  const account = await addAccount(pool(), tenant.site.id, { email: 'ada@example.com' })
  const held = await addGuardItem(pool(), place(), { accountKey: account, name: 'Ada', groups: ['Staff'] })
  const { body } = await get(`/guard-items/${held}`)
  expect(body).toMatchObject({
    kind: 'deactivated',
    state: 'held',
    decisions: ['release', 'reject'],
    directory: { id: tenant.directory.publicId, name: 'directory' },
    account: { email: 'ada@example.com', active: true },
    group: null,
    name: 'Ada',
    groups: ['Staff'],
    people: 1,
    decidedBy: null,
  })
  expect(body.reason).toBe(
    'Switched off in the directory; the site keeps it as it was until somebody releases or rejects it.',
  )
  expect(body.record).not.toBeNull()
  const gone = await addGuardItem(pool(), place(), { kind: 'deleted', state: 'rejected', gone: true })
  expect((await get(`/guard-items/${gone}`)).body).toMatchObject({ record: null, decisions: ['release'] })
  const closed = await addGuardItem(pool(), place(), { kind: 'deleted', state: 'rejected', closed: true })
  expect((await get(`/guard-items/${closed}`)).body).toMatchObject({
    decisions: [],
    reason: 'Deleted in the directory; rejected: it belongs to the site alone.',
  })
  expect((await get(`/guard-items/${uuidv7()}`)).status).toBe(404)
})

test('of a group those are listed whom it keeps in, with whether they have another way', async () => {
  const { id: siteId } = tenant.site
  const emails = ['ada', 'bob', 'cyd']
  const people = await Promise.all(emails.map((name) => addAccount(pool(), siteId, { email: `${name}@example.com` })))
  const group = await addLocalGroup(pool(), siteId, 'Staff')
  const other = await addLocalGroup(pool(), siteId, 'Crew', people.slice(0, 1))
  await addApp(pool(), siteId, 'Wiki', [group, other])
  await pool().query(
    'insert into site_member (site_id, group_key, account_key, origin) select $1, $2, unnest($3::bigint[]), $4',
    [...[siteId, group, people.slice(0, 2), -tenant.directory.id]],
  )
  const item = await addGuardItem(pool(), place(), {
    kind: 'group-deleted',
    siteGroupKey: group,
    people: 1,
    gone: true,
  })
  const first = await get(`/guard-items/${item}/people?limit=1`)
  const rest = await get(`/guard-items/${item}/people?limit=1&cursor=${first.body.nextCursor}`)
  const shown = [...first.body.items, ...rest.body.items].map(({ email, onlyWayIn }) => [email, onlyWayIn])
  expect(shown).toEqual(
    expect.arrayContaining([
      ['ada@example.com', false],
      ['bob@example.com', true],
    ]),
  )
  expect(rest.body.nextCursor).toBeNull()
  // Why they are in it is shown wherever memberships are.
  const bob = (await get('/people?email=bob')).body.items[0].id
  const origins = [{ kind: 'guard', directory: tenant.directory.publicId }]
  expect((await get(`/people/${bob}`)).body.groups).toMatchObject([{ name: 'Staff', origins }])
})

test('the inbox counts what waits: conflicts by kind, what the guard holds with its age, long losses, starts', async () => {
  expect((await get('/inbox')).body).toEqual({
    conflicts: { open: 0, byKind: {}, oldestAt: null, newest: [] },
    guard: { held: 0, people: 0, byKind: {}, oldestAt: null, newest: [] },
    starts: [],
    waitingLosses: [],
  })
  const since = new Date(Date.now() - DAY_MS)
  await addGuardItem(pool(), place(), { kind: 'group-deleted', people: 7, since })
  const newest = await addGuardItem(pool(), place(), { people: 1 })
  await addGuardItem(pool(), place(), { state: 'released', closed: true })
  await addConflicts()
  await addStarts()
  const { body } = await get('/inbox')
  expect(body.guard).toMatchObject({
    held: 2,
    people: 8,
    byKind: { deactivated: 1, 'group-deleted': 1 },
    oldestAt: since.toISOString(),
  })
  expect(body.guard.newest[0].id).toBe(newest)
  expect(body.conflicts).toMatchObject({ open: 3, byKind: { 'local-group': 2, 'rename-clash': 1 } })
  expect(body.conflicts.newest.map(({ name }: { name: string }) => name)).toEqual(['c', 'b', 'a'])
  const directory = { id: tenant.directory.publicId, name: 'directory' }
  expect(body.waitingLosses).toEqual([{ directory, by: 'guard', losses: 8, since: since.toISOString(), isLong: true }])
  expect(body.starts).toMatchObject([
    { directory, state: 'stopped', equal: null, changed: null, unexplained: null },
    { directory, state: 'finished', equal: 3, changed: 2, unexplained: 1 },
  ])
})

test('nothing of another site is in the inbox, nor found', async () => {
  const item = await addGuardItem(pool(), place())
  await addConflicts()
  tenant = await createTenant(pool())
  expect((await get('/inbox')).body).toMatchObject({ conflicts: { open: 0 }, guard: { held: 0 }, waitingLosses: [] })
  expect((await get('/guard-items')).body.items).toEqual([])
  expect((await get(`/guard-items/${item}`)).status).toBe(404)
  expect((await get(`/guard-items/${item}/people`)).status).toBe(404)
})

async function addConflicts(): Promise<void> {
  await pool().query(
    `insert into conflict (site_id, key, id, directory_id, record_key, record_id, site_group_key, site_group_id, kind, name,
       name_key, state, version, first_seen)
     select $1, n.key, gen_random_uuid(), $2, n.key, gen_random_uuid(), 1, gen_random_uuid(), n.kind, n.name, n.name, n.state, 1,
       now()
     from (values (901, 'local-group', 'a', 'open'), (902, 'rename-clash', 'b', 'open'), (903, 'local-group', 'c', 'open'),
       (904, 'local-group', 'd', 'resolved')) n (key, kind, name, state)`,
    [tenant.site.id, tenant.directory.id],
  )
}

async function addStarts(): Promise<void> {
  const text = `insert into start (site_id, operation_id, directory_id, state, records, began_seq, actor, began_at, ended_at, report)
    values ($1, $2, $3, $4, 1, 0, 'test', now(), now() - make_interval(days => $5), $6)`
  const report = { users: {}, groups: {}, equal: 3, changed: 2, unexplained: 1 }
  const add = (state: string, days: number, reported: object | null) =>
    pool().query(text, [tenant.site.id, uuidv7(), tenant.directory.id, state, days, reported])
  await add('finished', 31, report)
  await add('finished', 2, report)
  await add('stopped', 1, null)
  await pool().query(
    `insert into start (site_id, operation_id, directory_id, state, records, began_seq, actor, began_at)
     values ($1, $2, $3, 'running', 1, 0, 'test', now())`,
    [tenant.site.id, uuidv7(), tenant.directory.id],
  )
}
