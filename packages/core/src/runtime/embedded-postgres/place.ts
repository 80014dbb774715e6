/**
 * Where the data of the embedded server lies, and as which user it runs.
 * Guarantee: the directory exists, is one of ours or was empty, and the run user can enter it. A directory that was given
 * is never replaced; the default one moves beside the cached programs when the run user cannot reach it.
 */
import { createHash } from 'node:crypto'
import { chmod, chown, mkdir, readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CACHE_ROOTS, openCacheRoot } from './binary-cache.ts'
import { EmbeddedPostgresError } from './error.ts'
import { type RunAs, runCommand } from './run-command.ts'
import { findRunUser } from './run-user.ts'

export type Place = {
  /** Owner file, password and the cluster. Without symbolic links. */
  readonly dataDir: string
  /** PGDATA. */
  readonly clusterDir: string
  readonly runAs: RunAs
}

export type DataDirectory = {
  /** Absolute. */
  readonly dataDir: string
  /** False when it is only the default. Default: true. */
  readonly dataDirGiven?: boolean
}

export const CLUSTER_NAME = 'postgres'
// A starter that is just beginning has only its temporary owner file there.
const OUR_FILES = /^(owner\.(\d+\.json|[0-9a-f]{12}\.new)|password|postgres|logs)$/

export async function preparePlace({ dataDir, dataDirGiven = true }: DataDirectory): Promise<Place> {
  const runAs = await findRunUser(dataDir)
  if (!dataDirGiven && !(await canEnter(dirname(dataDir), runAs))) {
    return preparePlace({ dataDir: join(await openCacheRoot(), await relocatedName(dataDir)) })
  }
  await prepareDirectory(dataDir, runAs)
  if (await canEnter(dataDir, runAs)) {
    const path = await realpath(dataDir)
    return { dataDir: path, clusterDir: join(path, CLUSTER_NAME), runAs }
  }
  throw new EmbeddedPostgresError(
    'data-directory',
    `user ${runAs.uid}, which Postgres runs as because it does not run as root, cannot enter ${dataDir}: open the directories above it (chmod o+x), or choose another one with SYNCLINE_DATA_DIR`,
  )
}

/** Where the data may lie, the likeliest first. Changes nothing. */
export async function possiblePlaces({ dataDir, dataDirGiven = true }: DataDirectory): Promise<string[]> {
  if (dataDirGiven) return [dataDir]
  const name = await relocatedName(dataDir)
  return [dataDir, ...CACHE_ROOTS.map((root) => join(root, name))]
}

/** Stable, and different for two checkouts with the same name. */
async function relocatedName(dataDir: string): Promise<string> {
  const project = await realpath(dirname(dataDir)).catch(() => dirname(dataDir))
  const hash = createHash('sha256').update(project).digest('hex').slice(0, 12)
  return `data-${basename(project)}-${hash}`
}

async function prepareDirectory(dataDir: string, { uid, gid }: RunAs): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await assertOurs(dataDir)
  if (uid === undefined || gid === undefined) return
  await chown(dataDir, uid, gid)
  await chmod(dataDir, 0o700)
}

/** Root gives the directory to the run user: not one that was meant for something else. */
async function assertOurs(dataDir: string): Promise<void> {
  const names = await readdir(dataDir)
  const ours = names.some((name) => OUR_FILES.test(name))
  // The top of a mounted volume has it from the start.
  if (ours || names.every((name) => name === 'lost+found')) return
  throw new EmbeddedPostgresError(
    'data-directory',
    `${dataDir} holds other files (${names.slice(0, 3).join(', ')}): SYNCLINE_DATA_DIR needs a directory of its own`,
  )
}

async function canEnter(dataDir: string, runAs: RunAs): Promise<boolean> {
  if (runAs.uid === undefined) return true
  const { ok } = await runCommand('sh', ['-c', 'cd "$1"', 'sh', dataDir], { runAs })
  return ok
}
