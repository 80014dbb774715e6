/** Accept, three weeks of changes in the identity provider, undo, over the real lane: the site ends as the definition says. */
import type { Command } from '@syncline/core/domain/command.ts'
import type { ConflictDecision } from '@syncline/core/domain/conflict.ts'
import { changeDirectorySettings, createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { listDeletedGroups } from '@syncline/core/storage/read/deleted-groups.ts'
import { readUndo } from '@syncline/core/storage/read/undo-read.ts'
import { expect, test } from 'vitest'
import { applyCommand, resultOf } from '../support/commands.ts'
import { account, group, rows } from '../support/import-rows.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  person,
  putGroup,
  removeMembers,
  renameGroup,
  replaceUser,
} from '../support/requests.ts'
import { derivedSiteMembers, readSiteImage, recount } from '../support/site-image.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const id = (n: number) => `01900001-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`
const G = id(20)

type ConflictRow = { id: string; version: number; state: string; site_group_id: string }

async function conflicts({ site }: Tenant): Promise<ConflictRow[]> {
  const { rows: found } = await lane().pool.query<ConflictRow>(
    'select id, version, state, site_group_id from conflict where site_id = $1 order by key',
    [site.id],
  )
  return found
}

async function decide(tenant: Tenant, decision: ConflictDecision, name?: string): Promise<ConflictRow> {
  const conflict = (await conflicts(tenant)).at(-1)
  if (conflict === undefined) throw new Error('there is no conflict')
  const chosen = { id: conflict.id, version: conflict.version, ...(name === undefined ? {} : { name }) }
  expect(await resultOf(lane(), tenant, { name: 'decide-conflicts', decision, conflicts: [chosen] })).toEqual({
    done: 1,
    notApplicable: [],
    notApplicableCount: 0,
  })
  return conflict
}

/** `name: source linked people`, those of a directory with a star. */
async function groupsOf({ site }: Tenant): Promise<string[]> {
  const { rows: found } = await lane().pool.query<{ line: string }>(
    `select concat_ws(' ', s.name || ':', s.source,
       (select 'linked' from group_link l where l.site_id = $1 and l.site_group_key = s.key),
       (select string_agg(split_part(a.email, '@', 1) || case when m.origin = 0 then '' else '*' end, ' ' order by a.email, m.origin)
        from site_member m join account a on a.site_id = $1 and a.key = m.account_key
        where m.site_id = $1 and m.group_key = s.key)) as line
     from site_group s where s.site_id = $1 order by s.name`,
    [site.id],
  )
  return found.map(({ line }) => line)
}

/** Of the site: ada, bob, cyd and eve are in Staff, by hand. Of the directory: ada (1), bob (2), dan (4), and Staff with them. */
async function clashing(): Promise<Tenant> {
  const tenant = await createTenant(lane().pool)
  const people = ['ada', 'bob', 'cyd', 'eve'].map((name) => `${name}@example.com`)
  await resultOf(
    lane(),
    tenant,
    rows({ accounts: people.map((email) => account(email)), groups: [group('Staff', people)] }),
  )
  await lane().apply(tenant, [
    createUser(id(1), person('ada')),
    createUser(id(2), person('bob')),
    createUser(id(3), person('cyd')),
    createUser(id(4), person('dan')),
    createGroup(G, 'STAFF', [id(1), id(2), id(4)]),
  ])
  return tenant
}

async function expectWhole(tenant: Tenant): Promise<void> {
  const { site } = tenant
  const image = await readSiteImage(lane().pool, site.id)
  expect(image.deadLetters).toEqual([])
  expect(image.siteMembers?.filter((row) => (row as { synced: boolean }).synced)).toEqual(
    await derivedSiteMembers(lane().pool, site.id),
  )
  const counters = (image.counters as { of_directory: boolean; name: string; value: number }[]).filter(
    ({ name }) => !name.includes('seats'),
  )
  expect(counters).toEqual(expect.arrayContaining([...(await recount(lane().pool, site.id))]))
  const records = await lane().pool.query<{ id: string }>(
    'select id from directory_user where site_id = $1 union all select id from directory_group where site_id = $1',
    [site.id],
  )
  const before = await groupsOf(tenant)
  await resultOf(lane(), tenant, { name: 'reproject-records', recordIds: records.rows.map((row) => row.id) })
  expect(await groupsOf(tenant)).toEqual(before)
}

