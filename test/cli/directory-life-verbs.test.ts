/** `syncline directory pause|resume|disconnect` and what changes domains, as processes of their own, with a worker beside them. */
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'
import { openPool } from '../support/pool.ts'
import { createGroup, createUser, person, replaceUser } from '../support/requests.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { startTestWorker } from '../support/test-api.ts'
import { waitUntil } from '../support/wait-until.ts'
import { runCli } from './run-cli.ts'

const ADA = '01900001-0000-7000-8000-000000000001'
const STAFF = '01900002-0000-7000-8000-000000000001'

let database: TestDatabase
let pool: pg.Pool
let lane: TestLane
let tenant: Tenant
let worker: Awaited<ReturnType<typeof startTestWorker>>

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  lane = openTestLane(database.url)
  worker = await startTestWorker(database)
})
afterAll(async () => {
  await worker.close()
  await lane.close()
  await pool.end()
  await database.drop()
})
beforeEach(async () => {
  tenant = await createTenant(pool)
  await apply([createUser(ADA, person('ada')), createGroup(STAFF, 'Staff', [ADA])])
})

async function apply(requests: Parameters<TestLane['append']>[1]): Promise<void> {
  const ids = await lane.append(tenant, requests)
  const done = async () => {
    const outcomes = await lane.outcomes(tenant)
    return ids.every((id) => outcomes.some(({ operationId }) => operationId === id))
  }
  await waitUntil(done, (all) => all)
}

const run = (verb: string, ...args: string[]) =>
  runCli(['directory', verb, tenant.directory.publicId, ...args], { DATABASE_URL: database.url })
const show = async () => JSON.parse((await run('show', '--json')).stdout)
const domain = (...args: string[]) =>
  runCli(['domain', ...args, '--site', tenant.site.publicId], { DATABASE_URL: database.url })

it('pauses with a reason, shows what waits and who keeps access, and resumes', async () => {
  expect(await run('pause')).toMatchObject({ code: 1, stdout: '' })
  const paused = await run('pause', '--reason', 'a look')
  expect(paused.stdout).toContain('(hold).\nWhat it sends is applied to the directory')
  await apply([replaceUser(ADA, 'active', false)])
  expect(await show()).toMatchObject({
    phase: 'syncing',
    pause: { mode: 'hold' },
    waiting: { records: 1, losses: 1 },
    settings: { discovery: 'open' },
  })
  expect((await run('show')).stdout).toMatch(/Waiting: 1 record, 1 of them losses: people keep access/)
  const listed = await runCli(['directory', 'list'], { DATABASE_URL: database.url })
  expect(listed.stdout).toMatch(/syncing,[\s\S]*paused \(hold\)/)

  const again = JSON.parse((await run('pause', '--mode', 'refuse', '--reason', 'no more', '--json')).stdout)
  expect(again).toMatchObject({ pause: { mode: 'refuse' } })
  expect((await run('resume')).stdout).toMatch(/^Resumed directory/)
  expect((await run('resume')).stdout).toContain('was not paused')
  await waitUntil(show, ({ waiting, pause }) => waiting.records === 0 && pause === null)
})

it('disconnects only when somebody said so, and says before what it means', async () => {
  const asked = await run('disconnect', '--reason', 'sold')
  expect(asked).toMatchObject({ code: 1, stdout: '' })
  expect(asked.stderr).toContain('1 accounts stay as they are')
  expect(asked.stderr).toContain('1 groups or organizations become local')
  expect(asked.stderr).toMatch(/Nothing was changed: no terminal to ask on\..*--yes/)
  expect(await show()).toMatchObject({ phase: 'syncing' })

  const done = await run('disconnect', '--reason', 'sold', '--yes', '--json')
  expect(JSON.parse(done.stdout)).toMatchObject({
    name: expect.stringContaining('(disconnected '),
    effects: { accounts: 1, groups: 1, pending: 0, credentials: 0 },
  })
  expect(await show()).toMatchObject({ phase: 'disconnected', disconnectedAt: expect.any(String) })
  const { rows } = await pool.query('select source from site_group where site_id = $1', [tenant.site.id])
  expect(rows).toEqual([{ source: 'local' }])
  expect((await run('disconnect', '--reason', 'sold', '--yes')).stderr).toContain('is disconnected already')
  expect((await run('pause', '--reason', 'late')).stderr).toContain('is disconnected')
})

it('shows whom a domain concerns before it is given up or assigned', async () => {
  const place = ['--directory', tenant.directory.publicId]
  const asked = await domain('assign', 'example.com', ...place)
  expect(asked).toMatchObject({ code: 1, stdout: '' })
  expect(asked.stderr).toContain('1 accounts have an address on it; 0 of them')
  const assigned = JSON.parse((await domain('assign', 'example.com', ...place, '--yes', '--json')).stdout)
  expect(assigned).toMatchObject({ name: 'example.com', effects: { accounts: 1, moving: 0, records: 1 } })

  const refused = await domain('remove', 'example.com', '--reason', 'sold')
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain('1 accounts on it become external')
  expect(JSON.parse((await domain('list', '--json')).stdout)).toMatchObject([{ name: 'example.com' }])
  expect(await domain('remove', 'example.com', '--reason', 'sold', '--yes')).toMatchObject({ code: 0 })
  expect(JSON.parse((await domain('list', '--json')).stdout)).toEqual([])
})
