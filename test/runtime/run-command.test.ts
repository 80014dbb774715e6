import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { runCommand } from '@syncline/core/runtime/embedded-postgres/run-command.ts'
import { expect, test } from 'vitest'

test('a program that fails is told with its exit code and the last lines of what it said', async () => {
  const result = await runCommand('sh', ['-c', 'echo out; for i in $(seq 20); do echo "line $i" >&2; done; exit 3'])
  expect(result.ok).toBe(false)
  expect(result.stdout).toBe('out\n')
  expect(result.failure).toMatch(/^exit code 3:\n {2}line 9\n(.*\n)* {2}line 20$/)
})

test('a program that takes too long is ended', async () => {
  expect(await runCommand('sleep', ['60'], { limitMs: 50 })).toMatchObject({ ok: false, failure: 'ended by SIGKILL' })
})

test('a program that cannot be started is a result, and nothing of it keeps the process from ending', async () => {
  const module = import.meta.resolve('@syncline/core/runtime/embedded-postgres/run-command.ts')
  const source = `import { runCommand } from '${module}'; console.log((await runCommand('/no/such', [])).failure)`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source], {
    timeout: 10_000,
  })
  expect(stdout).toContain('ENOENT')
})