test('accept, three weeks of changes, undo: as it was, with what came by hand; who is off is listed', async () => {
  const tenant = await clashing()
  const conflict = await decide(tenant, 'accept')
  expect(await groupsOf(tenant)).toEqual(['STAFF: synced linked ada* bob* dan*'])
  await expectWhole(tenant)
  await lane().apply(tenant, [
    createUser(id(5), person('fay')),
    addMembers(G, id(5), id(3)),
    removeMembers(G, id(1)),
    replaceUser(id(2), 'active', false),
    deleteUser(id(3)),
    renameGroup(G, 'Everybody'),
    createGroup(id(21), 'Crew', [id(1), id(5)]),
  ])
  expect(await groupsOf(tenant)).toEqual(['Crew: synced linked ada* fay*', 'Everybody: synced linked bob* dan* fay*'])
  // Of another site nobody knows it.
  const other = await createTenant(lane().pool)
  const command = { name: 'undo-decision', conflictId: conflict.id } as const
  expect(await applyCommand(lane(), other, command)).toMatchObject({ kind: 'refused', fault: 'not-found' })

  expect(await readUndo(lane().pool, other.site.id, conflict.id)).toBeNull()
  expect(await readUndo(lane().pool, tenant.site.id, conflict.id)).toMatchObject({
    refusal: null,
    isUndone: false,
    group: { id: conflict.site_group_id, name: 'Everybody' },
    leaving: 3,
    returning: 4,
    gone: 0,
    switchedOff: 2,
    named: [{ name: 'The bob' }, { name: 'The cyd' }],
  })
  expect(await resultOf(lane(), tenant, command)).toMatchObject({
    undone: true,
    group: conflict.site_group_id,
    name: 'Everybody',
    formerName: 'Staff',
    members: 4,
    notRestoredCount: 0,
    off: [
      { name: 'The bob', reason: 'switched-off' },
      { name: 'The cyd', reason: 'switched-off' },
    ],
    offCount: 2,
  })
  expect(await readUndo(lane().pool, tenant.site.id, conflict.id)).toMatchObject({ isUndone: true, refusal: null })
  const undone = ['Crew: synced linked ada* fay*', 'Everybody: local ada bob cyd eve']
  expect(await groupsOf(tenant)).toEqual(undone)
  expect((await conflicts(tenant)).map(({ state }) => state)).toEqual(['undone'])
  await expectWhole(tenant)
  expect(await resultOf(lane(), tenant, command)).toMatchObject({ undone: false })
  await lane().apply(tenant, [addMembers(G, id(1)), removeMembers(G, id(5)), renameGroup(G, 'Staff')])
  expect(await groupsOf(tenant)).toEqual(undone)
  await expectWhole(tenant)
})

test.each([
  ['merge', undefined, ['STAFF: synced linked ada ada* bob bob* cyd dan* eve'], ['Staff: local ada bob cyd eve']],
  ['keep', undefined, ['Staff: local ada bob cyd eve'], ['Staff: local ada bob cyd eve']],
  [
    'rename',
    'Theirs',
    ['Staff: local ada bob cyd eve', 'Theirs: synced linked ada* bob* dan*'],
    ['Staff: local ada bob cyd eve'],
  ],
] as const)('%s and its undo', async (decision, name, decided, undone) => {
  const tenant = await clashing()
  const { id: conflictId } = await decide(tenant, decision, name)
  expect(await groupsOf(tenant)).toEqual(decided)
  expect(await resultOf(lane(), tenant, { name: 'undo-decision', conflictId })).toMatchObject({ undone: true })
  expect(await groupsOf(tenant)).toEqual(undone)
  expect((await conflicts(tenant)).map(({ state }) => state)).toEqual(
    decision === 'keep' ? ['undone', 'open'] : ['undone'],
  )
  await expectWhole(tenant)
})

test('what has to be undone first is named, and a deleted group is restored instead', async () => {
  const tenant = await clashing()
  const { id: first } = await decide(tenant, 'accept')
  await resultOf(lane(), tenant, rows({ groups: [group('Crew', [])] }))
  await lane().apply(tenant, [renameGroup(G, 'Crew')])
  const { id: second } = await decide(tenant, 'rename', 'Crew of theirs')
  expect(await groupsOf(tenant)).toEqual(['Crew: local', 'Crew of theirs: synced linked ada* bob* dan*'])
  const undo = async (conflictId: string) => {
    // What is said before is what happens.
    const read = await readUndo(lane().pool, tenant.site.id, conflictId)
    const outcome = await applyCommand(lane(), tenant, { name: 'undo-decision', conflictId })
    expect(read?.refusal?.sentence ?? null).toBe(outcome.kind === 'refused' ? outcome.detail : null)
    return outcome
  }
  expect(await undo(first)).toMatchObject({
    kind: 'refused',
    fault: 'refused',
    detail: expect.stringContaining(second),
  })
  expect(await undo(second)).toMatchObject({ kind: 'done', result: { undone: true, name: 'STAFF' } })
  await lane().apply(tenant, [deleteGroup(G)])
  expect(await undo(first)).toMatchObject({ detail: 'The group was deleted since. Restore it instead.' })
  const listed = async () => (await listDeletedGroups(lane().pool, tenant.site.id, { before: null, limit: 10 })).rows
  const [copy, ...others] = await listed()
  expect([copy, others]).toMatchObject([{ name: 'STAFF', members: 3, apps: 0, source: 'synced', nameTaken: false }, []])
  expect(await resultOf(lane(), tenant, { name: 'restore-group', copyId: copy?.id ?? '' })).toMatchObject({
    members: 3,
  })
  expect(await listed()).toEqual([])
  expect(await undo(first)).toMatchObject({ kind: 'done', result: { undone: true, members: 4 } })
  expect(await groupsOf(tenant)).toEqual(['Crew: local', 'STAFF: local ada bob cyd dan eve'])
  await expectWhole(tenant)
})

