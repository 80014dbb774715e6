/** `syncline app|project|group …` as processes of their own, with a worker beside them. */
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { openTestApi, startTestWorker } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { GROUP, USER } from '../support/urns.ts'
import { runCli } from './run-cli.ts'

let database: TestDatabase
let pool: pg.Pool
let worker: RunningWorker
let site: string
let staffRecord: string

const run = (...args: string[]) => runCli([...args, '--site', site], { DATABASE_URL: database.url })
const said = async (...args: string[]) => {
  const { code, stdout, stderr } = await run(...args)
  expect([code, stderr]).toEqual([0, ''])
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  return stdout
}

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  worker = await startTestWorker(database)
  const directory = await createTestDirectory(pool)
  const { rows } = await pool.query('select public_id from site where id = $1', [directory.siteId])
  site = rows[0].public_id
  const api = await openTestApi(database)
  const user = await api.scim(directory, 'POST', '/Users', { schemas: [USER], userName: 'ada@example.com' })
  const members = [{ value: user.body.id }]
  const group = await api.scim(directory, 'POST', '/Groups', { schemas: [GROUP], displayName: 'Staff', members })
  staffRecord = group.body.id
  await api.close()
})
afterAll(async () => {
  await worker.close()
  await pool.end()
  await database.drop()
})

it('makes an app, lets a group reach it, shows who does, and ends it', async () => {
  expect(await said('app', 'list')).toContain('There is no app yet')
  expect(await said('app', 'create', 'Wiki', '--reason', 'new')).toContain('Created app "Wiki"')
  expect(await said('app', 'list')).toMatch(/Wiki +[0-9a-f-]{36}/)
  expect(await said('app', 'grant', 'wiki', 'staff')).toBe('Now group "staff" gives access to app "wiki".\n')
  expect(await said('app', 'grant', 'wiki', 'staff')).toContain('Already')
  expect(await said('app', 'groups', 'Wiki')).toMatch(/Staff +synced/)
  expect(await said('app', 'people', 'Wiki')).toMatch(/ada@example.com +managed +Staff/)
  expect(await said('people', 'access', 'ada@example.com')).toMatch(/app +Wiki +Staff/)
  expect(await said('group', 'show', 'Staff')).toMatch(/gives access to: app Wiki\n +members: ada@example.com/)
  expect(await said('app', 'rename', 'Wiki', 'Desk')).toContain('to "Desk"')

  const kept = await run('app', 'delete', 'Desk')
  expect([kept.code, kept.stderr]).toEqual([1, expect.stringContaining('Revoke, or force.')])
  expect(await said('app', 'revoke', 'Desk', 'Staff')).toContain('gives no access')
  expect(await said('people', 'access', 'ada@example.com')).toContain('reaches nothing')
  expect(await said('app', 'grant', 'Desk', 'Staff')).toContain('Now')
  expect(await said('app', 'delete', 'Desk', '--force')).toContain('Grants that ended with it: 1.')
  expect((await run('app', 'people', 'Desk')).stderr).toContain('The site has no app "Desk"')
})

it('refuses a project for a group, and says so', async () => {
  await said('project', 'create', 'Portal')
  const refused = await run('project', 'grant', 'Portal', 'Staff')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('organizations of customers to projects')])
  expect(JSON.parse((await run('project', 'list', '--json')).stdout)).toMatchObject([
    { kind: 'project', name: 'Portal' },
  ])
})

it('makes a group local and default, and links its record again', async () => {
  expect(await said('group', 'list')).toMatch(/Staff +group +synced/)
  expect((await run('group', 'default-access', 'Staff', 'on')).stderr).toContain('Make it local first')
  expect(await said('group', 'detach', 'Staff')).toContain('"Staff" is local now.')
  expect(await said('group', 'detach', 'Staff')).toContain('already')
  expect(await said('group', 'default-access', 'Staff', 'on')).toContain('gives default access.')
  expect(await said('group', 'list')).toMatch(/Staff +group +local, default access/)
  expect(await said('group', 'link-again', staffRecord)).toContain('It is not linked: default-group.')
  expect((await run('group', 'default-access', 'Staff', 'maybe')).stderr).toContain('Say on or off.')
})

it('shows and changes which names are built in', async () => {
  const names = (...args: string[]) => runCli(['site', 'built-in-names', site, ...args], { DATABASE_URL: database.url })
  expect((await names()).stdout).toContain('At this site: none')
  expect((await names('--add', 'Board', 'Crew')).stdout).toContain('At this site: Board, Crew')
  expect((await names('--remove', 'BOARD')).stdout).toContain('At this site: Crew')
  expect(JSON.parse((await names('--json')).stdout)).toMatchObject({ builtInNames: ['Crew'] })
})
