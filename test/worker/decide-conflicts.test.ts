/** Decisions about conflicts on the real lane: many at once in steps, while the identity provider goes on and steps break off. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { lookAtChoice } from '@syncline/core/storage/read/conflict-choice.ts'
import { runSlice } from '@syncline/worker/lane/slice.ts'
import { expect, test } from 'vitest'
import { appendTo, resultOf } from '../support/commands.ts'
import { account, group, rows } from '../support/import-rows.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  person,
  removeMembers,
  renameGroup,
} from '../support/requests.ts'
import { derivedSiteMembers, readSiteImage, recount } from '../support/site-image.ts'
import { previewOf, previewRows, reported } from '../support/start-world.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const system = useTestSystem({ apis: {}, directory: 'none' })
const lane = useTestLane(system)

/** More than a command can name. */
const MANY = 1_100
const PORTION = 400

const nameOf = (n: number) => `Group ${n}`

type World = { readonly tenant: Tenant; readonly people: readonly string[]; readonly groups: readonly string[] }

/** So many local groups with one person each, whom the groups of the directory with their names do not have. */
async function clashing(count: number, phase: 'syncing' | 'reviewing' = 'syncing'): Promise<World> {
  const tenant = await createTenant(lane().pool)
  await lane().pool.query('update directory set phase = $2 where id = $1', [tenant.directory.id, phase])
  const [people, groups] = [[uuidv7(), uuidv7(), uuidv7()], Array.from({ length: count }, () => uuidv7())]
  const local = groups.map((_, n) => group(nameOf(n), ['local@example.com']))
  await resultOf(lane(), tenant, rows({ accounts: [account('local@example.com')] }))
  for (let at = 0; at < local.length; at += PORTION) {
    // biome-ignore lint/performance/noAwaitInLoops: an import takes so many rows
    await resultOf(lane(), tenant, rows({ groups: local.slice(at, at + PORTION) }))
  }
  await lane().apply(tenant, [
    ...people.map((id, n) => createUser(id, person(`user ${n}`))),
    ...groups.map((id, n) => createGroup(id, nameOf(n), people.slice(0, 2))),
  ])
  return { tenant, people, groups }
}

async function conflicts({ site }: Tenant): Promise<Record<string, number>> {
  const { rows: found } = await lane().pool.query<{ state: string; n: number }>(
    'select state, count(*) as n from conflict where site_id = $1 group by state',
    [site.id],
  )
  return Object.fromEntries(found.map(({ state, n }) => [state, n]))
}

/** By name. */
async function membersOf({ site }: Tenant): Promise<Record<string, string[]>> {
  const { rows: found } = await lane().pool.query<{ name: string; members: string[] | null }>(
    `select s.name, (select array_agg(split_part(a.email, '@', 1) || case when m.origin = 0 then ' locally' else '' end order by a.email, m.origin)
       from site_member m join account a on a.site_id = m.site_id and a.key = m.account_key
       where m.site_id = s.site_id and m.group_key = s.key) as members
     from site_group s where s.site_id = $1 order by s.key`,
    [site.id],
  )
  return Object.fromEntries(found.map(({ name, members }) => [name, members ?? []]))
}

async function expectSettled({ site }: Tenant): Promise<void> {
  const image = await readSiteImage(lane().pool, site.id)
  expect(image.counters).toEqual(await recount(lane().pool, site.id))
  expect(image.deadLetters).toEqual([])
  const { rows: dirty } = await lane().pool.query('select * from dirty where site_id = $1', [site.id])
  expect(dirty).toEqual([])
}

test('500 are accepted in steps while the identity provider goes on, and a step and a batch break off in between', async () => {
  const { tenant, people, groups } = await clashing(500)
  const [ada = '', , cyd = ''] = people
  expect(await conflicts(tenant)).toEqual({ open: 500 })
  const filter = { directoryId: tenant.directory.id }
  await appendTo(lane(), tenant, { name: 'decide-conflicts', decision: 'accept', filter })
  let [steps, batches] = [0, 0]
  const atBoundary = (boundary: string) => {
    if (boundary === 'step-planned') steps += 1
    if (boundary === 'planned') batches += 1
    // Before its commit: the work is lost, and done again.
    if (boundary === 'step-planned' && steps === 3) throw new Error('connection terminated')
    if (boundary === 'planned' && batches === 2) throw new Error('connection terminated')
  }
  const deps = { ...lane().deps, stepSize: 40, batchSize: 7, atBoundary }
  const draining = runSlice(deps, tenant.site.id, { unfloored: true })
  await lane().append(tenant, [
    ...groups.slice(0, 20).map((id) => addMembers(id, cyd)),
    ...groups.slice(480).map((id) => removeMembers(id, ada)),
    renameGroup(groups[250] ?? '', 'Renamed'),
    deleteGroup(groups[251] ?? ''),
  ])
  await draining
  await runSlice(deps, tenant.site.id, { unfloored: true })

  expect(steps).toBeGreaterThan(12)
  const { pool } = lane()
  const image = await readSiteImage(pool, tenant.site.id)
  expect((image.siteMembers as readonly { synced: boolean }[]).filter(({ synced }) => synced)).toEqual(
    await derivedSiteMembers(pool, tenant.site.id),
  )
  const { Renamed, ...members } = await membersOf(tenant)
  expect(Renamed).toEqual(['user 0', 'user 1'])
  const untouched = groups.map((_, n) => n).filter((n) => n >= 20 && n < 480 && n !== 250 && n !== 251)
  for (const n of untouched) expect(members[nameOf(n)]).toEqual(['user 0', 'user 1'])
  for (const n of [0, 19]) expect(members[nameOf(n)]).toEqual(['user 0', 'user 1', 'user 2'])
  for (const n of [480, 499]) expect(members[nameOf(n)]).toEqual(['user 1'])
  const { resolved = 0, superseded = 0, ...others } = await conflicts(tenant)
  // Renamed or deleted before its turn, or after it.
  expect([resolved + superseded, superseded <= 2, others]).toEqual([500, true, {}])
  await expectSettled(tenant)
}, 240_000)

