/** What the report of a start says of rows that came out otherwise than previewed: a change explains what it is about, and nothing else. */
import type { DirectoryPolicy } from '@syncline/core/domain/directory-policy.ts'
import type { MarkScope } from '@syncline/core/domain/mark.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { expect, test } from 'vitest'
import { createGroup, createUser, person, renameGroup } from '../support/requests.ts'
import { appendCommandOf, createReviewed, previewOf, reported } from '../support/start-world.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useTestLane } from '../support/use-test-lane.ts'
import { verifyDomains } from '../support/verified-domains.ts'

const system = useTestSystem({ apis: {}, directory: 'none' })
const lane = useTestLane(system)

async function set({ directory }: Tenant, own: Partial<Pick<DirectoryPolicy, 'externalUsers'>>): Promise<void> {
  await lane().pool.query('update directory set settings = settings || $2::jsonb where id = $1', [
    directory.id,
    JSON.stringify(own),
  ])
}

/** Somebody on a verified domain, somebody on no such, and a group; the second one is held for a review. */
async function world(): Promise<Tenant> {
  const tenant = await createReviewed(lane().pool)
  await set(tenant, { externalUsers: 'review' })
  await lane().apply(tenant, [
    createUser(uuidv7(), person('inside', 'inside@example.com')),
    createUser(uuidv7(), person('outside', 'outside@partner.example')),
    createGroup(uuidv7(), 'Staff', []),
  ])
  return tenant
}

/** As if the preview had said so of these: nothing that happened is the cause of it. */
async function tamper(tenant: Tenant, kinds: Readonly<Record<number, string>>): Promise<void> {
  await lane().pool.query(
    `update preview_row r set kind = k.value from (
       select p.record_key, row_number() over (order by p.record_key) - 1 as n from preview_row p where p.site_id = $1) o
     join jsonb_each_text($2::jsonb) k on k.key = o.n::text
     where r.site_id = $1 and r.record_key = o.record_key`,
    [tenant.site.id, JSON.stringify(kinds)],
  )
}

const reproject = (tenant: Tenant, ...scopes: MarkScope[]) =>
  appendCommandOf(lane().pool, tenant, { name: 'reproject', scopes })

/** @returns of each row that came out otherwise what it was, is, and which operation explains it */
async function startAndCompare(tenant: Tenant, previewId: string) {
  const { pool } = lane()
  const directoryId = tenant.directory.id
  await appendCommandOf(pool, tenant, { name: 'start', directoryId, previewId, takeToday: true })
  await lane().drain(tenant)
  const { report } = await reported(system.database().url, pool, tenant)
  const { rows } = await pool.query(
    `select kind_before as before, kind_now as now, changed_by as by, changed_what as what
     from start_difference where site_id = $1 order by record_key`,
    [tenant.site.id],
  )
  expect(report).toMatchObject({ unexplained: rows.filter(({ by }) => by === null).length })
  return rows
}

const nobody = { by: null, what: null }

test('a domain explains the people on it, and nobody else', async () => {
  const { pool } = lane()
  const tenant = await world()
  const preview = await previewOf(system.database().url, pool, tenant)
  await tamper(tenant, { 0: 'no-email', 2: 'conflict' })
  await verifyDomains(pool, tenant.site.id, ['partner.example'])
  const by = await reproject(tenant, { kind: 'domains', domains: ['partner.example'] })
  await reproject(tenant, { kind: 'domains', domains: ['elsewhere.example'] })
  expect(await startAndCompare(tenant, preview)).toEqual([
    { before: 'no-email', now: 'create', ...nobody },
    { before: 'external-review', now: 'create', by, what: 'settings' },
    { before: 'conflict', now: 'create', ...nobody },
  ])
})

test('a policy explains those that were held by it, or are, in its directory', async () => {
  const { pool } = lane()
  const tenant = await world()
  const preview = await previewOf(system.database().url, pool, tenant)
  await tamper(tenant, { 0: 'no-email' })
  await set(tenant, { externalUsers: 'sync' })
  const held = { kind: 'holds', holds: ['external-review'] } as const
  const by = await reproject(tenant, { ...held, directoryId: tenant.directory.id })
  await reproject(tenant, { ...held, directoryId: tenant.directory.id + 100_000 })
  expect(await startAndCompare(tenant, preview)).toEqual([
    { before: 'no-email', now: 'create', ...nobody },
    { before: 'external-review', now: 'create', by, what: 'settings' },
  ])
})