test('while another directory has the group since, that decision is named', async () => {
  const tenant = await clashing()
  const { id: first, site_group_id: groupId } = await decide(tenant, 'accept')
  await resultOf(lane(), tenant, { name: 'detach-group', groupId, recordId: G })
  const db = createKysely(lane().pool)
  const other = {
    site: tenant.site,
    directory: await createDirectory(db, { siteId: tenant.site.id, name: 'b', phase: 'syncing' }, 't'),
  }
  await lane().apply(other, [createUser(id(8), person('hal')), createGroup(id(28), 'staff', [id(8)])])
  const { id: second } = await decide(tenant, 'accept')
  expect(await groupsOf(tenant)).toEqual(['staff: synced linked hal*'])
  const undo = async (conflictId: string) => {
    // What is said before is what happens.
    const read = await readUndo(lane().pool, tenant.site.id, conflictId)
    const outcome = await applyCommand(lane(), tenant, { name: 'undo-decision', conflictId })
    expect(read?.refusal?.sentence ?? null).toBe(outcome.kind === 'refused' ? outcome.detail : null)
    return outcome
  }
  expect(await undo(first)).toMatchObject({ kind: 'refused', detail: expect.stringContaining(second) })
  expect(await undo(second)).toMatchObject({ kind: 'done' })
  expect(await undo(first)).toMatchObject({ kind: 'done' })
  expect(await groupsOf(tenant)).toEqual(['STAFF: local ada bob cyd dan eve'])
  await expectWhole(tenant)
})

test.each(['release-guard', 'reject-guard'] as const)(
  'emptied, undone and deleted while the guard keeps people in it: as it was beside them, until %s',
  async (name) => {
    const tenant = await clashing()
    const app = await resultOf(lane(), tenant, { name: 'create-app', kind: 'app', appName: 'Wiki' })
    const [conflict] = await conflicts(tenant)
    const groupId = conflict?.site_group_id ?? ''
    await resultOf(lane(), tenant, { name: 'grant-access', appId: String(app.id), groupId })
    const db = createKysely(lane().pool)
    await changeDirectorySettings(db, { directoryId: tenant.directory.id }, { guardPeople: 0, guardPercent: 0 }, 'test')
    await decide(tenant, 'accept')
    await lane().apply(tenant, [putGroup(G, { displayName: 'STAFF' }, [])])
    expect(await groupsOf(tenant)).toEqual(['STAFF: synced linked ada* bob* dan*'])
    expect(await readUndo(lane().pool, tenant.site.id, conflict?.id ?? '')).toMatchObject({ refusal: null, leaving: 0 })
    await resultOf(lane(), tenant, { name: 'undo-decision', conflictId: conflict?.id ?? '' })
    const undone = 'Staff: local ada* ada bob* bob cyd dan* eve'
    expect(await groupsOf(tenant)).toEqual([undone])
    await lane().apply(tenant, [deleteGroup(G)])
    expect(await groupsOf(tenant)).toEqual([undone])
    const items = `select kind, state, people, gone is not null as gone from guard_item where site_id = $1 order by key`
    const read = async () => (await lane().pool.query(items, [tenant.site.id])).rows
    expect(await read()).toEqual([{ kind: 'group-emptied', state: 'held', people: 3, gone: true }])
    await resultOf(lane(), tenant, { name, filter: {} } as Command)
    await lane().drain(tenant)
    expect(await groupsOf(tenant)).toEqual([`Staff: local ada bob cyd${name === 'reject-guard' ? ' dan' : ''} eve`])
    expect(await read()).toMatchObject([{ state: name === 'reject-guard' ? 'rejected' : 'released' }])
  },
)

test('undone while a group of a directory that takes names over waits for the same one: it waits for the local group then', async () => {
  const db = createKysely(lane().pool)
  const tenant = await clashing()
  const { id: conflictId } = await decide(tenant, 'accept')
  const other = {
    site: tenant.site,
    directory: await createDirectory(db, { siteId: tenant.site.id, name: 'b', phase: 'syncing' }, 't'),
  }
  await changeDirectorySettings(db, { directoryId: other.directory.id }, { clashingGroups: 'sync' }, 't')
  await lane().apply(other, [createUser(id(8), person('hal')), createGroup(id(28), 'staff', [id(8)])])
  const kinds = async () =>
    (await lane().pool.query('select kind, state from conflict where site_id = $1 order by key', [tenant.site.id])).rows
  expect(await kinds()).toEqual([
    { kind: 'local-group', state: 'resolved' },
    { kind: 'owned-by-other-directory', state: 'open' },
  ])
  expect(await resultOf(lane(), tenant, { name: 'undo-decision', conflictId })).toMatchObject({ undone: true })
  expect(await kinds()).toEqual([
    { kind: 'local-group', state: 'undone' },
    { kind: 'local-group', state: 'open' },
  ])
  expect(await groupsOf(tenant)).toEqual(['Staff: local ada bob cyd eve'])
  await expectWhole(tenant)
})
