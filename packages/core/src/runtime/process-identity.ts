/**
 * Which process a pid stands for. A pid alone is not enough: it is given to another process after a while, and in a
 * container soon.
 * Guarantee: null for a process that is gone, also when its entry is left because nobody collected it (zombie).
 */
import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { promisify } from 'node:util'

export type ProcessIdentity = {
  readonly pid: number
  /** Opaque; differs for two processes that had the same pid on the same machine. */
  readonly startTime: string
  /** Command line, arguments separated by one space. */
  readonly command: string
}

export async function identifyProcess(pid: number): Promise<ProcessIdentity | null> {
  // 0 and negative numbers mean groups to the kernel.
  if (!Number.isSafeInteger(pid) || pid <= 0) return null
  return process.platform === 'linux' ? identifyOnLinux(pid) : identifyByPs(pid)
}

export async function isRunning(identity: Pick<ProcessIdentity, 'pid' | 'startTime'>): Promise<boolean> {
  return (await identifyProcess(identity.pid))?.startTime === identity.startTime
}

/** Where pids and start times can be compared: the boot and, on Linux, the pid namespace (a container has its own). */
export async function identifyMachine(): Promise<string> {
  if (process.platform !== 'linux') return hostname()
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => hostname())
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '')
  return `${bootId.trim()} ${namespace}`
}

/** Sends a signal; false when there is no such process. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

async function identifyOnLinux(pid: number): Promise<ProcessIdentity | null> {
  try {
    const [stat, commandLine] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ])
    // proc(5): field 2 is the name in parentheses and may hold spaces; 3 is the state, 22 the start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const state = fields[0]
    const startTime = fields[19]
    if (startTime === undefined || state === 'Z' || state === 'X') return null
    return { pid, startTime, command: commandLine.split('\0').join(' ').trim() }
  } catch {
    return null
  }
}

async function identifyByPs(pid: number): Promise<ProcessIdentity | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=,lstart=,command=', '-p', String(pid)], {
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    })
    // `S    Mon Jan  5 10:00:00 2026 /path/to/postgres -D …`
    const match = /^(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/.exec(stdout.trim())
    const [, state = '', startTime = '', command = ''] = match ?? []
    if (!match || state.startsWith('Z')) return null
    return { pid, startTime, command }
  } catch {
    return null
  }
}
