/**
 * A copy of the Postgres programs that every user can run, for root below a directory that others cannot enter.
 * Guarantee: a copy is whole or not there (renamed into place), made once for each version, with any number of starters.
 */
import { randomBytes } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '../logger.ts'
import { EmbeddedPostgresError } from './error.ts'

const PREFERRED_ROOT = '/var/cache/syncline'
/** For systems without /var/cache or with a read-only one. */
const FALLBACK_ROOT = join(tmpdir(), 'syncline')

export const CACHE_ROOTS = [PREFERRED_ROOT, FALLBACK_ROOT] as const

/** @returns the directory of the copy */
export async function cacheBinaries(nativeDir: string, name: string, logger: Logger): Promise<string> {
  const root = await openCacheRoot()
  const target = join(root, name)
  if (await isOwnDirectory(target)) return target
  const temporary = join(root, `.${name}.${randomBytes(6).toString('hex')}`)
  logger.info({ target }, 'copying the Postgres programs to where other users can run them, once')
  try {
    await cp(nativeDir, temporary, { recursive: true, verbatimSymlinks: true })
    await openToAll(temporary)
    await rename(temporary, target)
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true })
    // Another starter was faster.
    if (await isOwnDirectory(target)) return target
    throw new EmbeddedPostgresError('no-binaries', `the Postgres programs cannot be copied to ${target}`, { cause })
  }
  return target
}

/** The first root that can be made and that nobody else can write to. */
export async function openCacheRoot(): Promise<string> {
  if (await makeRoot(PREFERRED_ROOT)) return PREFERRED_ROOT
  if (await makeRoot(FALLBACK_ROOT)) return FALLBACK_ROOT
  throw new EmbeddedPostgresError(
    'no-binaries',
    `Postgres does not run as root, and there is no place for its programs where other users can run them: neither ${PREFERRED_ROOT} nor ${FALLBACK_ROOT} can be used. Make one of them, owned by root, or set DATABASE_URL`,
  )
}

async function makeRoot(path: string): Promise<boolean> {
  try {
    await mkdir(path, { recursive: true })
    if (!(await isOwnDirectory(path))) return false
    // Whatever the umask says.
    await chmod(path, 0o755)
    return true
  } catch {
    return false
  }
}

/** In a temporary directory anybody may have made it first, to have us run their programs. */
async function isOwnDirectory(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null)
  if (!found?.isDirectory()) return false
  return found.uid === process.getuid?.() && (found.mode & 0o022) === 0
}

async function openToAll(path: string): Promise<void> {
  const found = await lstat(path)
  if (found.isSymbolicLink()) return
  if (!found.isDirectory()) return chmod(path, found.mode & 0o100 ? 0o755 : 0o644)
  await chmod(path, 0o755)
  const names = await readdir(path)
  await Promise.all(names.map((name) => openToAll(join(path, name))))
}
