/** The question before a change that is hard to take back, on streams that say they are terminals. */
import { PassThrough } from 'node:stream'
import { CliError } from '@syncline/cli/cli-error.ts'
import { confirm } from '@syncline/cli/confirm.ts'
import { expect, it } from 'vitest'

function terminal() {
  const stdin = Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.ReadStream & PassThrough
  const stderr = Object.assign(new PassThrough(), { isTTY: true, fd: 2 }) as unknown as NodeJS.WriteStream &
    PassThrough & { fd: number }
  const abort = new AbortController()
  return { stdin, stderr, abort, signal: abort.signal }
}

it.each(['yes\n', 'Yes \n'])('goes on after %j', async (typed) => {
  const on = terminal()
  on.stdin.write(typed)
  await confirm(on, ['This ends it.'], {})
  expect(String(on.stderr.read())).toMatch(/This ends it\.\n.*Go on\?/s)
})

it.each(['\n', 'y\n', 'no\n'])('changes nothing after %j', async (typed) => {
  const on = terminal()
  on.stdin.write(typed)
  await expect(confirm(on, [], {})).rejects.toThrow(new CliError('Nothing was changed.'))
})

it('takes the end of the input, and a signal, for no', async () => {
  const ended = terminal()
  ended.stdin.end()
  await expect(confirm(ended, [], {})).rejects.toThrow('Nothing was changed.')
  const stopped = terminal()
  const answer = confirm(stopped, [], {})
  stopped.abort.abort()
  await expect(answer).rejects.toThrow('Nothing was changed.')
})

it('does not ask where yes was said, and says what it means all the same', async () => {
  const on = terminal()
  await confirm(on, ['This ends it.'], { yes: true })
  expect(String(on.stderr.read())).toBe('This ends it.\n')
})
