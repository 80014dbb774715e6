/** `syncline signing-key …` */
import type { Command } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import type { RotateOptions } from './signing-key.ts'
import type { OutputOptions } from './site.ts'

export function addSigningKeyCommands(program: Command, context: CliContext): void {
  const signingKey = program
    .command('signing-key')
    .description('signing keys: what results of asynchronous requests are signed with')
  withJson(signingKey.command('list').description('list the keys that are published')).action(
    async (options: OutputOptions) => (await import('./signing-key.ts')).listSigningKeysVerb(context, options),
  )
  withJson(signingKey.command('rotate').description('make a new key; it signs as soon as everybody can have it'))
    .option('--at-once', 'for a key that has leaked: the new one signs now, the others are not valid any more')
    .action(async (options: RotateOptions) => (await import('./signing-key.ts')).rotateSigningKeyVerb(context, options))
}
