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

/** In order of preference; the second is for systems without /var/cache or with a read-only one. */
export function cacheRoots(): readonly string[] {
  return ['/var/cache/syncline', join(tmpdir(), 'syncline')]
}

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

/** The first root that can be made; its path is free of directories that others could swap. */
export async function openCacheRoot(): Promise<string> {
  const roots = cacheRoots()
  const usable = await Promise.all(roots.map(makeRoot))
  const root = roots.find((_, index) => usable[index])
  if (root !== undefined) return root
  throw new EmbeddedPostgresError(
    'no-binaries',
    `no directory for a copy of the Postgres programs: tried ${roots.join(', ')}`,
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
