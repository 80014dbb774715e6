/** What a run was made on, as far as it matters and nobody is named by it. */
import { execFile } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'
import { promisify } from 'node:util'

export type Machine = {
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly node: string
  /** Over the last minute: before the run, others did this much. */
  readonly loadBefore: number
  /** Of the sources; null outside of a clone. */
  readonly commit: string | null
}

export async function describeMachine(): Promise<Machine> {
  const [cpu] = cpus()
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: Number(loadavg()[0]?.toFixed(2)),
    commit: await commitOf(),
  }
}

async function commitOf(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['describe', '--always', '--dirty', '--abbrev=10'])
    return stdout.trim()
  } catch {
    return null
  }
}
