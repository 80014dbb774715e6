/**
 * The files of the server: its password and its data.
 * Guarantee: a cluster is whole or not there (made apart, then renamed), the password is made once, readable by the run
 * user alone and never part of a command line.
 */
import { randomBytes } from 'node:crypto'
import { access, chown, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { deathSignal } from './death-signal.ts'
import { EmbeddedPostgresError } from './error.ts'
import { CLUSTER_NAME, type Place } from './place.ts'
import { type RunAs, runCommand } from './run-command.ts'

export const USER = 'syncline'
export const DATABASE = 'syncline'

const LIMIT_MS = 120_000

export type Cluster = {
  readonly password: string
  /** False when it was there before. */
  readonly created: boolean
}

/** For the owner of the directory only. */
export async function ensureCluster(place: Place, binaries: Binaries, durable = true): Promise<Cluster> {
  const there = await access(join(place.clusterDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  )
  if (there) return { password: await readPassword(place.dataDir), created: false }
  const password = await createPassword(place)
  await initialize(place, binaries, durable)
  return { password, created: true }
}

export function passwordPath(dataDir: string): string {
  return join(dataDir, 'password')
}

export async function readPassword(dataDir: string): Promise<string> {
  try {
    return (await readFile(passwordPath(dataDir), 'utf8')).trim()
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'data-directory',
      `the password of the embedded Postgres cannot be read from ${passwordPath(dataDir)}: put the file back, or start as the user it belongs to`,
      { cause },
    )
  }
}

async function createPassword({ dataDir, runAs }: Place): Promise<string> {
  const path = passwordPath(dataDir)
  // Left by a start that ended before the cluster was made.
  await rm(path, { force: true })
  const password = randomBytes(24).toString('base64url')
  await writeFile(path, `${password}\n`, { mode: 0o600, flag: 'wx' })
  await giveTo(path, runAs)
  return password
}

async function initialize(place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  await removeLeftovers(place.dataDir)
  const temporary = join(place.dataDir, `${CLUSTER_NAME}.new-${randomBytes(6).toString('hex')}`)
  const initdb = [binaries.initdb, ...initdbArguments(place, temporary, durable)]
  const [program = '', ...args] = [...(await deathSignal('KILL')), ...initdb]
  const result = await runCommand(program, args, { runAs: place.runAs, limitMs: LIMIT_MS })
  if (result.ok) return rename(temporary, place.clusterDir)
  await rm(temporary, { recursive: true, force: true })
  throw new EmbeddedPostgresError(
    'initdb',
    `a database cannot be created in ${place.dataDir}: initdb failed, ${result.failure}`,
  )
}

/** Of owners that were killed meanwhile. What an initdb that still runs holds on to waits for another time. */
async function removeLeftovers(dataDir: string): Promise<void> {
  const leftovers = (await readdir(dataDir)).filter((name) => name.startsWith(`${CLUSTER_NAME}.new-`))
  await Promise.allSettled(
    leftovers.map((name) => rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })),
  )
}

function initdbArguments(place: Place, pgdata: string, durable: boolean): string[] {
  return [
    `--pgdata=${pgdata}`,
    `--username=${USER}`,
    `--pwfile=${passwordPath(place.dataDir)}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Bytewise order, and letters of all scripts in upper() and lower() (people search), both out of Postgres itself: the
    // same on every machine and after every upgrade of the system's libc or ICU, which would break indexes.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]
}

async function giveTo(path: string, { uid, gid }: RunAs): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid)
}
