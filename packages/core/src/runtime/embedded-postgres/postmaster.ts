/**
 * What the server says of itself in `postmaster.pid`.
 * Guarantee: a pid that is gone or that another program has by now is not taken for the server.
 */
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pollUntil } from '../poll-until.ts'
import { identifyProcess, type ProcessIdentity, sendSignal } from '../process-identity.ts'

export type Postmaster = {
  readonly process: ProcessIdentity
  readonly port: number
  /** `starting`, `ready`, `stopping` or `standby`; empty in the first moments. */
  readonly status: string
}

/** The running server of this directory, or null. */
export async function readPostmaster(clusterDir: string): Promise<Postmaster | null> {
  const text = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')
  // Lines: pid, data directory, start time, port, socket directory, address, shared memory, status.
  const lines = text.split('\n').map((line) => line.trim())
  const running = await identifyProcess(Number(lines[0]))
  if (!running || (await runsIn(running, clusterDir)) !== 'yes') return null
  return { process: running, port: Number(lines[3] ?? 0), status: lines[7] ?? '' }
}

/**
 * The server refuses to start while the pid in the file answers to signals: after a crash that may be another program or a
 * zombie. The file of a pid that is gone is left to the server, which also looks for backends that still use its memory.
 */
export async function removeStalePidFile(clusterDir: string): Promise<void> {
  const path = join(clusterDir, 'postmaster.pid')
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return
  const pid = Number(text.split('\n')[0])
  const running = await identifyProcess(pid)
  const isOther = running ? (await runsIn(running, clusterDir)) === 'no' : answers(pid)
  if (isOther) await rm(path, { force: true })
}

function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Stops a server that nobody watches. False when it does not end. */
export async function stopPostmaster(clusterDir: string, limitMs: number): Promise<boolean> {
  const found = await readPostmaster(clusterDir)
  if (!found) return true
  sendSignal(found.process.pid, 'SIGINT')
  return waitUntilGone(clusterDir, limitMs)
}

export async function waitUntilGone(clusterDir: string, limitMs: number): Promise<boolean> {
  const gone = await pollUntil(async () => ((await readPostmaster(clusterDir)) === null ? true : undefined), {
    limitMs,
  })
  return gone === true
}

/** Only a clear no lets us remove a lock: two servers on one directory destroy it. */
async function runsIn({ pid, command }: ProcessIdentity, clusterDir: string): Promise<'yes' | 'no' | 'unclear'> {
  if (!command.includes('postgres')) return 'no'
  // The server works in its directory; device and inode see through links and mounts, unlike the path on its command line.
  const [cluster, working] = await Promise.all(
    [clusterDir, `/proc/${pid}/cwd`].map((path) => stat(path).catch(() => null)),
  )
  if (cluster && working) return cluster.dev === working.dev && cluster.ino === working.ino ? 'yes' : 'no'
  return command.includes(`-D ${clusterDir} `) ? 'yes' : 'unclear'
}