test('more than can be named: those that have changed since they were looked at stay as they are, and are named', async () => {
  const { tenant, people, groups } = await clashing(MANY)
  const { pool } = lane()
  const seen = await lookAtChoice(pool, tenant.site.id, { filter: {}, decision: 'merge' })
  expect(seen.possible).toHaveLength(MANY)
  const [defaulted] = (await pool.query('select id from site_group where site_id = $1 order by key', [tenant.site.id]))
    .rows
  const setDefault = (flag: boolean) =>
    resultOf(lane(), tenant, { name: 'set-default-access', groupId: defaulted.id, on: flag })
  // As it was, and yet another version.
  await setDefault(true)
  await setDefault(false)
  await resultOf(lane(), tenant, { name: 'create-group', groupName: 'Late', audience: 'workforce' })
  await resultOf(lane(), tenant, { name: 'create-group', groupName: 'Later', audience: 'workforce' })
  await lane().apply(tenant, [createGroup(uuidv7(), 'Late', people.slice(0, 1))])
  // In the batch of the decision itself.
  await lane().append(tenant, [createGroup(uuidv7(), 'Later', people.slice(0, 1))])
  const filter = { asOf: seen.asOf }
  const result = await resultOf(lane(), tenant, { name: 'decide-conflicts', decision: 'merge', filter })
  const changed = (result.notApplicable as JsonObject[]).map(({ reason }) => reason)
  expect([result.done, changed, result.notApplicableCount]).toEqual([MANY - 1, ['changed', 'changed', 'changed'], 3])
  expect(await conflicts(tenant)).toEqual({ open: 3, resolved: MANY - 1 })
  expect((await membersOf(tenant))[nameOf(0)]).toEqual(['local locally'])
  expect((await membersOf(tenant))[nameOf(1)]).toEqual(['local locally', 'user 0', 'user 1'])
  expect(groups).toHaveLength(MANY)
  await expectSettled(tenant)
}, 240_000)

test('groups with many members are steps of their own, however few they are', async () => {
  const { tenant, groups } = await clashing(4)
  const { pool } = lane()
  // As if they had so many: five times as much as rows of a step.
  await pool.query('update directory_group set member_count = 1000 where site_id = $1', [tenant.site.id])
  await appendTo(lane(), tenant, { name: 'decide-conflicts', decision: 'merge', filter: {} })
  let steps = 0
  const atBoundary = (boundary: string) => {
    if (boundary === 'step-planned') steps += 1
  }
  await runSlice({ ...lane().deps, stepSize: 100, atBoundary }, tenant.site.id, { unfloored: true })
  expect([steps, await conflicts(tenant)]).toEqual([4, { resolved: groups.length }])
})

test('what is decided in review is in the preview, and the start does it', async () => {
  const { tenant, groups } = await clashing(6, 'reviewing')
  const { pool } = lane()
  const url = system.database().url
  const { rows: found } = await pool.query<{ id: string; version: number; record_id: string }>(
    'select id, version, record_id from conflict where site_id = $1 order by key',
    [tenant.site.id],
  )
  expect(found.map((row) => row.record_id)).toEqual(groups)
  const chosen = (from: number, name?: string) => {
    const { id = '', version = 0 } = found[from] ?? {}
    return [{ id, version, ...(name === undefined ? {} : { name }) }]
  }
  const decide = (decision: 'accept' | 'merge' | 'keep' | 'rename', n: number, name?: string) =>
    resultOf(lane(), tenant, { name: 'decide-conflicts', decision, conflicts: chosen(n, name) })
  expect(await decide('accept', 0)).toEqual({ done: 1, notApplicable: [], notApplicableCount: 0 })
  await decide('merge', 1)
  await decide('keep', 2)
  await decide('rename', 3, 'Given')
  await decide('rename', 4, 'Taken')
  await resultOf(lane(), tenant, { name: 'create-group', groupName: 'Taken', audience: 'workforce' })
  const before = await readSiteImage(pool, tenant.site.id)

  const preview = await previewOf(url, pool, tenant)
  const kinds = (await previewRows(pool, tenant, preview))
    .filter(({ type }) => type === 'Group')
    .map(({ kind }) => kind)
  expect(kinds).toEqual(['link', 'link', 'detached', 'create', 'conflict', 'conflict'])
  expect(await readSiteImage(pool, tenant.site.id)).toEqual(before)
  expect(await conflicts(tenant)).toEqual({ decided: 5, open: 1 })

  await appendTo(lane(), tenant, { name: 'start', directoryId: tenant.directory.id, previewId: preview })
  await lane().drain(tenant)
  const start = await reported(url, pool, tenant)
  expect(start).toMatchObject({ state: 'finished', report: { changed: 0 } })
  expect(await membersOf(tenant)).toEqual({
    'Group 0': ['user 0', 'user 1'],
    'Group 1': ['local locally', 'user 0', 'user 1'],
    'Group 2': ['local locally'],
    'Group 3': ['local locally'],
    'Group 4': ['local locally'],
    'Group 5': ['local locally'],
    Taken: [],
    Given: ['user 0', 'user 1'],
  })
  expect(await conflicts(tenant)).toEqual({ resolved: 4, open: 2 })
  await expectSettled(tenant)
})
