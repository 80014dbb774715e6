/** `syncline guard …` and `syncline inbox` as processes of their own. */
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addAccount, addApp, addLocalGroup } from '../support/existing-site.ts'
import { addGuardItem } from '../support/guard-items.ts'
import { openPool } from '../support/pool.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { runCli } from './run-cli.ts'

const WIDTH = 80

let database: TestDatabase
let pool: pg.Pool
let tenant: Tenant
let ada: string
let staff: string

const run = (...args: string[]) => runCli([...args, '--site', tenant.site.publicId], { DATABASE_URL: database.url })
const json = async (...args: string[]) => {
  const { stdout, stderr } = await run(...args, '--json')
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

function expectReadable(stdout: string): void {
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(WIDTH)
}

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  tenant = await createTenant(pool)
  const place = { siteId: tenant.site.id, directoryId: tenant.directory.id }
  const email = 'ada.with.a.rather.long.name@subsidiary.example.com'
  const account = await addAccount(pool, tenant.site.id, { email })
  const group = await addLocalGroup(pool, tenant.site.id, 'Engineering Reviewers of the north')
  await addApp(pool, tenant.site.id, 'Wiki', [group])
  await pool.query('insert into site_member (site_id, group_key, account_key, origin) values ($1, $2, $3, $4)', [
    ...[tenant.site.id, group, account, -tenant.directory.id],
  ])
  ada = await addGuardItem(pool, place, { accountKey: account, name: 'Ada', groups: ['Staff', 'Crew'] })
  const kept = { siteGroupKey: group, people: 1_234, gone: true } as const
  staff = await addGuardItem(pool, place, { kind: 'group-deleted', since: new Date(0), ...kept })
  await addGuardItem(pool, place, { kind: 'deleted', state: 'released', closed: true })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('guard list shows what is held, by kind and of any state, at 80 columns', async () => {
  const { code, stdout } = await run('guard', 'list')
  expect([code, stdout]).toEqual([0, expect.stringMatching(/group-deleted +1234 +1970-01-01 00:00Z\n/)])
  expectReadable(stdout)
  const all = await run('guard', 'list', '--state', 'all')
  expect(all.stdout).toMatch(/group-deleted +1234 +held +1970-01-01 00:00Z\n/)
  expect(all.stdout).toMatch(/deleted +1 +released +/)
  expectReadable(all.stdout)
  expect((await json('guard', 'list')).map(({ id }: { id: string }) => id)).toEqual([staff, ada])
  expect((await json('guard', 'list', '--kind', 'deactivated')).map(({ id }: { id: string }) => id)).toEqual([ada])
  expect(await json('guard', 'list', '--state', 'all')).toHaveLength(3)
  expect((await run('guard', 'list', '--kind', 'deleted')).stdout).toBe('The guard holds nothing.\n')
  expect((await run('guard', 'list', '--kind', 'lost')).stderr).toContain('Allowed choices are')
  expect((await run('guard', 'list', '--directory', 'nowhere')).stderr).toContain('There is no directory "nowhere"')
})

test('guard show finds a person by address and a group by name, and says whom it keeps in', async () => {
  const person = await run('guard', 'show', 'ADA.with.a.rather.long.name@subsidiary.example.com')
  expect(person.stdout).toContain(
    ': deactivated\n  Switched off in the directory.\n  The site keeps it as it was until somebody releases or rejects it.\n',
  )
  expect(person.stdout).toContain('it was in: Staff, Crew')
  expect(person.stdout).toContain('you can: release, or reject it')
  const group = await run('guard', 'show', 'engineering reviewers of the north')
  expect(group.stdout).toContain('the only way in of 1234 people')
  expect(group.stdout).toContain('everything')
  expectReadable(group.stdout.split('\n').slice(-5).join('\n'))
  expect(await json('guard', 'show', staff)).toMatchObject({ id: staff, keeps: [{ onlyWayIn: true }] })
  const nobody = await run('guard', 'show', 'nobody@example.com')
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('holds nobody and no group')])
})

test('guard status shows the window of each directory beside its limit, and of the site', async () => {
  await pool.query(
    `insert into guard_loss (site_id, key, directory_id, account_key, at, base, site_base, counts)
     select $1, 9000 + n, $2, 1000 + n, now() - make_interval(hours => 30 - 5 * n), 30 + n, 400, n <> 4 from generate_series(1, 5) n`,
    [tenant.site.id, tenant.directory.id],
  )
  const { stdout } = await run('guard', 'status')
  // The first is too old to be of the window; the fourth does not count.
  expect(stdout).toMatch(/directory +3 +10 +10 or 20% +2 +1,235 +\d{4}-/)
  expect(stdout).toMatch(/\(the whole site\) +3 +80 +10 or 20%/)
  expectReadable(stdout)
  const status = await json('guard', 'status')
  expect(status.directories).toMatchObject([{ losses: 3, base: 32, limit: 10, setting: { people: 10, percent: 20 } }])
  const environment = { DATABASE_URL: database.url }
  await runCli(['directory', 'set', tenant.directory.publicId, 'guard=false'], environment)
  expect((await run('guard', 'status')).stdout).toMatch(/directory +3 +off +2/)
})

test('the guard of a site is set, shown and set back; what is no setting is refused', async () => {
  const set = (...settings: string[]) =>
    runCli(['site', 'set', tenant.site.publicId, ...settings], { DATABASE_URL: database.url })
  expect((await set('guardPercent=50', 'guardPeople=3')).stdout).toMatch(/guardPeople +3 +10\nguardPercent +50 +20/)
  expect(await json('guard', 'status')).toMatchObject({ site: { setting: { people: 3, percent: 50 }, limit: 200 } })
  expect((await set('guardPercent=')).stdout).toMatch(/guardPeople +3 +10\nguardPercent +20\n/)
  const [large, unknown] = [await set('guardPercent=101'), await set('guards=false')]
  expect([large.code, large.stderr]).toEqual([1, expect.stringContaining('guardPercent')])
  expect(unknown.stderr).toContain('There is no setting "guards". There are: guard, guardPeople, guardPercent.')
  expect((await set()).stdout).toMatch(/guardPercent +20\n/)
})

test('inbox counts and lists, at 80 columns', async () => {
  await pool.query(
    `insert into conflict (site_id, key, id, directory_id, record_key, record_id, site_group_key, site_group_id, kind, name,
       name_key, state, version, first_seen)
     values ($1, 900, gen_random_uuid(), $2, 900, gen_random_uuid(), 1, gen_random_uuid(), 'owned-by-other-directory',
       'A group with a name that is longer than a column', 'x', 'open', 1, now())`,
    [tenant.site.id, tenant.directory.id],
  )
  const { stdout } = await run('inbox')
  expect(stdout).toContain('  1 owned-by-other-directory\n')
  expect(stdout).toContain('  1 deactivated, 1 group-deleted\n  1,235 people keep access by them\n')
  expect(stdout).toMatch(/directory +guard +1,235 +1970-01-01 00:00:00Z +over 15 minutes/)
  expectReadable(stdout)
  expect(await json('inbox')).toMatchObject({ conflicts: { open: 1 }, guard: { held: 2 }, starts: [] })
})
