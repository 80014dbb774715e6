/** `syncline record …` as processes of their own, on a site with one directory and a worker that applies what is decided. */
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addAccount } from '../support/existing-site.ts'
import { openPool } from '../support/pool.ts'
import { openTestApi, startTestWorker } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { GROUP, USER } from '../support/urns.ts'
import { runCli } from './run-cli.ts'

const WIDTH = 80

let database: TestDatabase
let pool: pg.Pool
let worker: RunningWorker
let directory: TestDirectory
let place: string[]
let jane: string
let guest: string

const run = (...args: string[]) => runCli(['record', ...args], { DATABASE_URL: database.url })
const json = async (...args: string[]) => {
  const { stdout, stderr } = await run(...args, '--json')
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  directory = await createTestDirectory(pool)
  await pool.query(`update directory set settings = '{"externalUsers":"review"}' where id = $1`, [
    directory.directoryId,
  ])
  const { rows } = await pool.query('select public_id from site where id = $1', [directory.siteId])
  place = ['--site', rows[0].public_id, '--directory', directory.directoryPublicId]
  await addAccount(pool, directory.siteId, { email: 'spare@example.com' })
  const api = await openTestApi(database)
  worker = await startTestWorker(database)
  const create = async (path: string, body: object): Promise<string> => {
    const answer = await api.scim(directory, 'POST', path, body)
    expect(answer.status).toBe(201)
    return answer.body.id
  }
  jane = await create('/Users', { schemas: [USER], userName: 'jane@example.com', displayName: 'Jane Doe' })
  await create('/Users', { schemas: [USER], userName: 'nobody' })
  guest = await create('/Users', { schemas: [USER], userName: 'guest@partner.example' })
  await create('/Groups', { schemas: [GROUP], displayName: 'Team', members: [{ value: jane }, { value: guest }] })
  await api.close()
})
afterAll(async () => {
  await worker.close()
  await pool.end()
  await database.drop()
})

describe('syncline record', () => {
  it('lists users and groups with their status, readable at 80 columns', async () => {
    const { stdout } = await run('list', ...place)
    expect(stdout).toMatch(/jane@example\.com +provisioned/)
    expect(stdout).toMatch(/nobody +held +no-email/)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(WIDTH)
    expect((await run('list', ...place, '--groups')).stdout).toMatch(/Team +provisioned/)
    expect((await json('list', ...place, '--status', 'held')).map(({ name }: { name: string }) => name)).toEqual([
      'guest@partner.example',
      'nobody',
    ])
    expect((await run('list', ...place, '--name', 'zz')).stdout).toBe('No such record was found.\n')
    expect((await run('list', ...place, '--status', 'lost')).stderr).toContain('Allowed choices are')
  })

  it('says why, by name or by id', async () => {
    const byName = await run('show', 'NOBODY', ...place)
    expect(byName.stdout).toContain('held: Waits: it has no e-mail address')
    const byId = await run('show', jane, '--site', place[1] ?? '')
    expect(byId.stdout).toContain('owning link to jane@example.com')
    expect((await run('show', 'Team', ...place)).stdout).toContain('2 members in the directory; group "Team"')
    expect((await run('show', 'nobody', '--site', place[1] ?? '')).stderr).toContain('--directory')
    expect((await run('show', 'noone', ...place)).stderr).toContain('no user or group "noone"')
  })

  it('counts and lists what is held, and dismisses', async () => {
    expect((await run('holds', '--site', place[1] ?? '')).stdout).toMatch(/no-email +1 +0/)
    const dismissed = await run('dismiss', 'nobody', 'no-email', ...place, '--reason', 'a machine')
    expect([dismissed.code, dismissed.stdout]).toEqual([0, 'Dismissed. It still ends by itself.\n'])
    expect(await json('holds', 'no-email', ...place, '--open')).toEqual([])
    expect(await json('holds', 'no-email', ...place, '--dismissed')).toMatchObject([
      { name: 'nobody', holds: [{ by: expect.stringMatching(/^cli:/) }] },
    ])
  })

  it('writes externals as CSV, and decides about them', async () => {
    const csv = await run('external', directory.directoryPublicId)
    expect(csv.stdout.split('\r\n')[1]).toBe(`guest@partner.example,${guest},yes,Team`)
    expect((await run('approve', 'guest@partner.example', ...place)).stdout).toBe('1 decided.\n')
    expect((await run('show', guest, ...place)).stdout).toContain('provisioned')
    expect(await json('ignore', ...place, '--all')).toEqual({ done: 0, notApplicable: [] })
    expect((await run('approve', ...place)).stderr).toContain('--all')
  })

  it('unlinks, links and resyncs; what a rule refuses is said in words', async () => {
    expect((await run('unlink', 'jane@example.com', ...place)).stdout).toContain('Unlinked')
    expect((await run('unlink', 'jane@example.com', ...place)).stderr).toContain('linked to no account')
    const linked = await run('link', 'jane@example.com', ...place, '--account', 'spare@example.com')
    expect([linked.code, linked.stdout]).toEqual([0, 'Linked: it owns the account now.\n'])
    expect((await run('resync', jane, ...place)).stdout).toBe('1 projected again.\n')
    expect((await run('resync', ...place, '--all')).stdout).toContain('All records')
    expect((await run('member-link', jane, ...place)).code).toBe(1)
    expect((await run('move-ownership', jane, ...place)).stderr).toContain('owns an account already')
  })
})
