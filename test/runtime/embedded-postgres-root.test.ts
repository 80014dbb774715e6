/** Root, whose server must run as another user: below directories that this user cannot enter. Nothing to see for others. */
import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { findBinaries } from '@syncline/core/runtime/embedded-postgres/binaries.ts'
import { cacheBinaries } from '@syncline/core/runtime/embedded-postgres/binary-cache.ts'
import { runCommand } from '@syncline/core/runtime/embedded-postgres/run-command.ts'
import { attachEmbeddedPostgres, startEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startReadyOwner } from '../support/embedded-owner.ts'
import { FAST } from '../support/fast-settings.ts'

const logger = createLogger({ name: 'test', level: 'silent' })
const NOBODY = { uid: 65_534, gid: 65_534 }

/** A directory that only root can enter. */
async function makeClosedDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'syncline-closed-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  expect((await stat(directory)).mode & 0o777).toBe(0o700)
  return directory
}

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('below a closed directory the default data directory lies beside the cached programs, one for each checkout', async () => {
    const project = await makeClosedDirectory()
    const place = { dataDir: join(project, '.syncline'), dataDirGiven: false }
    const first = await startReadyOwner(place)
    onTestFinished(() => rm(first.dataDir, { recursive: true, force: true }))
    expect(first.dataDir).toContain(`/data-${basename(project)}-`)
    expect(await readdir(project)).toEqual([])
    expect(await attachEmbeddedPostgres(place)).toBe(first.url)
    await first.stop()
    const second = await startEmbeddedPostgres({ ...place, logger, settings: FAST })
    expect(second.url).toBe(first.url)
    await second.stop()
  })

  test('a data directory that was given and cannot be reached is refused, not replaced', async () => {
    const dataDir = join(await makeClosedDirectory(), 'data')
    await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({
      code: 'data-directory',
      message: expect.stringMatching(/user \d+, which Postgres runs as .* cannot enter .*SYNCLINE_DATA_DIR/),
    })
  })

  test('programs below a closed directory are copied once, whole, where any user can run them', async () => {
    const closed = await makeClosedDirectory()
    const { postgres } = await findBinaries(NOBODY, logger)
    await cp(dirname(dirname(postgres)), join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
    expect((await runCommand(join(closed, 'native/bin/postgres'), ['--version'], { runAs: NOBODY })).ok).toBe(false)

    const name = basename(closed)
    const copies = await Promise.all([1, 2, 3].map(() => cacheBinaries(join(closed, 'native'), name, logger)))
    const [copy = ''] = copies
    onTestFinished(() => rm(copy, { recursive: true, force: true }))
    expect(new Set(copies).size).toBe(1)
    const result = await runCommand(join(copy, 'bin/postgres'), ['--version'], { runAs: NOBODY })
    expect(result).toMatchObject({ ok: true, stdout: expect.stringContaining('PostgreSQL') })
    expect((await readdir(dirname(copy))).filter((other) => other.startsWith(`.${name}`))).toEqual([])
  })
})
