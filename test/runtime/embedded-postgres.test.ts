/** The embedded Postgres in its everyday life: start, restart, refusal. Real processes and real servers. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { attachEmbeddedPostgres, startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { expect, test } from 'vitest'
import { makeDataDirectory, makeUsedDataDirectory } from '../support/data-directory.ts'
import { findServers, startOwner, startReadyOwner } from '../support/embedded-owner.ts'
import { FAST } from '../support/fast-settings.ts'
import { listProcesses } from '../support/list-processes.ts'
import { openPool } from '../support/pool.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

async function query<Row extends Record<string, unknown>>(url: string, sql: string): Promise<Row[]> {
  const pool = openPool(url, 1)
  try {
    return (await pool.query<Row>(sql)).rows
  } finally {
    await pool.end()
  }
}

test('data, password and port are the same after a restart', async () => {
  const dataDir = await makeDataDirectory()
  const first = await startEmbeddedPostgres({ dataDir, logger, settings: FAST })
  await query(first.url, `create table kept as select 'here' as value`)
  await first.stop()
  expect(await findServers(dataDir)).toEqual([])
  const second = await startEmbeddedPostgres({ dataDir, logger, settings: FAST })
  expect(await query(second.url, 'select value from kept')).toEqual([{ value: 'here' }])
  expect(second.url).toBe(first.url)
  await second.stop()
})

test('the server is durable, in UTF-8, and orders text bytewise whatever the locale of the machine', async () => {
  const dataDir = await makeDataDirectory()
  const postgres = await startEmbeddedPostgres({ dataDir, logger })
  const rows = await query(
    postgres.url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       current_setting('server_encoding') as encoding, datlocprovider as provider, datlocale as locale,
       upper('straße ıi') as upper, array(select t from unnest('{a,B,ä,Z}'::text[]) t order by t) as sorted
     from pg_database where datname = current_database()`,
  )
  await postgres.stop()
  expect(rows).toEqual([
    {
      fsync: 'on',
      commit: 'on',
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      upper: 'STRAßE II',
      sorted: ['B', 'Z', 'a', 'ä'],
    },
  ])
})

test('a second owner is refused with the pid of the first and what to do, in this process and in another', async () => {
  const dataDir = await makeUsedDataDirectory()
  const postgres = await startEmbeddedPostgres({ dataDir, logger, settings: FAST })
  await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({ code: 'in-use' })
  const { report } = await startOwner({ dataDir })
  expect(report).toMatchObject({ kind: 'failed', code: 'in-use' })
  expect(report).toHaveProperty(
    'message',
    expect.stringContaining(`in use by process ${process.pid}: stop that process`),
  )
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await postgres.stop()
})

test('of four owners that start at once on an empty directory one gets it and three are refused', async () => {
  const dataDir = await makeDataDirectory()
  const owners = await Promise.all(Array.from({ length: 4 }, () => startOwner({ dataDir })))
  const codes = owners.map(({ report }) => (report.kind === 'ready' ? 'ready' : report.code))
  expect(codes.sort()).toEqual(['in-use', 'in-use', 'in-use', 'ready'])
  expect(await findServers(dataDir)).toHaveLength(1)
  await Promise.all(owners.map((owner) => owner.stop()))
})

test('other programs find the running server, and nothing once it is stopped', async () => {
  const dataDir = await makeUsedDataDirectory()
  expect(await attachEmbeddedPostgres({ dataDir })).toBeNull()
  const owner = await startReadyOwner({ dataDir })
  expect(await attachEmbeddedPostgres({ dataDir })).toBe(owner.url)
  await owner.stop()
  expect(await attachEmbeddedPostgres({ dataDir })).toBeNull()
})

test('the password is readable by one user only and is on no command line and in no log', async () => {
  const dataDir = await makeDataDirectory()
  const owner = await startReadyOwner({ dataDir })
  const password = new URL(owner.url).password
  const file = join(dataDir, 'password')
  expect((await readFile(file, 'utf8')).trim()).toBe(password)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const commands = await listProcesses()
  expect(commands.filter(({ command }) => command.includes(password))).toEqual([])
  await owner.stop()
  expect(owner.output()).toContain('ready to accept connections')
  expect(owner.output()).not.toContain(password)
})

test('the server log holds no values of rows that a statement failed on', async () => {
  const dataDir = await makeUsedDataDirectory()
  const owner = await startReadyOwner({ dataDir })
  await query(owner.url, 'create table name (key text primary key)')
  const insert = query(owner.url, `insert into name values ('someone-secret'), ('someone-secret')`)
  await expect(insert).rejects.toThrow('duplicate key')
  await expect(query(owner.url, `select 'someone-secret'::integer`)).rejects.toThrow('someone-secret')
  await owner.stop()
  expect(owner.output()).not.toContain('someone-secret')
})

test('a port that was asked for and is taken is a clear error, and the directory stays free', async () => {
  const dataDir = await makeUsedDataDirectory()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const start = () => startEmbeddedPostgres({ dataDir, logger, port, settings: FAST })
  await expect(start()).rejects.toMatchObject({ code: 'start', message: expect.stringContaining(`port ${port}`) })
  await new Promise((resolve) => other.close(resolve))
  const postgres = await start()
  expect(postgres.port).toBe(port)
  await postgres.stop()
})

test('a server that does not start is an error with what it said, and the directory stays free', async () => {
  const dataDir = await makeUsedDataDirectory()
  const settings = { ...FAST, shared_buffers: 'plenty' }
  await expect(startEmbeddedPostgres({ dataDir, logger, settings })).rejects.toMatchObject({
    code: 'start',
    message: expect.stringContaining('invalid value for parameter "shared_buffers"'),
  })
  await (await startEmbeddedPostgres({ dataDir, logger, settings: FAST })).stop()
})

test('initdb that fails is an error with what it said, and the next start makes the database', async () => {
  const dataDir = await makeDataDirectory()
  // No file may grow over 512 KB: as on a full disk.
  const { report } = await startOwner({ dataDir }, ['sh', '-c', 'ulimit -f 1024; exec "$@"', 'sh'])
  expect(report).toMatchObject({ kind: 'failed', code: 'initdb' })
  expect(report).toHaveProperty(
    'message',
    expect.stringMatching(/cannot be created in .*: initdb failed, exit code \d+:\n {2}\S/),
  )
  expect((await readdir(dataDir)).filter((name) => name.startsWith('postgres'))).toEqual([])
  await (await startReadyOwner({ dataDir })).stop()
})

test('a directory with files of others is refused and left as it was', async () => {
  const dataDir = join(await makeDataDirectory(), '..')
  await writeFile(join(dataDir, 'holiday.jpg'), '')
  const before = await stat(dataDir)
  await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({
    code: 'data-directory',
    message: expect.stringContaining('holds other files (holiday.jpg)'),
  })
  expect(await readdir(dataDir)).toEqual(['holiday.jpg'])
  expect((await stat(dataDir)).uid).toBe(before.uid)
})
