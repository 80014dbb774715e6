/** Real processes and real signals. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'

const PROGRAM = fileURLToPath(new URL('../support/shutdown-program.ts', import.meta.url))

async function start(steps: string, limitMs = 10_000) {
  const child = spawn(process.execPath, [PROGRAM, steps, String(limitMs)], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>
  const until = (text: string) =>
    waitUntil(
      () => output,
      (said) => said.includes(text),
    )
  await until('waiting')
  return { kill: (signal: NodeJS.Signals) => child.kill(signal), exited, until, output: () => output }
}

test.for(['SIGINT', 'SIGTERM'] as const)('%s runs the steps in order and ends with 0', async (signal) => {
  const program = await start('well,well')
  program.kill(signal)
  expect(await program.exited).toEqual([0, null])
  expect(program.output()).toBe('waiting\nrun well\nrun well\n')
})

test('a step that fails does not keep the next from running, and the exit code tells', async () => {
  const program = await start('fails,well')
  program.kill('SIGTERM')
  expect(await program.exited).toEqual([1, null])
  expect(program.output()).toContain('run well')
})

test('steps that take too long are cut off', async () => {
  const program = await start('hangs,well', 50)
  program.kill('SIGTERM')
  expect(await program.exited).toEqual([1, null])
  expect(program.output()).not.toContain('run well')
})

test('a second signal ends the process at once', async () => {
  const program = await start('hangs')
  program.kill('SIGTERM')
  await program.until('run hangs')
  program.kill('SIGINT')
  expect(await program.exited).toEqual([1, null])
})
