/** The end of a directory at the site: links go, groups become local, nobody loses anything, and whoever waited comes next. */

import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { createDirectory, findDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { disconnectDirectory } from '@syncline/core/storage/catalogue/directory-disconnect.ts'
import { pauseDirectory } from '@syncline/core/storage/catalogue/directory-pause.ts'
import { assignDomain, listDomains } from '@syncline/core/storage/catalogue/domain.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { readDisconnectEffects } from '@syncline/core/storage/read/disconnect-effects.ts'
import { expect, test } from 'vitest'
import { resultOf } from '../support/commands.ts'
import { addLocalGroup } from '../support/existing-site.ts'
import { createGroup, createUser, deleteUser, person, replaceUser } from '../support/requests.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const BY = { actor: 'test', reason: 'sold' }
const ADA = '01900001-0000-7000-8000-000000000001'
const BOB = '01900001-0000-7000-8000-000000000002'
const STAFF = '01900002-0000-7000-8000-000000000001'
const OTHER = '01900001-0000-7000-8000-000000000009'

const db = () => createKysely(lane().pool)

async function createPlace(): Promise<Tenant> {
  const tenant = await createTenant(lane().pool)
  await lane().apply(tenant, [
    createUser(ADA, { ...person('ada'), externalId: 'e-ada' }),
    createUser(BOB, { ...person('bob'), externalId: 'e-bob' }),
    createGroup(STAFF, 'Staff', [ADA, BOB]),
  ])
  return tenant
}

const connect = async (tenant: Tenant, name: string): Promise<Tenant> => ({
  site: tenant.site,
  directory: await createDirectory(db(), { siteId: tenant.site.id, name, phase: 'syncing' }, 'test'),
})

async function read(tenant: Tenant, sql: string) {
  return (await lane().pool.query(sql, [tenant.site.id])).rows
}

const accounts = (tenant: Tenant) =>
  read(
    tenant,
    `select a.id, a.email, a.active, a.switched_off_by, a.class, array_agg(g.name order by g.name) as groups
     from account a left join site_member m on m.site_id = a.site_id and m.account_key = a.key
     left join site_group g on g.site_id = a.site_id and g.key = m.group_key
     where a.site_id = $1 group by a.key, a.id, a.email, a.active, a.switched_off_by, a.class order by a.email`,
  )

async function disconnect(tenant: Tenant): Promise<void> {
  await disconnectDirectory(db(), tenant.directory, BY)
  await lane().drain(tenant)
}

test('accounts, memberships and access stay; groups are local; nothing of the directory is linked, held or marked', async () => {
  const tenant = await createPlace()
  const before = await accounts(tenant)
  const place = { siteId: tenant.site.id, directoryId: tenant.directory.id }
  expect(await readDisconnectEffects(lane().pool, place)).toEqual({
    accounts: 2,
    groups: 1,
    pending: 0,
    credentials: 0,
  })
  await disconnect(tenant)
  expect(await accounts(tenant)).toEqual(before)
  expect(await read(tenant, 'select name, source from site_group where site_id = $1')).toEqual([
    { name: 'Staff', source: 'local' },
  ])
  expect(await read(tenant, 'select distinct origin from site_member where site_id = $1')).toEqual([{ origin: 0 }])
  const left = ['user_link', 'group_link', 'hold', 'dirty', 'dead_letter'].map((table) =>
    read(tenant, `select '${table}' as table, * from ${table} where site_id = $1`),
  )
  expect((await Promise.all(left)).flat()).toEqual([])
  expect(
    await read(tenant, 'select directory_id, external_id from tombstone where site_id = $1 order by external_id'),
  ).toEqual([
    { directory_id: 0, external_id: 'e-ada' },
    { directory_id: 0, external_id: 'e-bob' },
  ])
  // Kept for 30 days.
  expect(await read(tenant, 'select count(*)::integer as n from directory_user where site_id = $1')).toEqual([{ n: 2 }])
})

test('what was accepted and not applied ends, and so does what comes in the last second; keys are refused and not made again', async () => {
  const tenant = await createPlace()
  const expiresAt = new Date(Date.now() + 3_600_000)
  const key = () => createCredential(db(), { directoryId: tenant.directory.id, name: 'key', expiresAt }, 'test')
  await key()
  const [before] = await lane().append(tenant, [replaceUser(ADA, 'active', false)])
  await disconnectDirectory(db(), tenant.directory, BY)
  const [after] = await lane().append(tenant, [deleteUser(BOB)])
  await lane().drain(tenant)
  const outcomes = new Map((await lane().outcomes(tenant)).map((outcome) => [outcome.operationId, outcome]))
  for (const id of [before, after])
    expect(outcomes.get(id ?? '')).toMatchObject({
      status: 401,
      detail: 'The directory was disconnected, and with it the request.',
    })
  expect((await accounts(tenant)).map(({ active }) => active)).toEqual([true, true])
  expect(await read(tenant, 'select revoked_at is not null as revoked from credential where site_id = $1')).toEqual([
    { revoked: true },
  ])
  await expect(key()).rejects.toMatchObject({ fault: 'directory-disconnected' })
  await expect(pauseDirectory(db(), tenant.directory, 'hold', 'test')).rejects.toMatchObject({
    fault: 'directory-disconnected',
  })
  await expect(disconnectDirectory(db(), tenant.directory, BY)).rejects.toMatchObject({
    fault: 'directory-disconnected',
  })
})

test('between the request and the lane nothing is lost: whoever drains later ends it', async () => {
  const tenant = await createPlace()
  const { operationId } = await disconnectDirectory(db(), tenant.directory, BY)
  expect(await findDirectory(db(), { directoryId: tenant.directory.id })).toMatchObject({
    phase: 'disconnected',
    name: expect.stringMatching(/^directory \(disconnected \d{4}-\d{2}-\d{2}\)$/),
  })
  const count = async () => (await read(tenant, 'select count(*)::integer as n from user_link where site_id = $1'))[0].n
  expect(await count()).toBe(2)
  // A worker that ends within the batch: everything of it is undone, and done again by the next one.
  const { deps } = lane()
  const crash = { ...deps, atBoundary: (boundary: string) => boundary === 'planned' && fail() }
  const { runBatch } = await import('@syncline/worker/lane/batch.ts')
  await expect(runBatch(crash, { siteId: tenant.site.id, unfloored: true, broken: null })).rejects.toThrow()
  expect(await count()).toBe(2)
  await lane().drain(tenant)
  expect(await count()).toBe(0)
  expect((await lane().outcomes(tenant)).find((outcome) => outcome.operationId === operationId)?.status).toBe(200)
})

function fail(): never {
  throw new Error('the process ends')
}

test('whoever waited for an account of its people gets it; a domain that was its own is nobody’s', async () => {
  const tenant = await createPlace()
  const other = await connect(tenant, 'other')
  await assignDomain(db(), { siteId: tenant.site.id, name: 'example.com', directoryId: tenant.directory.id }, 'test')
  await lane().apply(other, [createUser(OTHER, person('ada'))])
  const holds = () => read(tenant, 'select kind from hold where site_id = $1')
  expect(await holds()).toEqual([{ kind: 'duplicate' }])
  const [ada] = await accounts(tenant)
  await disconnect(tenant)
  expect(await holds()).toEqual([])
  expect(await listDomains(db(), { siteId: tenant.site.id })).toMatchObject([{ directoryId: null }])
  expect(
    await read(
      tenant,
      `select a.id, u.id as owner from user_link l join account a on a.site_id = $1 and a.key = l.account_key
       join directory_user u on u.site_id = $1 and u.key = l.user_key where l.site_id = $1`,
    ),
  ).toEqual([{ id: ada.id, owner: OTHER }])
})

test('a group with local people keeps both; who was in it twice is in it once', async () => {
  const tenant = await createPlace()
  const group = await read(tenant, `select key from site_group where site_id = $1`)
  const account = await read(tenant, `select key from account where site_id = $1 order by email limit 1`)
  await lane().pool.query('insert into site_member (site_id, group_key, account_key, origin) values ($1, $2, $3, 0)', [
    tenant.site.id,
    group[0].key,
    account[0].key,
  ])
  await addLocalGroup(lane().pool, tenant.site.id, 'Local', [account[0].key])
  await disconnect(tenant)
  const rows = await read(tenant, 'select group_key, account_key, origin from site_member where site_id = $1')
  expect(rows.length).toBe(3)
})

test('what waited for the end of a pause does not come: accounts are as they were, deleted users among them', async () => {
  const tenant = await createPlace()
  const before = await accounts(tenant)
  await pauseDirectory(db(), tenant.directory, 'hold', 'test')
  await lane().apply(tenant, [deleteUser(ADA), replaceUser(BOB, 'active', false)])
  await disconnect(tenant)
  expect(await accounts(tenant)).toEqual(before)
  expect(await read(tenant, 'select * from user_link where site_id = $1')).toEqual([])
  expect((await read(tenant, 'select external_id from tombstone where site_id = $1')).length).toBe(2)
})

test('a start stops', async () => {
  const tenant = await createPlace()
  await lane().pool.query(`update directory set phase = 'starting' where id = $1`, [tenant.directory.id])
  await lane().pool.query(
    `insert into start (site_id, operation_id, directory_id, state, walked_to, records, began_seq, actor, began_at)
     values ($1, $3, $2, 'running', 0, 3, 1, 'test', now())`,
    [tenant.site.id, tenant.directory.id, uuidv7()],
  )
  await disconnect(tenant)
  expect(await read(tenant, `select state, ended_at is not null as ended from start where site_id = $1`)).toEqual([
    { state: 'stopped', ended: true },
  ])
  const stopped = await read(
    tenant,
    `select c.kind, c.subject_id = s.operation_id as of_it, c.applied_seq = x.applied_seq as with_it
     from start s join change c on c.site_id = s.site_id and c.operation_id = s.operation_id and c.subject_type = 'start'
     left join operation o on o.site_id = s.site_id and o.command = 'disconnect-directory'
     left join outcome x on x.site_id = s.site_id and x.operation_id = o.id
     where s.site_id = $1`,
  )
  expect(stopped).toEqual([{ kind: 'stopped', of_it: true, with_it: true }])
  expect(await findDirectory(db(), { directoryId: tenant.directory.id })).toMatchObject({ phase: 'disconnected' })
})

test('a new directory of the same name finds its people again', async () => {
  const tenant = await createPlace()
  const ids = (await accounts(tenant)).map(({ id }) => id)
  await disconnect(tenant)
  const again = await connect(tenant, 'directory')
  await lane().apply(again, [
    createUser('01900003-0000-7000-8000-000000000001', { ...person('ada'), externalId: 'e-ada' }),
    createUser('01900003-0000-7000-8000-000000000002', person('bob')),
  ])
  expect((await accounts(tenant)).map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
})

test('a new directory finds its people by their externalId under a new address', async () => {
  const tenant = await createPlace()
  const [ada] = await accounts(tenant)
  await disconnect(tenant)
  const again = await connect(tenant, 'directory')
  await lane().apply(again, [
    createUser('01900003-0000-7000-8000-000000000001', { ...person('ada-married'), externalId: 'e-ada' }),
    // Another externalId is another person.
    createUser('01900003-0000-7000-8000-000000000003', { ...person('new'), externalId: 'e-new' }),
  ])
  const now = await accounts(tenant)
  expect(now.map(({ email }) => email)).toEqual(['ada-married@example.com', 'bob@example.com', 'new@example.com'])
  expect(now[0]).toMatchObject({ id: ada.id, active: true, groups: ['Staff'] })
})

test('conflicts of the directory are closed, those with its groups are about local ones now, and the next directory re-adopts them', async () => {
  const tenant = await createPlace()
  const other = await connect(tenant, 'other')
  const theirs = '01900002-0000-7000-8000-000000000009'
  await lane().apply(other, [createGroup(theirs, 'Staff')])
  const reviewing = await connect(tenant, 'in review')
  await lane().pool.query("update directory set phase = 'reviewing' where id = $1", [reviewing.directory.id])
  const later = '01900002-0000-7000-8000-00000000000a'
  await lane().apply(reviewing, [createGroup(later, 'Staff')])
  await addLocalGroup(lane().pool, tenant.site.id, 'Crew')
  await lane().apply(tenant, [createGroup('01900002-0000-7000-8000-00000000000b', 'Crew')])
  const conflicts = () =>
    read(tenant, 'select name, kind, state, version from conflict where site_id = $1 order by key')
  expect(await conflicts()).toEqual([
    { name: 'Staff', kind: 'owned-by-other-directory', state: 'open', version: 1 },
    { name: 'Staff', kind: 'owned-by-other-directory', state: 'open', version: 1 },
    { name: 'Crew', kind: 'local-group', state: 'open', version: 1 },
  ])
  await disconnect(tenant)
  expect(await conflicts()).toEqual([
    { name: 'Staff', kind: 'local-group', state: 'open', version: 2 },
    { name: 'Staff', kind: 'local-group', state: 'open', version: 2 },
    { name: 'Crew', kind: 'local-group', state: 'superseded', version: 1 },
  ])
  expect(await read(tenant, 'select name, left_by from site_group where site_id = $1 order by name')).toEqual([
    { name: 'Crew', left_by: null },
    { name: 'Staff', left_by: tenant.directory.id },
  ])
  const filter = { directoryId: other.directory.id, leftLocal: true }
  expect(await resultOf(lane(), tenant, { name: 'decide-conflicts', decision: 'accept', filter })).toEqual({
    done: 1,
    notApplicable: [],
    notApplicableCount: 0,
  })
  expect(await read(tenant, "select source, left_by from site_group where site_id = $1 and name = 'Staff'")).toEqual([
    { source: 'synced', left_by: null },
  ])
  expect((await conflicts()).map(({ kind, state }) => [kind, state])).toEqual([
    ['local-group', 'resolved'],
    ['owned-by-other-directory', 'open'],
    ['local-group', 'superseded'],
  ])
})
