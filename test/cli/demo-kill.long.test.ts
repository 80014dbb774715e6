/** Any one process of a running demo is killed; the sync finishes all the same and everything is there. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { attachEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'
import { demoDirectory, pidOf, pidsOf } from './demo-directory.ts'
import { type RunningCli, runCli, startCli } from './run-cli.ts'

const USERS = 3_000
const DEMO = ['demo', '--once', '--json', '--users', String(USERS), '--groups', '60']

let dataDir: string
const environment = () => ({ SYNCLINE_DATA_DIR: dataDir, SYNCLINE_PORT: '0' })

beforeEach(async () => {
  dataDir = await demoDirectory()
})

afterEach(() => rm(dataDir, { recursive: true, force: true }))

async function startSync(): Promise<RunningCli> {
  const demo = startCli(DEMO, environment())
  await waitUntil(demo.stderr, (text) => text.includes('Created directory'), { timeoutMs: 60_000 })
  return demo
}

async function expectVerified(demo: RunningCli): Promise<void> {
  const { code, stdout } = await demo.result
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    verification: { differences: 0 },
    start: { report: { unexplained: 0 } },
    afterStart: { differences: 0 },
  })
  expect(code).toBe(0)
}

/** Resolves once the directory has that many. */
function untilUsers(count: number): Promise<void> {
  return untilCount('select count(*) as n from directory_user', count)
}

async function untilCount(query: string, count: number): Promise<void> {
  const url = await attachEmbeddedPostgres({ dataDir })
  const pool = createPool({ url: url ?? '', max: 1, applicationName: 'test', onError: () => undefined })
  try {
    await waitUntil(
      async () => (await pool.query<{ n: number }>(query)).rows[0]?.n ?? 0,
      (n) => n >= count,
      { timeoutMs: 240_000 },
    )
  } finally {
    await pool.end()
  }
}

/** What the killed demo has started ends with it. */
async function killDemo(demo: RunningCli): Promise<void> {
  const processes = [pidOf('api', demo.stderr()), pidOf('worker', demo.stderr()), await postmasterPid()]
  demo.process.kill('SIGKILL')
  await waitUntil(
    () => processes.filter(isRunning),
    (left) => left.length === 0,
    { timeoutMs: 30_000 },
  )
}

const postmasterPid = async () =>
  Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a demo that loses a process', () => {
  it.each(['worker', 'api'] as const)(
    'finishes when the %s is killed at a sixth, a half and five sixths of the users',
    async (service) => {
      const demo = await startSync()
      const killAt = async (users: number) => {
        await untilUsers(users)
        const killed = pidOf(service, demo.stderr())
        process.kill(killed, 'SIGKILL')
        await waitUntil(
          () => pidOf(service, demo.stderr()),
          (pid) => pid !== killed,
        )
      }
      await [1 / 6, 3 / 6, 5 / 6].reduce((before, share) => before.then(() => killAt(USERS * share)), Promise.resolve())
      await expectVerified(demo)
      expect(pidsOf(service, demo.stderr())).toHaveLength(4)
    },
  )

  it('finishes when the database server is killed half-way', async () => {
    const demo = await startSync()
    await untilUsers(USERS / 2)
    const pid = await postmasterPid()
    process.kill(pid, 'SIGKILL')
    await waitUntil(
      () => postmasterPid().catch(() => pid),
      (now) => now !== pid,
      { timeoutMs: 30_000 },
    )
    await expectVerified(demo)
    expect(demo.stderr()).toContain('Problem: the embedded Postgres is gone, starting it again.')
  })

  it('leaves nothing running when the demo itself is killed, and the same command goes on and finishes', async () => {
    const demo = await startSync()
    await untilUsers(USERS / 2)
    await killDemo(demo)
    const again = startCli(DEMO, environment())
    await expectVerified(again)
    expect(again.stderr()).toContain('Found directory')
  })

  it('goes on with the start when it is killed in the middle of that', async () => {
    const demo = await startSync()
    await untilCount('select coalesce(max(walked_to), 0) as n from start', 1)
    await killDemo(demo)
    const again = await runCli(DEMO, environment())
    // The start belongs to the directory: it goes on when a worker runs, and what is compared is where it ends.
    expect(JSON.parse(again.stdout)).toMatchObject({
      ok: true,
      verification: { differences: 0, site: { groups: 58 } },
      preview: null,
      start: { state: 'finished', records: USERS + 60, report: { unexplained: 0 } },
    })
    expect(again.code).toBe(0)
  })
})
