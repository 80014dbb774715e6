/** `syncline schema …` */
import { type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import type { RegisterOptions, SchemaOptions } from './schema.ts'

export function addSchemaCommands(program: Command, context: CliContext): void {
  const schema = program.command('schema').description('extension schemas: attributes that a directory brings itself')
  withDirectory(schema.command('register <file>').description('register or change a schema (RFC 7643 §7, as JSON)'))
    .addOption(new Option('--resource-type <type>', 'what it extends').choices(['User', 'Group']).default('User'))
    .option('--required', 'every resource has to have it')
    .option('--index <attribute>', 'find equal values of it fast (repeat it for several)', collected, [])
    .action(async (file: string, options: RegisterOptions) =>
      (await import('./schema.ts')).registerSchemaVerb(context, file, options),
    )
  withDirectory(schema.command('list').description('list the extension schemas')).action(
    async (options: SchemaOptions) => (await import('./schema.ts')).listSchemasVerb(context, options),
  )
  withDirectory(schema.command('show <urn>').description('show the document of a schema')).action(
    async (urn: string, options: SchemaOptions) => (await import('./schema.ts')).showSchemaVerb(context, urn, options),
  )
  withDirectory(schema.command('remove <urn>').description('remove a schema that nothing has values of')).action(
    async (urn: string, options: SchemaOptions) =>
      (await import('./schema.ts')).removeSchemaVerb(context, urn, options),
  )
}

function collected(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}

function withDirectory(command: Command): Command {
  return withJson(command)
    .requiredOption('--directory <directory>', 'name or id of its directory')
    .option('--site <site>', 'name or id of the site, where two have a directory of that name')
}
