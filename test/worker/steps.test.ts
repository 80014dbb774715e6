/** Steps: marked rows are projected again, and a directory that starts is walked through; each row once, whatever happens. */
import type { Command } from '@syncline/core/domain/command.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { readCommandOutcomes } from '@syncline/core/storage/journal/command-outcome.ts'
import { runSlice } from '@syncline/worker/lane/slice.ts'
import { expect, test } from 'vitest'
import { createGroup, createUser, person } from '../support/requests.ts'
import { readSiteImage } from '../support/site-image.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()

const PEOPLE = 25

async function command(tenant: Tenant, asked: Command): Promise<string> {
  const id = uuidv7()
  const request = { id, siteId: tenant.site.id, actor: 'test', reason: null, command: asked }
  await appendCommand(createKysely(lane().pool), request)
  return id
}

/** A directory in review with people in it, and a group of them all. */
async function reviewed(): Promise<Tenant> {
  const tenant = await createTenant(lane().pool)
  await setPhase(tenant, 'reviewing')
  const ids = Array.from({ length: PEOPLE }, () => uuidv7())
  await lane().apply(tenant, [
    ...ids.map((id, n) => createUser(id, person(`user ${n}`))),
    createGroup(uuidv7(), 'Staff', ids),
  ])
  return tenant
}

function setPhase({ directory }: Tenant, phase: string) {
  return lane().pool.query('update directory set phase = $2 where id = $1', [directory.id, phase])
}

async function begin(tenant: Tenant): Promise<string> {
  const operationId = uuidv7()
  await setPhase(tenant, 'starting')
  await lane().pool.query(
    `insert into start (site_id, operation_id, directory_id, state, records, began_seq, actor, began_at)
     values ($1, $2, $3, 'running', $4, 0, 'test', now())`,
    [tenant.site.id, operationId, tenant.directory.id, PEOPLE + 1],
  )
  return operationId
}

async function started(tenant: Tenant) {
  const { rows } = await lane().pool.query<{ state: string; walked: number; phase: string }>(
    `select s.state, s.walked, d.phase from start s join directory d on d.id = s.directory_id where s.site_id = $1`,
    [tenant.site.id],
  )
  return rows[0]
}

async function site(tenant: Tenant) {
  const image = await readSiteImage(lane().pool, tenant.site.id)
  const count = (rows: readonly unknown[] | undefined) => rows?.length ?? 0
  return { accounts: count(image.accounts), members: count(image.siteMembers), groups: count(image.siteGroups) }
}

/** `last`: at the last place in the history of the site. */
async function ends(tenant: Tenant) {
  const { rows } = await lane().pool.query(
    `select c.kind, c.subject_id, c.operation_id, c.applied_seq = l.applied_seq as last
     from change c join lane l on l.site_id = c.site_id where c.site_id = $1 and c.subject_type = 'start'`,
    [tenant.site.id],
  )
  return rows
}

const EMPTY = { accounts: 0, members: 0, groups: 0 }
const WHOLE = { accounts: PEOPLE, members: PEOPLE, groups: 1 }

test('what a directory in review is told is kept, and nothing of it reaches the site', async () => {
  expect(await site(await reviewed())).toEqual(EMPTY)
})

test.each([1, 7, 1_000])(
  'a start in steps of %i rows walks past each record once and ends the review',
  async (stepSize) => {
    const tenant = await reviewed()
    const id = await begin(tenant)
    const { deps } = lane()
    expect(await runSlice({ ...deps, stepSize }, tenant.site.id, { unfloored: true })).toBe('drained')
    expect(await ends(tenant)).toEqual([{ kind: 'finished', subject_id: id, operation_id: id, last: true }])
    expect(await site(tenant)).toEqual(WHOLE)
    expect(await started(tenant)).toEqual({ state: 'finished', walked: PEOPLE + 1, phase: 'syncing' })
  },
)

