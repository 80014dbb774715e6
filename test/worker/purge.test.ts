/** Records of a directory go 30 days after its end, in portions; what is at the site stays, and so do other directories. */
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { disconnectDirectory } from '@syncline/core/storage/catalogue/directory-disconnect.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { deleteExpiredGroupCopies, findDirectoriesToPurge, purgePortion } from '@syncline/core/storage/lane/purge.ts'
import { walkErasures } from '@syncline/worker/maintenance/erasures.ts'
import { purgeDirectories } from '@syncline/worker/maintenance/purge.ts'
import { expect, test } from 'vitest'
import { addGuardItem } from '../support/guard-items.ts'
import {
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  patchUser,
  person,
  renameGroup,
  replaceUser,
} from '../support/requests.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const BY = { actor: 'test', reason: 'sold' }
const id = (n: number) => `01900001-0000-7000-8000-00000000000${n}`
const RECORDS = ['directory_user', 'directory_group', 'directory_member', 'directory_user_email']
const SITE = ['account', 'site_group', 'site_member']

const db = () => createKysely(lane().pool)
/** As two looks do it, with the walk through the history between them. */
async function purge(): Promise<void> {
  const { logger } = lane().deps
  await purgeDirectories(db(), logger)
  await walkErasures(lane().pool, logger)
  await purgeDirectories(db(), logger)
}

async function createPlace(): Promise<Tenant> {
  const tenant = await createTenant(lane().pool)
  await lane().apply(tenant, [
    ...[1, 2, 3].map((n) => createUser(id(n), { ...person(`p${n}`), externalId: `e${n}` })),
    createGroup(id(4), 'Staff', [id(1), id(2), id(3)]),
    createGroup(id(5), 'Sales', [id(1)]),
  ])
  return tenant
}

const rowsOf = async (tenant: Tenant, tables: readonly string[]) => {
  const counts = tables.map((table) =>
    lane().pool.query(`select * from ${table} t where site_id = $1 order by t::text`, [tenant.site.id]),
  )
  return (await Promise.all(counts)).map(({ rows }) => rows)
}
const numbers = async (tenant: Tenant, tables: readonly string[]) =>
  (await rowsOf(tenant, tables)).map(({ length }) => length)

const shift = ({ directory }: Tenant, days: number) =>
  lane().pool.query(
    `update directory set disconnected_at = disconnected_at - $2::integer * interval '1 day' where id = $1`,
    [directory.id, days],
  )

async function disconnected(): Promise<Tenant> {
  const tenant = await createPlace()
  await disconnectDirectory(db(), tenant.directory, BY)
  await lane().drain(tenant)
  return tenant
}

test('after 30 days and not before, with the site as it was, once on record', async () => {
  const tenant = await disconnected()
  const bystander = await createPlace()
  const other = {
    site: tenant.site,
    directory: await createDirectory(db(), { siteId: tenant.site.id, name: 'new' }, 't'),
  }
  await lane().apply(other, [createUser(id(9), person('nina'))])
  const site = await rowsOf(tenant, SITE)
  const before = await numbers(tenant, RECORDS)
  const beside = await rowsOf(bystander, [...RECORDS, ...SITE])

  await shift(tenant, 29)
  await purge()
  expect(await numbers(tenant, RECORDS)).toEqual(before)

  await shift(tenant, 1)
  await purge()
  const left = await lane().pool.query('select directory_id from directory_user where site_id = $1', [tenant.site.id])
  expect(left.rows).toEqual([{ directory_id: other.directory.id }])
  expect(await numbers(tenant, ['directory_group', 'directory_member'])).toEqual([0, 0])
  expect(await rowsOf(tenant, SITE)).toEqual(site)
  expect(await rowsOf(bystander, [...RECORDS, ...SITE])).toEqual(beside)

  await purge()
  const events = await lane().pool.query(
    `select actor from control_event where site_id = $1 and action = 'directory.purged'`,
    [tenant.site.id],
  )
  expect(events.rows).toEqual([{ actor: 'worker' }])
  expect(await findDirectoriesToPurge(db())).toEqual([])
})

test('what the journal says of its records goes before them, and what it says of others stays', async () => {
  const tenant = await createPlace()
  await lane().apply(tenant, [
    patchUser(id(1), { op: 'replace', path: 'title', value: 'Chief of Aardvarks' }),
    patchUser(id(2), { op: 'replace', path: 'title', value: 'Aardvark' }),
    deleteUser(id(2)),
    renameGroup(id(4), 'Aardvarks'),
  ])
  const other = {
    site: tenant.site,
    directory: await createDirectory(db(), { siteId: tenant.site.id, name: 'new', phase: 'syncing' }, 't'),
  }
  await lane().apply(other, [createUser(id(9), person('nina')), replaceUser(id(9), 'title', 'Aardvark keeper')])
  const journal = async (where: string) => {
    const { rows } = await lane().pool.query(
      `select o.body::text as text from operation o where o.site_id = $1 and o.directory_id ${where}
       union all select x.resource::text from outcome x join operation o on o.site_id = $1 and o.id = x.operation_id
         where x.site_id = $1 and o.directory_id ${where}
       union all select c.after::text from change c join operation o on o.site_id = $1 and o.id = c.operation_id
         where c.site_id = $1 and o.directory_id ${where} and c.subject_type in ('User', 'Group') and c.kind = 'updated'`,
      [tenant.site.id],
    )
    return rows.map(({ text }) => text).filter((text) => text !== null)
  }
  const own = `= ${tenant.directory.id}`
  const foreign = `= ${other.directory.id}`
  const kept = await journal(foreign)
  expect(kept.join()).toContain('keeper')
  expect((await journal(own)).join()).toContain('Chief')
  const operations = await numbers(tenant, ['operation', 'outcome', 'change'])
  await disconnectDirectory(db(), tenant.directory, BY)
  await lane().drain(tenant)
  await shift(tenant, 31)
  await purgeDirectories(db(), lane().deps.logger)
  // Not yet: its history is blanked while its records are there.
  expect((await numbers(tenant, ['directory_group']))[0]).toBe(2)
  await purge()
  expect(await numbers(tenant, ['directory_group'])).toEqual([0])
  expect(await journal(own)).toEqual([])
  expect(await journal(foreign)).toEqual(kept)
  const left = await numbers(tenant, ['operation', 'outcome', 'change'])
  expect(left.map((count, at) => count >= (operations[at] ?? 0))).toEqual([true, true, true])
})

