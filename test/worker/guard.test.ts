/** The deprovisioning guard over the real lane: the same histories as in test/domain/guard-*.test.ts, by its statements. */
import { changeDirectorySettings } from '@syncline/core/storage/catalogue/directory.ts'
import { disconnectDirectory } from '@syncline/core/storage/catalogue/directory-disconnect.ts'
import { pauseDirectory, resumeDirectory } from '@syncline/core/storage/catalogue/directory-pause.ts'
import { reportWaitingLosses } from '@syncline/core/storage/catalogue/waiting-losses.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { countHeld } from '@syncline/core/storage/read/guard-items.ts'
import { readGuardStatus } from '@syncline/core/storage/read/guard-status.ts'
import { readInbox } from '@syncline/core/storage/read/inbox.ts'
import { expect, test } from 'vitest'
import { resultOf } from '../support/commands.ts'
import { gone, into, made, mail, off, on, out, STAFF, to, user } from '../support/guard-site.ts'
import type { Request } from '../support/lane.ts'
import type { MemoryRequest } from '../support/memory-site.ts'
import { createGroup, createUser, deleteGroup, person, putGroup } from '../support/requests.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const BY = { actor: 'test', reason: 'test' }
const db = () => createKysely(lane().pool)

/** Everybody is in Staff, which gives access to the wiki. */
async function createPlace(people = 30): Promise<Tenant> {
  const tenant = await createTenant(lane().pool)
  await apply(
    tenant,
    ...to(people).map((n) => made(n)),
    createGroup(
      STAFF,
      'Staff',
      to(people).map((n) => user(n)),
    ),
  )
  const app = await resultOf(lane(), tenant, { name: 'create-app', kind: 'app', appName: 'Wiki' })
  const [group] = await read<{ id: string }>(tenant, 'select id from site_group where site_id = $1')
  await resultOf(lane(), tenant, { name: 'grant-access', appId: String(app.id), groupId: group?.id ?? '' })
  return tenant
}

async function apply(tenant: Tenant, ...requests: readonly MemoryRequest[]): Promise<void> {
  // Of this directory, whatever number it has in memory.
  const own = requests.map(({ directoryId: _, ...request }): Request => request)
  const outcomes = await lane().apply(tenant, own)
  expect(outcomes.filter(({ status }) => status >= 300)).toEqual([])
}

async function read<Row extends object>(tenant: Tenant, sql: string): Promise<Row[]> {
  return (await lane().pool.query(sql, [tenant.site.id])).rows
}

const column = async (tenant: Tenant, sql: string) =>
  (await read<{ value: unknown }>(tenant, sql)).map(({ value }) => value)

const held = (tenant: Tenant) =>
  column(
    tenant,
    `select kind || ' ' || coalesce(email, name || ' of ' || people) as value from guard_item
     where site_id = $1 and closed_at is null order by key`,
  )

const itemIds = async (tenant: Tenant) =>
  (
    await column(tenant, 'select id as value from guard_item where site_id = $1 and closed_at is null order by key')
  ).map(String)

/** Accounts that are on and in Staff. */
const inside = async (tenant: Tenant) =>
  (
    await column(
      tenant,
      `select distinct a.email_key as value from site_member m
       join account a on a.site_id = $1 and a.key = m.account_key and a.active
       join site_group g on g.site_id = $1 and g.key = m.group_key and g.name = 'Staff'
       where m.site_id = $1 order by 1`,
    )
  ).length

/** Kept memberships are those of live items, and counters say what rows there are. */
async function expectSettled(tenant: Tenant): Promise<void> {
  const stray = `
    select m.account_key as value from site_member m
    where m.site_id = $1 and m.origin < 0 and not exists (
      select from guard_item i where i.site_id = $1 and i.closed_at is null and i.directory_id = -m.origin
        and (i.site_group_key = m.group_key or (i.account_key = m.account_key and m.group_key = any (i.kept))))`
  expect(await column(tenant, stray)).toEqual([])
  const counted = `
    select u.directory_id || ' ' || count(*) as value
    from user_link l
    join directory_user u on u.site_id = $1 and u.key = l.user_key
    join account a on a.site_id = $1 and a.key = l.account_key and a.active
    where l.site_id = $1 and l.kind = 'owning' group by u.directory_id`
  const counter = `
    select directory_id || ' ' || value as value from counter where site_id = $1 and name = 'on-accounts' and value > 0`
  expect(await column(tenant, counter)).toEqual(await column(tenant, counted))
}

