/** `syncline demo` as a user runs it: processes of their own, an embedded Postgres, the real API. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'
import { demoDirectory, pidOf } from './demo-directory.ts'
import { runCli, startCli } from './run-cli.ts'

const USERS = 200
const GROUPS = 20
const SIZE = ['--users', String(USERS), '--groups', String(GROUPS)]

let dataDir: string
const environment = () => ({ SYNCLINE_DATA_DIR: dataDir, SYNCLINE_PORT: '0' })

beforeAll(async () => {
  dataDir = await demoDirectory()
})

afterAll(() => rm(dataDir, { recursive: true, force: true }))

// One after the other on one data directory: each goes on from what the one before has left.
describe('the demo', { timeout: 120_000 }, () => {
  it('syncs, verifies every user, group and membership over SCIM and in the rows, and ends with 0', async () => {
    const { code, stdout, stderr } = await runCli(['demo', '--once', '--json', ...SIZE], environment())
    expect(stderr).toContain('Created directory "Seed 1, 200 users, 20 groups" of site "Demo".')
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ ok: true, errors: 0, population: { users: USERS, groups: GROUPS } })
    const { memberships } = report.population
    expect(memberships).toBeGreaterThan(USERS)
    expect(report.verification).toMatchObject({
      directory: { users: USERS, groups: GROUPS, memberships },
      differences: 0,
      first: [],
    })
    expect(report.verification.site).toMatchObject({ groups: GROUPS })
    expect(report.verification.site.users).toBeGreaterThan(USERS * 0.95)
    expect(code).toBe(0)
  })

  it('goes on where it was: nothing is created or changed a second time', async () => {
    const { code, stdout, stderr } = await runCli(['demo', '--once', '--json', ...SIZE], environment())
    expect(stderr).toContain('Found directory')
    const kinds = JSON.parse(stdout).requests.map((row: { kind: string }) => row.kind)
    expect(kinds.sort()).toEqual(['list page', 'look up group', 'look up user', 'read group', 'test connection'])
    expect(code).toBe(0)
  })

  it('stays up with an address and a key that work, and ends whole at a signal', async () => {
    const demo = startCli(['demo', ...SIZE], environment())
    await waitUntil(demo.stdout, (text) => text.includes('Syncline keeps running'), { timeoutMs: 60_000 })
    const text = demo.stdout()
    const [, key = ''] = /export SYNCLINE_TOKEN=(\S+)/.exec(text) ?? []
    const [, baseUrl = ''] = /export SYNCLINE_SCIM=(\S+)/.exec(text) ?? []
    const answer = await fetch(`${baseUrl}/Users?count=2`, { headers: { authorization: `Bearer ${key}` } })
    expect(await answer.json()).toMatchObject({ totalResults: USERS, itemsPerPage: 2 })

    // The admin verbs find the server that runs in the data directory.
    const listed = await runCli(['directory', 'list', '--json'], environment())
    expect(JSON.parse(listed.stdout)).toMatchObject([{ site: 'Demo', id: baseUrl.slice(-36) }])

    const children = [pidOf('api', text), pidOf('worker', text)]
    demo.process.kill('SIGTERM')
    expect((await demo.result).code).toBe(0)
    await waitUntil(
      () => children.filter(isRunning),
      (left) => left.length === 0,
    )
    const logs = await Promise.all(
      ['api', 'worker', 'demo'].map((part) => readFile(join(dataDir, 'logs', `${part}.log`), 'utf8')),
    )
    expect(logs.join('')).not.toContain(key)
  })

  it('ends with 1 and says which, when a membership is missing at the site', async () => {
    await withDatabase((pool) =>
      pool.query('delete from site_member where ctid in (select ctid from site_member limit 1)'),
    )
    const { code, stdout } = await runCli(['demo', '--once', ...SIZE], environment())
    expect(stdout).toContain('NOT verified: 1 differences')
    expect(stdout).toMatch(/ {2}site group of .+: member .+ is missing/)
    expect(code).toBe(1)
  })
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function withDatabase(use: (pool: ReturnType<typeof createPool>) => Promise<unknown>): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir, logger: createLogger({ name: 'test', level: 'error' }) })
  const pool = createPool({ url: postgres.url, max: 1, applicationName: 'test', onError: () => undefined })
  try {
    await use(pool)
  } finally {
    await pool.end()
    await postgres.stop()
  }
}