test('built-in names explain groups of these names', async () => {
  const { pool } = lane()
  const tenant = await world()
  await lane().apply(tenant, [createGroup(uuidv7(), 'Others', [])])
  const preview = await previewOf(system.database().url, pool, tenant)
  await tamper(tenant, { 2: 'built-in', 3: 'conflict' })
  const by = await reproject(tenant, { kind: 'group-names', names: ['staff'] })
  expect(await startAndCompare(tenant, preview)).toEqual([
    { before: 'built-in', now: 'create', by, what: 'settings' },
    { before: 'conflict', now: 'create', ...nobody },
  ])
})

test('to project a directory again, or rows, is no change: it explains nothing', async () => {
  const { pool } = lane()
  const tenant = await world()
  const preview = await previewOf(system.database().url, pool, tenant)
  await tamper(tenant, { 0: 'no-email', 2: 'conflict' })
  await reproject(tenant, { kind: 'directory', directoryId: tenant.directory.id }, { kind: 'conflicts' })
  expect(await startAndCompare(tenant, preview)).toEqual([
    { before: 'no-email', now: 'create', ...nobody },
    { before: 'conflict', now: 'create', ...nobody },
  ])
})

test('what explains the record that is in the way explains who had to wait for it', async () => {
  const { pool } = lane()
  const tenant = await createReviewed(pool)
  const [first, second] = [uuidv7(), uuidv7()]
  const twice = { emails: [{ value: 'both@partner.example', type: 'work', primary: true }] }
  await set(tenant, { externalUsers: 'sync' })
  await lane().apply(tenant, [
    createUser(first, { userName: 'first', ...twice }),
    createUser(second, { userName: 'second', ...twice }),
  ])
  const preview = await previewOf(system.database().url, pool, tenant)
  // As if the first one had been stopped by the policy, so that the second one was to get the account.
  await tamper(tenant, { 0: 'external-review', 1: 'create' })
  const directoryId = tenant.directory.id
  const by = await reproject(tenant, { kind: 'holds', directoryId, holds: ['external-review'] })
  expect(await startAndCompare(tenant, preview)).toEqual([
    { before: 'external-review', now: 'create', by, what: 'settings' },
    { before: 'create', now: 'duplicate', by, what: 'other' },
  ])
})

test('a directory that is disconnected explains who waited for its people', async () => {
  const { pool } = lane()
  const former = await createTenant(pool)
  const options = { siteId: former.site.id, name: 'next', phase: 'reviewing' } as const
  const tenant: Tenant = { ...former, directory: await createDirectory(createKysely(pool), options, 'test') }
  await lane().apply(former, [createUser(uuidv7(), person('waits', 'waits@example.com'))])
  await lane().apply(tenant, [
    createUser(uuidv7(), person('waits', 'waits@example.com')),
    createUser(uuidv7(), person('other', 'other@example.com')),
  ])
  const preview = await previewOf(system.database().url, pool, tenant)
  await tamper(tenant, { 1: 'no-email' })
  await pool.query("update directory set phase = 'disconnected' where id = $1", [former.directory.id])
  const by = await appendCommandOf(pool, tenant, { name: 'disconnect-directory', directoryId: former.directory.id })
  expect(await startAndCompare(tenant, preview)).toEqual([
    { before: 'duplicate', now: 'link', by, what: 'other' },
    { before: 'no-email', now: 'create', ...nobody },
  ])
})

test('what was done to the record itself goes before everything else', async () => {
  const { pool } = lane()
  const tenant = await world()
  const group = uuidv7()
  await lane().apply(tenant, [createGroup(group, 'Before', [])])
  const preview = await previewOf(system.database().url, pool, tenant)
  await tamper(tenant, { 3: 'built-in' })
  await reproject(tenant, { kind: 'group-names', names: ['after'] })
  await lane().apply(tenant, [renameGroup(group, 'After')])
  expect(await startAndCompare(tenant, preview)).toMatchObject([{ before: 'built-in', now: 'create', what: 'record' }])
})
