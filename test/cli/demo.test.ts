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

/** What a sync asks that finds everything as it should be. */
const LOOKS = ['list page', 'look up group', 'look up user', 'read group', 'test connection']

/** One of each by the partner company, and one that the first directory brings. */
const CONFLICTS = { 'local-group': 2, 'owned-by-other-directory': 1, 'default-group': 1, 'rename-clash': 1 }

const kindsIn = (report: { requests: { kind: string }[] }) => report.requests.map(({ kind }) => kind).sort()

let dataDir: string
const environment = () => ({ SYNCLINE_DATA_DIR: dataDir, SYNCLINE_PORT: '0' })

beforeAll(async () => {
  dataDir = await demoDirectory()
})

afterAll(() => rm(dataDir, { recursive: true, force: true }))

// One after the other on one data directory: each goes on from what the one before has left.
describe('the demo', { timeout: 240_000 }, () => {
  it('with --review stops at the preview: the directory has everything, the site nothing, and how to go on is said', async () => {
    const { code, stdout, stderr } = await runCli(['demo', '--once', '--json', '--review', ...SIZE], environment())
    expect(stderr).toContain('Created directory "Seed 1, 200 users, 20 groups" of site "Demo".')
    expect(stderr).toContain('Imported over the admin API: 40 existing accounts, 3 local groups.')
    expect(stderr).toContain('Preview of directory "Seed 1, 200 users, 20 groups"')
    expect(stderr).toContain('npm run demo -- --users 200 --groups 20')
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ ok: true, errors: 0, population: { users: USERS, groups: GROUPS } })
    const { memberships } = report.population
    expect(memberships).toBeGreaterThan(USERS)
    expect(report.verification).toMatchObject({
      directory: { users: USERS, groups: GROUPS, memberships },
      site: { users: 0, groups: 0, memberships: 0 },
      differences: 0,
      first: [],
    })
    const { users, groups, likelyPairs } = report.preview.counts
    expect(users.link).toBeGreaterThan(10)
    expect(users.create).toBeGreaterThan(100)
    expect(groups).toEqual({ create: GROUPS - 1, conflict: 1 })
    expect(likelyPairs).toBeGreaterThan(0)
    expect(report).toMatchObject({ start: null, afterStart: null, inbox: null })
    expect(code).toBe(0)
  })

  it('starts what was in review, sending nothing again: what comes out is what the preview said, and every row is right', async () => {
    const { code, stdout, stderr } = await runCli(['demo', '--once', '--json', ...SIZE], environment())
    expect(stderr).toContain('Found directory')
    expect(stderr).toContain('They were imported before')
    expect(stderr).toMatch(/^start 220\/220 /m)
    const report = JSON.parse(stdout)
    expect(kindsIn(report)).toEqual(LOOKS)
    const { users, groups } = report.preview.counts
    expect(report.start).toMatchObject({ state: 'finished', preview: report.preview.id })
    expect(report.start.report).toEqual({ users, groups, equal: USERS + GROUPS, changed: 0, unexplained: 0 })
    expect(report.afterStart).toMatchObject({ differences: 0, first: [], site: { groups: GROUPS - 1 } })
    expect(report.afterStart.site.users).toBe(users.create + users.link)
    expect(report.afterStart.site.memberships).toBeGreaterThan(USERS)
    expect(report.inbox.conflicts.byKind).toEqual(CONFLICTS)
    expect(report.inbox.guard).toMatchObject({ held: 2, byKind: { deactivated: 1, 'group-emptied': 1 } })
    expect(report.inbox.starts).toMatchObject([{ state: 'finished', unexplained: 0 }])
    expect(stderr).toContain('All: syncline conflicts list --site "Demo"')
    expect(report.ok).toBe(true)
    expect(code).toBe(0)
  })

  it('goes on where it was: nothing is created, changed or started a second time', async () => {
    const { code, stdout, stderr } = await runCli(['demo', '--once', '--json', ...SIZE], environment())
    expect(stderr).toContain('Found directory')
    const report = JSON.parse(stdout)
    expect(kindsIn(report)).toEqual(LOOKS)
    expect(report).toMatchObject({ ok: true, preview: null, afterStart: null, start: { state: 'finished' } })
    expect(report.verification).toMatchObject({ differences: 0, site: { groups: GROUPS - 1 } })
    expect(stderr).toContain('It was played before, and is left as it is.')
    expect(report.inbox).toMatchObject({ conflicts: { byKind: CONFLICTS }, guard: { held: 2 } })
    expect(code).toBe(0)
  })

  it('stays up with an address and a key that work, and ends whole at a signal', async () => {
    const demo = startCli(['demo', ...SIZE], environment())
    await waitUntil(demo.stdout, (text) => text.includes('Syncline keeps running'))
    const text = demo.stdout()
    const [, key = ''] = /export SYNCLINE_TOKEN=(\S+)/.exec(text) ?? []
    const [, baseUrl = ''] = /export SYNCLINE_SCIM=(\S+)/.exec(text) ?? []
    const answer = await fetch(`${baseUrl}/Users?count=2`, { headers: { authorization: `Bearer ${key}` } })
    expect(await answer.json()).toMatchObject({ totalResults: USERS, itemsPerPage: 2 })

    // The admin verbs find the server that runs in the data directory.
    const listed = await runCli(['directory', 'list', '--json'], environment())
    const first = expect.objectContaining({ site: 'Demo', id: baseUrl.slice(-36) })
    expect(JSON.parse(listed.stdout)).toEqual(expect.arrayContaining([first]))

    // What it says about looking further works as it stands.
    const commands = commandsIn(text)
    expect(commands.length).toBeGreaterThan(7)
    const answers = await Promise.all(commands.map((command) => runCli(command, environment())))
    expect(answers.filter(({ code, stdout }) => code !== 0 || stdout === '')).toEqual([])
    const [, token = ''] = /^ {2}(syncadm_\S+)$/m.exec(text) ?? []
    const [, page = ''] = /browse and try: (\S+)$/m.exec(text) ?? []
    expect((await fetch(page)).status).toBe(200)
    const me = await fetch(page.replace(/docs$/, 'me'), { headers: { authorization: `Bearer ${token}` } })
    expect(await me.json()).toMatchObject({ name: 'Demo' })

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
    expect(logs.join('')).not.toContain(token)
  })

  it('with --review says which command starts, and that one does what the preview said', async () => {
    const demo = startCli(['demo', '--review', '--seed', '2', ...SIZE], environment())
    await waitUntil(demo.stdout, (text) => text.includes('Syncline keeps running'))
    const [start = [], ...others] = commandsIn(demo.stdout())
    expect(start.slice(0, 3)).toEqual(['directory', 'start', 'Seed 2, 200 users, 20 groups'])
    const answers = await Promise.all(others.map((command) => runCli(command, environment())))
    expect(answers.filter(({ code, stdout }) => code !== 0 || stdout === '')).toEqual([])
    const started = await runCli(start, environment())
    expect(started).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Unexplained: 0$/m) })
    demo.process.kill('SIGTERM')
    expect((await demo.result).code).toBe(0)

    // Another company is at the site by now, and every row is verified all the same.
    const again = await runCli(['demo', '--once', '--json', '--seed', '2', ...SIZE], environment())
    expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, preview: null, verification: { differences: 0 } })
  })

  it('ends with 1 and says which, when a membership is missing at the site', async () => {
    await withDatabase((pool) =>
      pool.query(
        `delete from site_member where ctid in (select m.ctid from site_member m join directory d on d.id = m.origin
           where d.name like 'Seed 1, %' limit 1)`,
      ),
    )
    const { code, stdout } = await runCli(['demo', '--once', ...SIZE], environment())
    expect(stdout).toContain('NOT verified: 1 differences')
    expect(stdout).toMatch(/ {2}site group of .+: member .+ is missing/)
    expect(code).toBe(1)
  })
})

/** As a shell would take them. */
function commandsIn(text: string): string[][] {
  return [...text.matchAll(/^npx syncline (.*)$/gm)].map(([, line = '']) =>
    [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
  )
}

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