const release = (tenant: Tenant, items: readonly string[]) => resultOf(lane(), tenant, { name: 'release-guard', items })
const reject = (tenant: Tenant, items: readonly string[]) => resultOf(lane(), tenant, { name: 'reject-guard', items })

test('60 % are switched off one by one, deleted, and taken out: ten go by default, the others wait', async () => {
  const losses = [(n: number) => off(n), (n: number) => gone(n), (n: number) => out(n)]
  for (const lose of losses) {
    // biome-ignore lint/performance/noAwaitInLoops: one site after another
    const tenant = await createPlace()
    await apply(tenant, ...to(18).map(lose))
    expect(await held(tenant)).toHaveLength(8)
    expect(await inside(tenant)).toBe(20)
    await expectSettled(tenant)
  }
})

test('by a membership without anybody, among other operations; let go in a step', async () => {
  const tenant = await createPlace()
  await apply(tenant, off(1), putGroup(STAFF, { displayName: 'Staff' }, []), off(2))
  expect(await held(tenant)).toEqual(['group-emptied Staff of 29', `deactivated ${mail(2)}`])
  expect(await inside(tenant)).toBe(29)
  await expectSettled(tenant)
  await apply(tenant, into(STAFF, 5))
  expect(await held(tenant)).toEqual(['group-emptied Staff of 28', `deactivated ${mail(2)}`])
  expect(await resultOf(lane(), tenant, { name: 'release-guard', filter: {} })).toEqual({ done: 2, notApplicable: [] })
  expect([await held(tenant), await inside(tenant)]).toEqual([[], 1])
  await expectSettled(tenant)
})

test('by deleting the group: it stays, and becomes local when that is rejected', async () => {
  const tenant = await createPlace()
  await apply(tenant, deleteGroup(STAFF), createGroup(user(900), 'New'))
  expect(await held(tenant)).toEqual(['group-deleted Staff of 30'])
  expect(await inside(tenant)).toBe(30)
  await expectSettled(tenant)
  await reject(tenant, await itemIds(tenant))
  const groups = `select name || ' ' || source as value from site_group where site_id = $1 order by name`
  expect([await inside(tenant), await column(tenant, groups)]).toEqual([30, ['New synced', 'Staff local']])
  expect(await column(tenant, 'select distinct origin as value from site_member where site_id = $1')).toEqual([0])
  await expectSettled(tenant)
})

test('by deleting the group, which goes when that is let go', async () => {
  const tenant = await createPlace()
  await apply(tenant, deleteGroup(STAFF))
  await release(tenant, await itemIds(tenant))
  expect(await column(tenant, 'select name as value from site_group where site_id = $1')).toEqual([])
  expect(
    await column(tenant, 'select key as value from site_member where site_id = $1'.replace('key', 'group_key')),
  ).toEqual([])
  expect(await column(tenant, 'select key as value from guard_loss where site_id = $1 and counts')).toEqual([])
  await expectSettled(tenant)
})

test('deleted and created again while held, by the address and by the externalId', async () => {
  const tenant = await createPlace()
  await apply(tenant, ...to(12).map((n) => gone(n)))
  expect(await held(tenant)).toEqual([`deleted ${mail(11)}`, `deleted ${mail(12)}`])
  await apply(
    tenant,
    createUser(user(911), person('again', mail(11))),
    createUser(user(912), { ...person('other', 'elsewhere@example.com'), externalId: 'x12' }),
  )
  expect(await held(tenant)).toEqual([])
  expect(await column(tenant, 'select count(*)::integer as value from account where site_id = $1 and active')).toEqual([
    20,
  ])
  expect(await column(tenant, 'select count(*)::integer as value from account where site_id = $1')).toEqual([30])
  await expectSettled(tenant)
})

