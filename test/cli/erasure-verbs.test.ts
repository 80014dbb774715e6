/** `syncline people erase|erasure` as processes of their own: what goes is shown and asked, and nothing is done without a yes. */
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addAccount } from '../support/existing-site.ts'
import { openPool } from '../support/pool.ts'
import { openTestApi, startTestWorker } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'
import { runCli } from './run-cli.ts'

const WIDTH = 80

let database: TestDatabase
let pool: pg.Pool
let worker: RunningWorker
let directory: TestDirectory
let site: string[]

const run = (...args: string[]) => runCli(args, { DATABASE_URL: database.url })
const because = ['--reason', 'ticket 7']
const people = async () =>
  (await pool.query('select email from account where site_id = $1 order by email', [directory.siteId])).rows.map(
    ({ email }) => email,
  )

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  directory = await createTestDirectory(pool)
  const { rows } = await pool.query('select public_id from site where id = $1', [directory.siteId])
  site = ['--site', rows[0].public_id]
  await addAccount(pool, directory.siteId, { email: 'local@example.com' })
  const api = await openTestApi(database)
  worker = await startTestWorker(database)
  const { status } = await api.scim(directory, 'POST', '/Users', { schemas: [USER], userName: 'jane@example.com' })
  expect(status).toBe(201)
  await api.close()
})
afterAll(async () => {
  await worker.close()
  await pool.end()
  await database.drop()
})

describe('syncline people erase', () => {
  it('shows what goes, and without a terminal only --yes goes on', async () => {
    const shown = await run('person', 'erasure', 'jane@example.com', ...site)
    expect(shown.stdout).toMatch(/Erasing [0-9a-f-]{36} is for good:/)
    expect(shown.stdout).toMatch(/user [0-9a-f-]{36} of "test\s+[0-9a-f]+"\s+goes\s+only\s+with\s+--records/)
    for (const line of shown.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(WIDTH)
    const asked = await run('person', 'erase', 'local@example.com', ...site, ...because)
    expect(asked.code).not.toBe(0)
    expect(asked.stderr).toContain('is for good')
    expect(asked.stderr).toContain('--yes')
    expect(await people()).toEqual(['jane@example.com', 'local@example.com'])
    expect((await run('person', 'erase', 'local@example.com', ...site)).stderr).toContain('--reason')
  })

  it('is told why not while a directory has the person', async () => {
    const { code, stderr } = await run('person', 'erase', 'jane@example.com', ...site, ...because, '--yes')
    expect(code).not.toBe(0)
    expect(stderr).toContain('delete or unassign them there first')
    expect(await people()).toContain('jane@example.com')
  })

  it('erases, by address or id, and says how far it has come', async () => {
    const { rows } = await pool.query(`select id from account where email = 'jane@example.com'`)
    const erased = await run('person', 'erase', 'JANE@example.com', ...site, ...because, '--records', '--yes')
    expect(erased.stdout).toContain(`Erased ${rows[0].id}.`)
    expect(await people()).toEqual(['local@example.com'])
    await pool.query(`update erasure set began_at = began_at - interval '1 minute'`)
    const { stdout } = await waitUntil(
      () => run('people', 'erasure', rows[0].id, ...site),
      (shown) => shown.stdout.includes('was blanked'),
    )
    expect(stdout).toMatch(/^Erased .* by cli:.*: ticket 7$/m)
    const again = await run('person', 'erase', rows[0].id, ...site, ...because, '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ person: rows[0].id, erasedNow: false })
  })

  it('knows nobody else', async () => {
    const nobody = '0190cccc-0000-7000-8000-000000000000'
    expect((await run('person', 'erase', nobody, ...site, ...because, '--yes')).stderr).toContain('has no person')
    expect((await run('person', 'erasure', 'x@example.com', ...site)).stderr).toContain('Nobody of the workforce')
    const { rows } = await pool.query('select id from directory_user where site_id = $1', [directory.siteId])
    expect(rows).toEqual([])
  })
})
