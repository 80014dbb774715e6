/** The embedded Postgres under many random SIGKILLs, and rare ones that take long to bring about. */
import { readdir } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { readOwner } from '@syncline/core/runtime/embedded-postgres/owner-file.ts'
import { startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeDataDirectory, makeUsedDataDirectory } from '../support/data-directory.ts'
import { findServers, findSupervisor, leaveOwnerFile, startOwner, startReadyOwner } from '../support/embedded-owner.ts'
import { openPool } from '../support/pool.ts'
import { runs } from '../support/test-share.ts'
import { waitUntil } from '../support/wait-until.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

const victims = fc.subarray(['owner', 'supervisor', 'server'] as const, { minLength: 1 })
const round = fc.record({ victims, pauseMs: fc.integer({ min: 0, max: 300 }) })

test('whatever is killed and when: each commit survives, and there is one server for one owner', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 3, maxLength: 6 }), async (rounds) => {
      const dataDir = await makeUsedDataDirectory()
      await rounds.reduce(async (before, { victims, pauseMs }, index) => {
        await before
        const owner = await startReadyOwner({ dataDir, settings: {} })
        const pool = openPool(owner.url, 1)
        await pool.query('create table if not exists kept (n integer)')
        const { rows } = await pool.query('select count(*)::integer as n from kept')
        expect(rows).toEqual([{ n: index }])
        await pool.query('insert into kept values ($1)', [index])
        await pool.end()
        const pids = {
          owner: owner.pid,
          supervisor: await findSupervisor(owner.pid),
          server: (await findServers(dataDir))[0],
        }
        for (const victim of victims) process.kill(pids[victim] ?? owner.pid, 'SIGKILL')
        // When the next owner comes is part of the case.
        await pause(pauseMs)
        expect((await findServers(dataDir)).length).toBeLessThanOrEqual(1)
        await owner.kill()
      }, Promise.resolve())
    }),
    { numRuns: runs(8), endOnFailure: true },
  )
})

test('an initdb that was killed halfway is started over', async () => {
  const dataDir = await makeDataDirectory()
  const running = startOwner({ dataDir })
  const half = await waitUntil(
    async () => (await readdir(dataDir).catch(() => [])).find((name) => name.startsWith('postgres.new-')),
    (name) => name !== undefined,
  )
  const { owner } = await readOwner(dataDir)
  if (!owner) throw new Error('no owner')
  process.kill(owner.pid, 'SIGKILL')
  await expect(running).rejects.toThrow('the owner ended')
  const next = await startReadyOwner({ dataDir })
  expect(await readdir(dataDir)).not.toContain(half)
  await next.stop()
})

test('an owner of another container that does not beat any more is succeeded', async () => {
  const dataDir = await makeUsedDataDirectory()
  await leaveOwnerFile(dataDir, { machine: 'another' })
  await (await startEmbeddedPostgres({ dataDir, logger })).stop()
})