test('in portions of a size, whoever ends in between leaves the rest for the next one', async () => {
  const tenant = await disconnected()
  await shift(tenant, 31)
  const place = { siteId: tenant.site.id, directoryId: tenant.directory.id }
  const taken = [
    await purgePortion(db(), place, 3),
    await purgePortion(db(), place, 3),
    await purgePortion(db(), place, 3),
  ]
  expect(taken).toEqual([3, 1, 3])
  expect(await numbers(tenant, ['directory_group', 'directory_member'])).toEqual([2, 0])
  await purge()
  expect(await numbers(tenant, RECORDS)).toEqual([0, 0, 0, 0])
  const counters = await lane().pool.query('select directory_id from counter where directory_id = $1', [
    place.directoryId,
  ])
  expect(counters.rows).toEqual([])
})

test('not while the lane has not seen the end of the directory', async () => {
  const tenant = await createPlace()
  const before = await numbers(tenant, RECORDS)
  await disconnectDirectory(db(), tenant.directory, BY)
  await shift(tenant, 31)
  await lane().pool.query(`update pending set accepted_at = accepted_at - interval '31 days' where site_id = $1`, [
    tenant.site.id,
  ])
  await purge()
  expect(await numbers(tenant, RECORDS)).toEqual(before)
  await lane().drain(tenant)
  await purge()
  expect(await numbers(tenant, RECORDS)).toEqual([0, 0, 0, 0])
})

test('tombstones go when they have expired', async () => {
  const tenant = await createPlace()
  await lane().apply(tenant, [deleteUser(id(1)), deleteUser(id(2))])
  await lane().pool.query(
    `update tombstone set expires_at = now() - interval '1 hour' where site_id = $1 and external_id = 'e1'`,
    [tenant.site.id],
  )
  await purge()
  const { rows } = await lane().pool.query('select external_id from tombstone where site_id = $1', [tenant.site.id])
  expect(rows).toEqual([{ external_id: 'e2' }])
})

test('copies of groups go when nobody can take them back any more, with who was in them, in portions', async () => {
  const tenant = await createPlace()
  await lane().apply(tenant, [deleteGroup(id(4)), deleteGroup(id(5))])
  const copies = async () => {
    const { rows } = await lane().pool.query(
      `select c.name, (select count(*)::integer from group_copy_member m where m.site_id = c.site_id and m.copy_key = c.key) as people
       from group_copy c where c.site_id = $1 order by 1`,
      [tenant.site.id],
    )
    return rows
  }
  const expire = (name: string, ago: string) =>
    lane().pool.query(`update group_copy set expires_at = now() - $3::interval where site_id = $1 and name = $2`, [
      tenant.site.id,
      name,
      ago,
    ])
  const both = [
    { name: 'Sales', people: 1 },
    { name: 'Staff', people: 3 },
  ]
  await purge()
  expect(await copies()).toEqual(both)
  await expire('Staff', '59 minutes')
  await purge()
  expect(await copies()).toEqual(both)
  await expire('Staff', '61 minutes')
  expect(await deleteExpiredGroupCopies(db(), 2)).toBe(2)
  expect(await copies()).toEqual([both[0], { name: 'Staff', people: 1 }])
  await purge()
  expect(await copies()).toEqual([both[0]])
})

test('losses of past days go, but for those of whom an item still holds', async () => {
  const tenant = await createPlace()
  const place = { siteId: tenant.site.id, directoryId: tenant.directory.id }
  await addGuardItem(lane().pool, place, { kind: 'group-deleted', people: 3 })
  await addGuardItem(lane().pool, place, { kind: 'group-deleted', people: 4, closed: true })
  await lane().pool.query(
    `insert into guard_loss (site_id, key, directory_id, account_key, at, base, site_base)
     select $1, 1000 + n, $2, n, now() - n * interval '10 hours', 0, 0 from generate_series(0, 4) n`,
    [place.siteId, place.directoryId],
  )
  await lane().pool.query(`update guard_loss set at = at - interval '2 hours' where site_id = $1`, [place.siteId])
  await purge()
  const { rows } = await lane().pool.query(
    'select key from guard_loss where site_id = $1 and key >= 1000 order by key',
    [place.siteId],
  )
  expect(rows.map(({ key }) => key)).toEqual([1000, 1001, 1002])
  expect(await numbers(tenant, ['guard_loss'])).toEqual([6])
})
