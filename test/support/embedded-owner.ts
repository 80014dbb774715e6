/** Owners of embedded servers as processes of their own, so that tests can kill them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Owner, ownerPath } from '@syncline/core/runtime/embedded-postgres/owner-file.ts'
import type { EmbeddedPostgresErrorCode, EmbeddedPostgresOptions } from '@syncline/core/runtime/embedded-postgres.ts'
import { identifyMachine } from '@syncline/core/runtime/process-identity.ts'
import { onTestFinished } from 'vitest'
import { FAST } from './fast-settings.ts'
import { listProcesses } from './list-processes.ts'

export type OwnerReport =
  | { readonly kind: 'ready'; readonly url: string; readonly port: number; readonly dataDir: string }
  | { readonly kind: 'failed'; readonly code: EmbeddedPostgresErrorCode | 'unexpected'; readonly message: string }

export type OwnerProcess = {
  readonly pid: number
  readonly report: OwnerReport
  /** All it wrote to stdout and stderr. */
  output(): string
  /** Asks it to stop the server and end. */
  stop(): Promise<void>
  kill(): Promise<void>
}

const PROGRAM = fileURLToPath(new URL('./embedded-owner-program.ts', import.meta.url))

/** @param wrapper a program and its arguments that runs the owner, e.g. under a limit */
export async function startOwner(
  options: Omit<EmbeddedPostgresOptions, 'logger'>,
  wrapper: readonly string[] = [],
): Promise<OwnerProcess> {
  const [program = '', ...args] = [
    ...wrapper,
    process.execPath,
    PROGRAM,
    JSON.stringify({ settings: FAST, ...options }),
  ]
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const ended = once(child, 'exit')
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const report = await Promise.race([
    once(child, 'message').then(([message]) => message as OwnerReport),
    ended.then(() => Promise.reject(new Error(`the owner ended: ${output}`))),
  ])
  return {
    pid: pidOf(child),
    report,
    output: () => output,
    async stop() {
      if (child.connected) child.send('stop')
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Like `startOwner`, for tests that need it to succeed. */
export async function startReadyOwner(options: Omit<EmbeddedPostgresOptions, 'logger'>) {
  const owner = await startOwner(options)
  if (owner.report.kind !== 'ready') throw new Error(`not ready: ${owner.report.message}`)
  return { ...owner, ...owner.report }
}

/** Pids of the servers that run on this data directory. */
export async function findServers(dataDir: string): Promise<number[]> {
  const named = (await listProcesses()).filter(({ command }) => command.includes(`postgres -D ${dataDir}/`))
  // A backend has its server's command line until it gives itself a title.
  const pids = new Set(named.map(({ pid }) => pid))
  return named.filter(({ ppid }) => !pids.has(ppid)).map(({ pid }) => pid)
}

/** The supervisor among the children of an owner. */
export async function findSupervisor(ownerPid: number): Promise<number> {
  const found = await listProcesses()
  const supervisor = found.find(({ ppid, command }) => ppid === ownerPid && command.includes('supervisor.ts'))
  if (!supervisor) throw new Error(`no supervisor of ${ownerPid}`)
  return supervisor.pid
}

/** The lock of an owner that was killed; by default one whose pid belongs to another process now. */
export async function leaveOwnerFile(dataDir: string, part: Partial<Owner>): Promise<void> {
  const machine = await identifyMachine()
  const owner: Owner = { pid: 1, startTime: '1', machine, port: 0, supervisor: null, released: false, ...part }
  await writeFile(ownerPath(dataDir, 1), JSON.stringify(owner))
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('not started')
  return child.pid
}