test('a rejected one stays on until active changes; then it is asked for anew', async () => {
  const tenant = await createPlace()
  await apply(tenant, ...to(11).map((n) => off(n)))
  await reject(tenant, await itemIds(tenant))
  expect(await held(tenant)).toEqual([`deactivated ${mail(11)}`])
  await apply(tenant, on(11))
  expect(await held(tenant)).toEqual([])
  await apply(tenant, off(11))
  expect(await held(tenant)).toEqual([`deactivated ${mail(11)}`])
  await release(tenant, await itemIds(tenant))
  expect([await held(tenant), await inside(tenant)]).toEqual([[], 19])
  await expectSettled(tenant)
})

test('what came in a pause is asked for when it ends; what an administrator changes is not', async () => {
  const tenant = await createPlace()
  const place = { id: tenant.directory.id, siteId: tenant.site.id }
  await pauseDirectory(db(), place, 'hold', BY)
  await apply(tenant, ...to(6).map((n) => off(n)), ...to(6, 7).map((n) => gone(n)), deleteGroup(STAFF))
  expect([await inside(tenant), await held(tenant)]).toEqual([30, []])
  await resumeDirectory(db(), place, BY)
  await lane().drain(tenant)
  // Who was deleted comes first, then the group with all others in it; those who are off are among them.
  const kinds = `select kind || ' ' || count(*) as value from guard_item where site_id = $1 and closed_at is null group by kind order by kind`
  expect(await column(tenant, kinds)).toEqual(['deactivated 6', 'group-deleted 1'])
  expect(await inside(tenant)).toBe(24)
  await expectSettled(tenant)
})

test('who is held and deleted in a pause is one item when that ends, and leaves when released', async () => {
  const tenant = await createPlace()
  const place = { id: tenant.directory.id, siteId: tenant.site.id }
  await apply(tenant, ...to(12).map((n) => out(n)))
  expect([await inside(tenant), await held(tenant)]).toEqual([20, [11, 12].map((n) => `left-access ${mail(n)}`)])
  await pauseDirectory(db(), place, 'hold', BY)
  await apply(tenant, gone(12))
  await resumeDirectory(db(), place, BY)
  await lane().drain(tenant)
  expect(await held(tenant)).toEqual([`left-access ${mail(11)}`, `deleted ${mail(12)}`])
  await release(tenant, await itemIds(tenant))
  expect([await held(tenant), await inside(tenant)]).toEqual([[], 18])
  await expectSettled(tenant)
})

test('with the guard off everybody goes', async () => {
  const tenant = await createPlace()
  await changeDirectorySettings(db(), { directoryId: tenant.directory.id }, { guard: false }, 'test')
  await apply(tenant, ...to(18).map((n) => off(n)), deleteGroup(STAFF))
  expect([await held(tenant), await inside(tenant)]).toEqual([[], 0])
  await expectSettled(tenant)
})

test('a directory that is disconnected holds nothing: everybody stays, by the site alone', async () => {
  const tenant = await createPlace()
  await apply(tenant, ...to(11).map((n) => gone(n)), out(12), deleteGroup(STAFF))
  expect(await held(tenant)).toHaveLength(3)
  const before = await inside(tenant)
  await disconnectDirectory(db(), tenant.directory, BY)
  await lane().drain(tenant)
  expect([await held(tenant), await inside(tenant)]).toEqual([[], before])
  expect(await column(tenant, 'select distinct origin as value from site_member where site_id = $1')).toEqual([0])
  expect(await column(tenant, 'select distinct state as value from guard_item where site_id = $1')).toEqual([
    'superseded',
  ])
  expect(await column(tenant, 'select source as value from site_group where site_id = $1')).toEqual(['local'])
  expect(await column(tenant, 'select user_key as value from user_link where site_id = $1')).toEqual([])
  await expectSettled(tenant)
})

