/** The commands of `syncline`, and what becomes of their errors. */
import { Command, CommanderError } from 'commander'
import { addAdminCommands } from './admin/commands.ts'
import { type CliContext, writeLine } from './context.ts'
import { describeFailure } from './describe-failure.ts'
import { addRunCommands } from './run-commands.ts'

const INTERRUPTED = 130

/** @returns the exit code */
export async function runCommand(args: readonly string[], context: CliContext): Promise<number> {
  let exitCode = 0
  const program = new Command('syncline')
    .description('Self-hosted SCIM 2.0 provisioning: journaled, ordered, watched.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    })
    .showHelpAfterError('(--help shows what there is)')
  addRunCommands(program, context, (code) => {
    exitCode = code
  })
  addAdminCommands(program, context)
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    // Commander has said what it had to say.
    if (error instanceof CommanderError) return error.exitCode
    if (context.signal.aborted) return INTERRUPTED
    writeLine(context.stderr, describeFailure(error))
    return 1
  }
}
