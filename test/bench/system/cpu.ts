/**
 * Processor time by part of the system: what an operation costs, whoever else uses the machine. From /proc, so on Linux
 * alone; elsewhere there are no such figures. In steps of 10 ms: of use for some hundred requests and more.
 */
import { readdir, readFile } from 'node:fs/promises'
import type pg from 'pg'
import type { Figure } from '../figure.ts'

export type Cpu = Pick<Figure['values'], 'apiCpuMs' | 'workerCpuMs' | 'postgresCpuMs' | 'clientCpuMs'>

export type CpuReader = {
  /** Milliseconds since each process began. */
  read(): Promise<Cpu>
}

type Stat = {
  readonly parent: number
  readonly cpuMs: number
  /** Of children that have ended. */
  readonly endedMs: number
}

const TICK_MS = 10
/** Of /proc/pid/stat, counted behind the name of the program. */
const [PARENT, USER, SYSTEM, ENDED_USER, ENDED_SYSTEM] = [1, 11, 12, 13, 14]

export async function createCpuReader(
  pool: pg.Pool,
  pids: { readonly api: number; readonly worker: number },
): Promise<CpuReader> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const postmaster = (await readStat(rows[0]?.pid ?? 0))?.parent
  if (postmaster === undefined) return { read: async () => ({}) }
  return {
    async read() {
      const [api, worker, postgres] = await Promise.all([
        readStat(pids.api),
        readStat(pids.worker),
        readServer(postmaster),
      ])
      const client = process.cpuUsage()
      return {
        apiCpuMs: api?.cpuMs ?? Number.NaN,
        workerCpuMs: worker?.cpuMs ?? Number.NaN,
        postgresCpuMs: postgres,
        clientCpuMs: (client.user + client.system) / 1_000,
      }
    },
  }
}

/** What the work cost, for each of so many operations. */
export async function withCpu<T>(cpu: CpuReader, operations: number, work: () => Promise<T>): Promise<T & Cpu> {
  const before = await cpu.read()
  const result = await work()
  const after = await cpu.read()
  const spent = Object.entries(after).map(([part, ms]) => [part, (ms - (before[part as keyof Cpu] ?? 0)) / operations])
  return { ...result, ...(Object.fromEntries(spent) as Cpu) }
}

const MOST_LOOKS = 20

/** The backends there are, and what those that are gone have left with the postmaster. One that ends meanwhile counts once. */
async function readServer(postmaster: number, looks = 1): Promise<number> {
  const ended = await endedOf(postmaster)
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const stats = await Promise.all(pids.map(readStat))
  const running = stats.reduce((sum, stat) => sum + (stat?.parent === postmaster ? stat.cpuMs : 0), 0)
  if (looks < MOST_LOOKS && (await endedOf(postmaster)) !== ended) return readServer(postmaster, looks + 1)
  return running + ended
}

async function endedOf(postmaster: number): Promise<number> {
  return (await readStat(postmaster))?.endedMs ?? 0
}

async function readStat(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (fields.length <= ENDED_SYSTEM) return undefined
  return {
    parent: Number(fields[PARENT]),
    cpuMs: (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_MS,
    endedMs: (Number(fields[ENDED_USER]) + Number(fields[ENDED_SYSTEM])) * TICK_MS,
  }
}
