/**
 * The user that the server runs as. Postgres refuses to run as root, so root needs another one.
 * Order: the owner of the data directory that is already there, `postgres`, a new system user `postgres`, `nobody`.
 */
import { stat } from 'node:fs/promises'
import { EmbeddedPostgresError } from './error.ts'
import { type RunAs, runCommand } from './run-command.ts'

const USER = 'postgres'

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** @param dataDir may not exist yet; one that an ordinary user made stays theirs */
export async function findRunUser(dataDir: string): Promise<RunAs> {
  if (!isRoot()) return {}
  const owner = await stat(dataDir).catch(() => null)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const user = (await lookUp(USER)) ?? (await create()) ?? (await lookUp('nobody'))
  if (user) return user
  throw new EmbeddedPostgresError(
    'no-user',
    `Postgres does not run as root, and there is no user "${USER}" or "nobody" and none could be created: start Syncline as an ordinary user, or create the user "${USER}", or set DATABASE_URL`,
  )
}

async function lookUp(name: string): Promise<RunAs | null> {
  const [uid, gid] = await Promise.all([runCommand('id', ['-u', name]), runCommand('id', ['-g', name])])
  if (!uid.ok || !gid.ok || uid.stdout.trim() === '0') return null
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

/** With the tools of most distributions, then with those of Alpine. Several starters: one creates, all find it. */
async function create(): Promise<RunAs | null> {
  await runCommand('groupadd', ['--system', USER])
  const created = await runCommand('useradd', [
    '--system',
    '--gid',
    USER,
    '--no-create-home',
    '--shell',
    '/bin/false',
    USER,
  ])
  if (!created.ok) {
    await runCommand('addgroup', ['-S', USER])
    await runCommand('adduser', ['-S', '-D', '-H', '-s', '/bin/false', '-G', USER, USER])
  }
  return lookUp(USER)
}
