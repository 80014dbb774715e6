/**
 * Has the system signal a program when its parent dies (prctl PR_SET_PDEATHSIG), which the parent cannot do after SIGKILL.
 * Only Linux has it, and only through `setpriv` of util-linux; elsewhere those who notice must do it.
 */
import { runCommand } from './run-command.ts'

/** @returns what to put before the program and its arguments; nothing where it does not work */
export async function deathSignal(signal: 'INT' | 'KILL'): Promise<string[]> {
  if (process.platform !== 'linux') return []
  const { ok } = await runCommand('setpriv', ['--pdeathsig', signal, 'true'])
  return ok ? ['setpriv', '--pdeathsig', signal] : []
}
