/** All processes of the machine, by `ps`. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export type ListedProcess = { readonly pid: number; readonly ppid: number; readonly command: string }

export async function listProcesses(): Promise<ListedProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,command='], {
    maxBuffer: 16_777_216,
  })
  return stdout.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line)
    // A zombie is gone; only its parent has not asked yet.
    if (!match || match[3]?.startsWith('Z')) return []
    return [{ pid: Number(match[1]), ppid: Number(match[2]), command: match[4] ?? '' }]
  })
}
