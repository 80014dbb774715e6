/** Runs `syncline` as a user does: a process of its own, with nothing but the environment that is given. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(import.meta.resolve('@syncline/cli/main.ts'))

export type CliEnvironment = Readonly<Record<string, string>>

export type CliResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

export type RunningCli = {
  readonly process: ChildProcess
  /** What it has said so far. */
  stdout(): string
  stderr(): string
  readonly result: Promise<CliResult>
}

export function startCli(args: readonly string[], environment: CliEnvironment): RunningCli {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const result = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }))
  return { process: child, stdout: () => stdout, stderr: () => stderr, result }
}

export function runCli(args: readonly string[], environment: CliEnvironment): Promise<CliResult> {
  return startCli(args, environment).result
}