test('whoever is held twice is one person, wherever people are counted', async () => {
  const tenant = await createPlace(12)
  const place = { directoryId: tenant.directory.id }
  const siteId = tenant.site.id
  await changeDirectorySettings(db(), place, { guardPeople: 0, guardPercent: 0 }, 'test')
  const counts = async () => {
    const status = await readGuardStatus(lane().pool, siteId)
    const { guard, waitingLosses } = await readInbox(lane().pool, siteId)
    const all = await countHeld(lane().pool, siteId, {})
    const [own] = status.directories
    const people = [own?.people, status.site.people, guard.people, all.people, waitingLosses[0]?.losses ?? 0]
    return [[...new Set(people)], own?.losses, status.site.losses]
  }
  const emptied = putGroup(STAFF, { displayName: 'Staff' }, [])
  await apply(tenant, off(1), off(2), emptied)
  expect([await held(tenant), await counts()]).toEqual([
    [`deactivated ${mail(1)}`, `deactivated ${mail(2)}`, 'group-emptied Staff of 12'],
    [[12], 12, 12],
  ])
  // Two are back in the group, one of them is still off in the directory.
  await apply(tenant, into(STAFF, 2, 3))
  expect([(await held(tenant)).at(-1), await counts()]).toEqual(['group-emptied Staff of 10', [[11], 11, 11]])
  await apply(tenant, emptied)
  expect([(await held(tenant)).at(-1), await counts()]).toEqual(['group-emptied Staff of 12', [[12], 12, 12]])
  await lane().pool.query(`update guard_item set since = since - interval '1 hour' where site_id = $1`, [siteId])
  const told = await reportWaitingLosses(db(), 'test')
  expect(told.filter((each) => each.siteId === siteId)).toMatchObject([{ losses: 12 }])
  await apply(tenant, deleteGroup(STAFF))
  expect([(await held(tenant)).at(-1), await counts()]).toEqual(['group-deleted Staff of 12', [[12], 12, 12]])
  // What the group was counted for counts no longer, and neither is anybody held by it.
  await release(tenant, (await itemIds(tenant)).slice(-1))
  expect([await held(tenant), await counts()]).toEqual([
    [`deactivated ${mail(1)}`, `deactivated ${mail(2)}`],
    [[2], 2, 2],
  ])
  await expectSettled(tenant)
})

test('whoever left the last group is held until there is another way in, whoever gives it', async () => {
  const tenant = await createPlace(12)
  const { id: siteId } = tenant.site
  await changeDirectorySettings(db(), { directoryId: tenant.directory.id }, { guardPeople: 0, guardPercent: 0 }, 'test')
  const crew = user(900)
  await apply(tenant, createGroup(crew, 'Crew', [user(1), user(2)]), out(1), out(2), out(3))
  expect(await held(tenant)).toEqual([1, 2, 3].map((n) => `left-access ${mail(n)}`))
  const idOf = async (sql: string) => String((await lane().pool.query(sql, [siteId])).rows[0]?.id)
  const appId = await idOf('select id from app where site_id = $1')
  const crewId = await idOf(`select id from site_group where site_id = $1 and name = 'Crew'`)
  await resultOf(lane(), tenant, { name: 'grant-access', appId, groupId: crewId })
  await lane().drain(tenant)
  expect([await held(tenant), await inside(tenant)]).toEqual([[`left-access ${mail(3)}`], 10])
  const made = await resultOf(lane(), tenant, { name: 'create-group', groupName: 'Guests', audience: 'workforce' })
  const groupId = String(made.group)
  await resultOf(lane(), tenant, { name: 'grant-access', appId, groupId })
  const add = [await idOf(`select id from account where site_id = $1 and email_key = '${mail(3)}'`)]
  await resultOf(lane(), tenant, { name: 'change-group-members', groupId, add, remove: [] })
  await lane().drain(tenant)
  expect([await held(tenant), await inside(tenant)]).toEqual([[], 9])
  const ended = `select distinct state as value from guard_item where site_id = $1`
  expect(await column(tenant, ended)).toEqual(['ended'])
  expect(await column(tenant, 'select key as value from guard_loss where site_id = $1 and counts')).toEqual([])
  await expectSettled(tenant)
})
