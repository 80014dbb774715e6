/** Data directories for tests of the embedded Postgres, each under a parent of its own. */
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { afterAll, onTestFinished } from 'vitest'
import { findServers } from './embedded-owner.ts'
import { FAST } from './fast-settings.ts'
import { waitUntil } from './wait-until.ts'

/** The path of a directory that does not exist yet; at the end of the test no server may be left in it. */
export async function makeDataDirectory(): Promise<string> {
  const parent = await makeParent()
  const dataDir = join(parent, 'data')
  onTestFinished(async () => {
    await waitUntil(
      () => findServers(dataDir),
      (pids) => pids.length === 0,
    )
    await removeParent(parent)
  })
  return dataDir
}

/** One that an owner used and gave back: a copy, which is quicker than making a database. */
export async function makeUsedDataDirectory(): Promise<string> {
  const dataDir = await makeDataDirectory()
  const making = used ?? makeUsed()
  used = making
  const original = join(await making, 'data')
  // Owner and rights of the files matter.
  await promisify(execFile)('cp', ['-a', original, dataDir])
  return dataDir
}

/** Made once for a test file. */
let used: Promise<string> | undefined

async function makeUsed(): Promise<string> {
  const parent = await makeParent()
  const dataDir = join(parent, 'data')
  const logger = createLogger({ name: 'test', level: 'silent' })
  await (await startEmbeddedPostgres({ dataDir, logger, settings: FAST })).stop()
  // Copies choose ports of their own.
  const locks = (await readdir(dataDir)).filter((name) => name.startsWith('owner.'))
  await Promise.all(locks.map((name) => rm(join(dataDir, name))))
  return parent
}

afterAll(async () => {
  const parent = await used
  if (parent !== undefined) await removeParent(parent)
})

async function makeParent(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'syncline-embedded-'))
  // Root's servers run as another user, who must get through.
  await chmod(parent, 0o755)
  return parent
}

function removeParent(parent: string): Promise<void> {
  return rm(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}