test('what arrives while a directory starts is projected with its own step, and not before', async () => {
  const tenant = await reviewed()
  await begin(tenant)
  await lane().append(tenant, [createUser(uuidv7(), person('late'))])
  const { deps } = lane()
  await runSlice({ ...deps, stepSize: 10 }, tenant.site.id, { unfloored: true })
  expect(await site(tenant)).toEqual({ ...WHOLE, accounts: PEOPLE + 1 })
  expect(await started(tenant)).toMatchObject({ state: 'finished', walked: PEOPLE + 2 })
})

test('a step that is broken off before its commit has done nothing, and is done again', async () => {
  const tenant = await reviewed()
  await begin(tenant)
  const { deps } = lane()
  let steps = 0
  const atBoundary = (boundary: string) => {
    if (boundary !== 'step-planned') return
    steps += 1
    if (steps === 2) throw new Error('connection terminated')
  }
  await runSlice({ ...deps, stepSize: 10, atBoundary }, tenant.site.id, { unfloored: true })
  expect(steps).toBeGreaterThan(3)
  expect(await site(tenant)).toEqual(WHOLE)
  expect(await started(tenant)).toEqual({ state: 'finished', walked: PEOPLE + 1, phase: 'syncing' })
})

test('a row that breaks every step it is in is left for an operator, and the others are projected', async () => {
  const tenant = await reviewed()
  // Whatever the cause: its account cannot be written.
  await lane().pool.query(
    `alter table account add constraint one_breaks check (site_id <> ${tenant.site.id} or email <> 'user 13@example.com')`,
  )
  try {
    await begin(tenant)
    await runSlice({ ...lane().deps, stepSize: 10 }, tenant.site.id, { unfloored: true })
  } finally {
    await lane().pool.query('alter table account drop constraint one_breaks')
  }
  expect(await site(tenant)).toEqual({ accounts: PEOPLE - 1, members: PEOPLE - 1, groups: 1 })
  const { rows } = await lane().pool.query('select failure from dirty where site_id = $1', [tenant.site.id])
  expect(rows).toEqual([{ failure: 'database error 23514 on one_breaks' }])
})

test('a command is settled with its outcome, and what it marked is projected behind it', async () => {
  const tenant = await reviewed()
  await setPhase(tenant, 'syncing')
  const id = await command(tenant, {
    name: 'reproject',
    scopes: [{ kind: 'directory', directoryId: tenant.directory.id }],
  })
  await lane().drain(tenant)
  expect(await readCommandOutcomes(lane().pool, tenant.site.id, [id])).toMatchObject([{ kind: 'done', result: {} }])
  expect(await site(tenant)).toEqual(WHOLE)
  const { rows } = await lane().pool.query(
    'select distinct operation_id from change where site_id = $1 and subject_type = $2',
    [tenant.site.id, 'account'],
  )
  expect(rows).toEqual([{ operation_id: id }])
})

test('every place in the history of a site has its outcome, those of steps too', async () => {
  const tenant = await reviewed()
  await begin(tenant)
  await runSlice({ ...lane().deps, stepSize: 5 }, tenant.site.id, { unfloored: true })
  const places = (await lane().outcomes(tenant)).map(({ appliedSeq }) => appliedSeq)
  expect(places).toEqual(places.map((_, at) => at + 1))
  const { rows } = await lane().pool.query('select applied_seq from lane where site_id = $1', [tenant.site.id])
  expect(rows).toEqual([{ applied_seq: places.length }])
})

test('while a directory is paused its marked rows wait, and those of others do not', async () => {
  const [paused, other] = [await reviewed(), await reviewed()]
  await setPhase(paused, 'syncing')
  await lane().pool.query("update directory set paused = 'hold', paused_at = now() where id = $1", [
    paused.directory.id,
  ])
  await command(paused, { name: 'reproject', scopes: [{ kind: 'directory', directoryId: paused.directory.id }] })
  await lane().drain(paused)
  expect(await site(paused)).toEqual(EMPTY)
  await setPhase(other, 'syncing')
  await command(other, { name: 'reproject', scopes: [{ kind: 'directory', directoryId: other.directory.id }] })
  await lane().drain(other)
  expect(await site(other)).toEqual(WHOLE)
  await lane().pool.query('update directory set paused = null, paused_at = null where id = $1', [paused.directory.id])
  await lane().drain(paused)
  expect(await site(paused)).toEqual(WHOLE)
})
