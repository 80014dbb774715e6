/** Changes that are hard to take back: what they mean is shown, and somebody says yes. */
import { createInterface } from 'node:readline'
import { CliError } from './cli-error.ts'
import { type CliContext, writeLine } from './context.ts'

/**
 * The answers of `--json` stay alone on stdout: everything here goes to stderr.
 * @param meaning what would happen, in lines
 * @throws CliError when nobody said yes: also where nobody can be asked
 */
export async function confirm(
  { stdin, stderr, signal }: Pick<CliContext, 'stdin' | 'stderr' | 'signal'>,
  meaning: readonly string[],
  { yes = false }: { readonly yes?: boolean },
): Promise<void> {
  for (const line of meaning) writeLine(stderr, line)
  if (yes) return
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new CliError('Nothing was changed: no terminal to ask on. If that is meant, add --yes.')
  }
  const answer = await new Promise<string>((resolve) => {
    const lines = createInterface({ input: stdin, output: stderr })
    // The end of the input, or a signal, is no yes.
    lines.once('close', () => resolve(''))
    const stop = () => lines.close()
    lines.once('SIGINT', stop)
    signal.addEventListener('abort', stop, { once: true })
    lines.question('Go on? Type "yes": ', (text) => {
      resolve(text)
      signal.removeEventListener('abort', stop)
      lines.close()
    })
  })
  if (answer.trim().toLowerCase() !== 'yes') throw new CliError('Nothing was changed.')
}
