/** What becomes of the server when owner, supervisor or server are killed. Real processes, SIGKILL. */
import { spawn } from 'node:child_process'
import { readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findBinaries } from '@syncline/core/runtime/embedded-postgres/binaries.ts'
import { ownerPath, readOwner } from '@syncline/core/runtime/embedded-postgres/owner-file.ts'
import { findRunUser } from '@syncline/core/runtime/embedded-postgres/run-user.ts'
import { startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { expect, onTestFinished, test } from 'vitest'
import { makeUsedDataDirectory } from '../support/data-directory.ts'
import { findServers, findSupervisor, leaveOwnerFile, startOwner, startReadyOwner } from '../support/embedded-owner.ts'
import { FAST } from '../support/fast-settings.ts'
import { openPool } from '../support/pool.ts'
import { waitUntil } from '../support/wait-until.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

/** The server answers, through a pool that was there before. */
function untilAnswering(pool: ReturnType<typeof openPool>): Promise<boolean> {
  return waitUntil(
    () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    (answers) => answers,
  )
}

function untilGone(dataDir: string): Promise<number[]> {
  return waitUntil(
    () => findServers(dataDir),
    (pids) => pids.length === 0,
  )
}

async function only(pids: Promise<number[]>): Promise<number> {
  const [pid, ...others] = await pids
  if (pid === undefined || others.length > 0) throw new Error('not exactly one server')
  return pid
}

test('when the owner is killed the server goes, and the next owner finds what was committed', async () => {
  const dataDir = await makeUsedDataDirectory()
  const owner = await startReadyOwner({ dataDir })
  const pool = openPool(owner.url)
  await pool.query('create table kept (id integer)')
  await owner.kill()
  await untilGone(dataDir)
  await pool.end()
  const next = await startReadyOwner({ dataDir })
  expect(next.url).toBe(owner.url)
  const nextPool = openPool(next.url)
  expect((await nextPool.query('select * from kept')).rows).toEqual([])
  await nextPool.end()
  await next.stop()
})

test('an owner that starts in the moment the one before was killed gets a working server', async () => {
  const dataDir = await makeUsedDataDirectory()
  const owner = await startReadyOwner({ dataDir })
  await owner.kill()
  const next = await startReadyOwner({ dataDir })
  const pool = openPool(next.url)
  await untilAnswering(pool)
  expect(await findServers(dataDir)).toHaveLength(1)
  await pool.end()
  await next.stop()
})

test('when owner and supervisor are killed no server stays behind', async () => {
  const dataDir = await makeUsedDataDirectory()
  const owner = await startReadyOwner({ dataDir })
  process.kill(await findSupervisor(owner.pid), 'SIGKILL')
  await owner.kill()
  if (process.platform === 'linux') await untilGone(dataDir)
  const next = await startReadyOwner({ dataDir })
  expect(await findServers(dataDir)).toHaveLength(1)
  await next.stop()
})

test('when owner, supervisor and server are killed the next start recovers what was committed', async () => {
  const dataDir = await makeUsedDataDirectory()
  const owner = await startReadyOwner({ dataDir, settings: {} })
  const pool = openPool(owner.url)
  await pool.query('create table kept as select generate_series(1, 50) as id')
  const pids = [await findSupervisor(owner.pid), await only(findServers(dataDir)), owner.pid]
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  await pool.end()
  const next = await startReadyOwner({ dataDir })
  const nextPool = openPool(next.url)
  expect((await nextPool.query('select count(*)::integer as n from kept')).rows).toEqual([{ n: 50 }])
  await nextPool.end()
  await next.stop()
})

test.for(['server', 'supervisor'] as const)(
  'when the %s alone is killed the server is back on the same port and clients reconnect',
  async (victim) => {
    const dataDir = await makeUsedDataDirectory()
    const owner = await startReadyOwner({ dataDir })
    const pool = openPool(owner.url)
    await pool.query('create table kept (id integer)')
    const server = await only(findServers(dataDir))
    process.kill(victim === 'server' ? server : await findSupervisor(owner.pid), 'SIGKILL')
    await waitUntil(
      () => findServers(dataDir),
      (pids) => pids.length === 1 && pids[0] !== server,
    )
    await untilAnswering(pool)
    expect((await pool.query('select * from kept')).rows).toEqual([])
    await pool.end()
    // Its successor is watched as well.
    await owner.kill()
    await untilGone(dataDir)
  },
)

test('a server without owner and supervisor is adopted, and goes with its new owner', async () => {
  const dataDir = await makeUsedDataDirectory()
  const first = await startReadyOwner({ dataDir })
  await first.stop()
  const server = await startServerAlone(dataDir, first.port)
  const owner = await startReadyOwner({ dataDir })
  expect(owner.url).toBe(first.url)
  expect(await findServers(dataDir)).toEqual([server])
  const pool = openPool(owner.url)
  await untilAnswering(pool)
  await pool.end()
  await owner.kill()
  await untilGone(dataDir)
})

test('of four owners that take over from a killed one at once one gets it and three are refused', async () => {
  const dataDir = await makeUsedDataDirectory()
  await (await startReadyOwner({ dataDir })).kill()
  const owners = await Promise.all(Array.from({ length: 4 }, () => startOwner({ dataDir })))
  const codes = owners.map(({ report }) => (report.kind === 'ready' ? 'ready' : report.code))
  expect(codes.sort()).toEqual(['in-use', 'in-use', 'in-use', 'ready'])
  expect(await findServers(dataDir)).toHaveLength(1)
  await Promise.all(owners.map((owner) => owner.stop()))
})

test('locks whose pid another program has by now do not keep a new owner out', async () => {
  const dataDir = await makeUsedDataDirectory()
  const runAs = await findRunUser(dataDir)
  // Of the same user as the server, which would not be afraid of others.
  const other = spawn('sleep', ['60'], { ...runAs, cwd: '/', stdio: 'ignore' })
  onTestFinished(() => {
    other.kill()
  })
  await leaveOwnerFile(dataDir, { pid: other.pid ?? 0 })
  const lines = [other.pid, join(dataDir, 'postgres'), '1', '1', '', '', '', 'ready', '']
  await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), lines.join('\n'))
  const postgres = await startEmbeddedPostgres({ dataDir, logger, settings: FAST })
  await postgres.stop()
})

