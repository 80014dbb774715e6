/** What was decided goes when no change tells of it any more, and not before: conflicts, and items of the guard. */
import { createKysely } from '@syncline/core/storage/database.ts'
import { deleteOldConflicts, deleteOldGuardItems } from '@syncline/core/storage/lane/purge-decisions.ts'
import { purgeDirectories } from '@syncline/worker/maintenance/purge.ts'
import { expect, test } from 'vitest'
import { addGuardItem } from '../support/guard-items.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const db = () => createKysely(lane().pool)
const purge = () => purgeDirectories(db(), lane().deps.logger)

const left = async ({ site }: Tenant, table: string, column: string): Promise<string[]> =>
  (
    await lane().pool.query(`select ${column} as name from ${table} where site_id = $1 order by key`, [site.id])
  ).rows.map(({ name }) => name)

/** Names, and when they were closed: days ago, or never. */
async function addConflicts(
  { site, directory }: Tenant,
  rows: readonly [string, string, number | null][],
): Promise<void> {
  await lane().pool.query(
    `insert into conflict (site_id, key, id, directory_id, record_key, record_id, site_group_key, site_group_id, kind, name,
       name_key, state, version, first_seen, closed_at)
     select $1, n.at, gen_random_uuid(), $2, n.at, gen_random_uuid(), 1, gen_random_uuid(), 'local-group', n.name, n.name, n.state, 1,
       now() - interval '500 days', now() - make_interval(days => n.days)
     from unnest($3::text[], $4::text[], $5::integer[]) with ordinality n (name, state, days, at)`,
    [site.id, directory.id, rows.map(([name]) => name), rows.map(([, state]) => state), rows.map(([, , days]) => days)],
  )
}

test('conflicts 430 days after they were closed, whatever their end; those that wait stay for ever', async () => {
  const tenant = await createTenant(lane().pool)
  await addConflicts(tenant, [
    ['resolved, young', 'resolved', 429],
    ['resolved, old', 'resolved', 431],
    ['superseded, old', 'superseded', 431],
    ['undone, young', 'undone', 429],
    ['undone, old', 'undone', 431],
    ['open', 'open', null],
    ['decided', 'decided', null],
    ['open, although once closed', 'open', 431],
  ])
  await purge()
  expect(await left(tenant, 'conflict', 'name')).toEqual([
    ...['resolved, young', 'undone, young', 'open', 'decided', 'open, although once closed'],
  ])
})

test('items of the guard 400 days after they were closed; a rejected one that keeps somebody stays', async () => {
  const tenant = await createTenant(lane().pool)
  const place = { siteId: tenant.site.id, directoryId: tenant.directory.id }
  const since = new Date(Date.now() - 500 * 86_400_000)
  const closed = { state: 'released', since, closed: true } as const
  await addGuardItem(lane().pool, place, { ...closed, name: 'closed young' })
  await addGuardItem(lane().pool, place, { ...closed, name: 'closed old' })
  await addGuardItem(lane().pool, place, { name: 'held', since })
  await addGuardItem(lane().pool, place, { name: 'rejected', state: 'rejected', since })
  await lane().pool.query(
    `update guard_item set closed_at = now() - interval '399 days' where site_id = $1 and name = 'closed young'`,
    [tenant.site.id],
  )
  await purge()
  expect(await left(tenant, 'guard_item', 'name')).toEqual(['closed young', 'held', 'rejected'])
})

test('in portions, of all sites, the oldest first; a row that somebody has in hands stays for the next look', async () => {
  const tenants = await Promise.all([createTenant(lane().pool), createTenant(lane().pool)])
  await Promise.all(
    tenants.map((tenant, at) =>
      addConflicts(tenant, [
        ['youngest', 'resolved', 440 + at],
        ['middle', 'resolved', 450 + at],
        ['oldest', 'resolved', 460 + at],
      ]),
    ),
  )
  const names = () => Promise.all(tenants.map((tenant) => left(tenant, 'conflict', 'name')))
  expect(await deleteOldConflicts(db(), 3)).toBe(3)
  expect(await names()).toEqual([['youngest', 'middle'], ['youngest']])
  const holding = await lane().pool.connect()
  try {
    await holding.query('begin')
    await holding.query(`select from conflict where site_id = $1 and name = 'middle' for update`, [tenants[0]?.site.id])
    expect(await deleteOldConflicts(db(), 3)).toBe(2)
    expect(await names()).toEqual([['middle'], []])
  } finally {
    await holding.query('rollback')
    holding.release()
  }
  expect(await deleteOldConflicts(db(), 3)).toBe(1)
  expect([await deleteOldConflicts(db()), await deleteOldGuardItems(db())]).toEqual([0, 0])
})
