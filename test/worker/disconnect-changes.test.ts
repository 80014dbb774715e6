/** The end of a directory says of each conflict and each item of the guard that it is superseded: one change each, of its own operation. */
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { disconnectDirectory } from '@syncline/core/storage/catalogue/directory-disconnect.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { readOperation } from '@syncline/core/storage/read/operation-read.ts'
import { expect, test } from 'vitest'
import { resultOf } from '../support/commands.ts'
import { addLocalGroup } from '../support/existing-site.ts'
import { createGroup, createUser, deleteGroup, person, replaceUser } from '../support/requests.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const BY = { actor: 'test', reason: 'sold' }
const ADA = '01900001-0000-7000-8000-000000000001'
const BOB = '01900001-0000-7000-8000-000000000002'
const STAFF = '01900002-0000-7000-8000-000000000001'
const group = (n: number) => `01900002-0000-7000-8000-0000000000${10 + n}`

const db = () => createKysely(lane().pool)
const read = async (tenant: Tenant, sql: string) => (await lane().pool.query(sql, [tenant.site.id])).rows

/** Whom the guard keeps: Ada, who is switched off, and everybody in a group that is deleted. The names of four groups are taken. */
async function createPlace(): Promise<Tenant> {
  const tenant = await createTenant(lane().pool)
  const names = ['Open', 'Decided', 'Closed', 'Other']
  await Promise.all(names.map((name) => addLocalGroup(lane().pool, tenant.site.id, name)))
  await lane().apply(tenant, [
    createUser(ADA, person('ada')),
    createUser(BOB, person('bob')),
    createGroup(STAFF, 'Staff', [ADA, BOB]),
    ...names.slice(0, 3).map((name, n) => createGroup(group(n), name)),
  ])
  const { id: appId } = await resultOf(lane(), tenant, { name: 'create-app', kind: 'app', appName: 'Wiki' })
  const [{ id: groupId }] = await read(tenant, `select id from site_group where site_id = $1 and name = 'Staff'`)
  await resultOf(lane(), tenant, { name: 'grant-access', appId: String(appId), groupId })
  await lane().pool.query(`update directory set settings = '{"guardPeople": 0, "guardPercent": 0}' where id = $1`, [
    tenant.directory.id,
  ])
  await lane().apply(tenant, [replaceUser(ADA, 'active', false), deleteGroup(STAFF), deleteGroup(group(2))])
  await lane().pool.query(
    `update conflict set state = 'decided', decision = 'rename', given_name = 'New', version = 2
     where site_id = $1 and name = 'Decided'`,
    [tenant.site.id],
  )
  return tenant
}

const changesOf = async (tenant: Tenant, operationId: string) =>
  (
    await lane().pool.query(
      `select c.n, c.subject_type as type, c.kind, c.before, c.after, c.applied_seq = x.applied_seq as "isInPlace",
         coalesce(f.name, i.name) as name, coalesce(f.state, i.state) as state
       from change c join outcome x on x.site_id = c.site_id and x.operation_id = c.operation_id
       left join conflict f on f.site_id = c.site_id and f.id = c.subject_id
       left join guard_item i on i.site_id = c.site_id and i.id = c.subject_id
       where c.site_id = $1 and c.operation_id = $2 order by c.n`,
      [tenant.site.id, operationId],
    )
  ).rows

test('what is open, decided or held, each as it was; nothing that was closed before, nothing of another directory', async () => {
  const tenant = await createPlace()
  const other = {
    site: tenant.site,
    directory: await createDirectory(db(), { siteId: tenant.site.id, name: 'other', phase: 'syncing' }, 'test'),
  }
  // In the journal together: what comes before and behind it in one claim has its own place.
  await lane().append(other, [createGroup(group(8), 'Other')])
  const { operationId } = await disconnectDirectory(db(), tenant.directory, BY)
  await lane().append(other, [createGroup(group(9), 'Open')])
  await lane().drain(tenant)

  const changes = await changesOf(tenant, operationId)
  const conflict = { kind: 'local-group', record: expect.any(String), group: expect.any(String) }
  const renamed = { ...conflict, decision: 'rename', givenName: 'New' }
  const superseded = { kind: 'superseded', isInPlace: true, state: 'superseded' }
  expect(changes).toEqual([
    {
      ...{ ...superseded, n: 1, type: 'conflict', name: 'Open' },
      ...{ before: { ...conflict, state: 'open' }, after: { ...conflict, state: 'superseded' } },
    },
    {
      ...{ ...superseded, n: 2, type: 'conflict', name: 'Decided' },
      ...{ before: { ...renamed, state: 'decided' }, after: { ...renamed, state: 'superseded' } },
    },
    {
      ...{ ...superseded, n: 3, type: 'guard-item', name: 'The ada', after: { state: 'superseded' } },
      before: { kind: 'deactivated', state: 'held', record: ADA, account: expect.any(String) },
    },
    {
      ...{ ...superseded, n: 4, type: 'guard-item', name: 'Staff', after: { state: 'superseded' } },
      before: { kind: 'group-deleted', state: 'held', record: STAFF, group: expect.any(String), people: 2 },
    },
  ])
  // As the admin API shows the operation.
  const { effects } = (await readOperation(lane().pool, tenant.site.id, operationId)) ?? {}
  expect(effects?.map(({ subjectType, kind }) => `${subjectType} ${kind}`)).toEqual([
    ...['conflict superseded', 'conflict superseded', 'guard-item superseded', 'guard-item superseded'],
  ])
  expect(await read(tenant, `select name, state from conflict where site_id = $1 order by key`)).toEqual([
    { name: 'Open', state: 'superseded' },
    { name: 'Decided', state: 'superseded' },
    { name: 'Closed', state: 'superseded' },
    { name: 'Other', state: 'open' },
    { name: 'Open', state: 'open' },
  ])
})

test('thousands of them, one change each', async () => {
  const tenant = await createTenant(lane().pool)
  await lane().pool.query(
    `insert into conflict (site_id, key, id, directory_id, record_key, record_id, site_group_key, site_group_id, kind, name,
       name_key, state, version, first_seen)
     select $1, 1000 + n, gen_random_uuid(), $2, 1000 + n, gen_random_uuid(), 1, gen_random_uuid(), 'local-group', '', '', 'open', 1, now()
     from generate_series(1, 3000) n`,
    [tenant.site.id, tenant.directory.id],
  )
  await lane().pool.query(
    `insert into guard_item (site_id, key, id, directory_id, record_key, record_id, kind, state, people, operation_id, since)
     select $1, 5000 + n, gen_random_uuid(), $2, 5000 + n, gen_random_uuid(), 'deactivated', 'held', 1, gen_random_uuid(), now()
     from generate_series(1, 3000) n`,
    [tenant.site.id, tenant.directory.id],
  )
  const { operationId } = await disconnectDirectory(db(), tenant.directory, BY)
  await lane().drain(tenant)
  const changes = await changesOf(tenant, operationId)
  expect(changes.map(({ n }) => n)).toEqual(Array.from({ length: 6_000 }, (_, n) => n + 1))
  expect(changes.every(({ isInPlace, state }) => isInPlace && state === 'superseded')).toBe(true)
})