test('an owner in another container, known only by its heartbeat, is not pushed out', async () => {
  const dataDir = await makeUsedDataDirectory()
  await leaveOwnerFile(dataDir, { machine: 'another' })
  const beat = setInterval(() => utimes(ownerPath(dataDir, 1), new Date(), new Date()), 50)
  onTestFinished(() => clearInterval(beat))
  await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({
    code: 'in-use',
    message: expect.stringContaining('of another machine or container'),
  })
})

test('an owner file that a crash left empty does not keep a new owner out', async () => {
  const dataDir = await makeUsedDataDirectory()
  await (await startEmbeddedPostgres({ dataDir, logger, settings: FAST })).stop()
  const { generation } = await readOwner(dataDir)
  await writeFile(ownerPath(dataDir, generation), '')
  // And one that was being written, an hour ago.
  const half = join(dataDir, 'owner.0123456789ab.new')
  await writeFile(half, '')
  await utimes(half, new Date(), new Date(Date.now() - 3_600_000))
  await (await startEmbeddedPostgres({ dataDir, logger, settings: FAST })).stop()
  expect((await readdir(dataDir)).filter((name) => name.startsWith('owner.'))).toEqual([`owner.${generation + 1}.json`])
})

test('the lock of a running server is not taken for stale by an owner that comes over another path', async () => {
  const dataDir = await makeUsedDataDirectory()
  const first = await startReadyOwner({ dataDir })
  await first.stop()
  const server = await startServerAlone(dataDir, first.port)
  const link = join(dataDir, '..', 'link')
  await symlink(dataDir, link)
  const owner = await startReadyOwner({ dataDir: link })
  expect(owner.url).toBe(first.url)
  expect(await findServers(dataDir)).toEqual([server])
  await owner.stop()
})

/** A server as an owner leaves it where the system cannot stop it: its parent is gone, nobody watches. */
async function startServerAlone(dataDir: string, port: number): Promise<number> {
  const clusterDir = join(dataDir, 'postgres')
  const runAs = await findRunUser(dataDir)
  const { postgres } = await findBinaries(runAs, logger)
  const args = ['-D', clusterDir, '-p', String(port), '-c', 'unix_socket_directories=']
  const child = spawn(postgres, args, { ...runAs, cwd: '/', stdio: 'ignore', detached: true })
  child.unref()
  onTestFinished(() => {
    child.kill('SIGINT')
  })
  await waitUntil(
    async () => (await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[7]?.trim(),
    (status) => status === 'ready',
  )
  return child.pid ?? 0
}
