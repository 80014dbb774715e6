/**
 * Runs a program to its end, as another user where asked.
 * Guarantee: never rejects and never leaves an event uncaught; what went wrong is in the result.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { createTail } from './tail.ts'

/** Where programs are looked for; the environment of the process is not handed on. */
export const PROGRAM_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin',
  LC_ALL: 'C',
} as const

/** User and group to run as; empty: those of this process. */
export type RunAs = { readonly uid?: number; readonly gid?: number }

export type CommandResult = {
  readonly ok: boolean
  readonly stdout: string
  /** Why it failed, with the last lines of its error output; empty when it did not. */
  readonly failure: string
}

const STDOUT_LENGTH = 65_536

export function runCommand(
  program: string,
  args: readonly string[],
  options: { readonly runAs?: RunAs; readonly limitMs?: number } = {},
): Promise<CommandResult> {
  const { runAs = {}, limitMs = 60_000 } = options
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...runAs,
      env: PROGRAM_ENVIRONMENT,
      // The working directory may be closed to the other user.
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // Not the option of spawn: its timer stays when the program cannot be started, and holds up the end of this process.
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
    let stdout = ''
    const tail = createTail()
    child.stdout.on('data', (chunk: Buffer) => {
      if (stdout.length < STDOUT_LENGTH) stdout += chunk.toString()
    })
    createInterface({ input: child.stderr }).on('line', tail.add)
    // Not startable: no such file, not allowed, no such user.
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ ok: false, stdout, failure: error.message })
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const ended = signal === null ? `exit code ${code}` : `ended by ${signal}`
      resolve({ ok: code === 0, stdout, failure: code === 0 ? '' : `${ended}${tail.text()}` })
    })
  })
}
