/** `syncline site|directory|key|…`. The verbs are loaded when they are called, so that help comes at once. */
import { ADMIN_ROLES } from '@syncline/core/storage/catalogue/admin-role.ts'
import { type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { wholeNumber } from '../option-values.ts'
import type { AdminRevokeOptions, NewAdminOptions } from './administrator.ts'
import type { NewDirectoryOptions } from './directory.ts'
import type { SettingOptions } from './directory-settings.ts'
import type { DomainOptions, ReasonOptions } from './domain.ts'
import type { DirectoryChoice, NewKeyOptions, RevokeOptions } from './key.ts'
import { addOAuthClientCommands } from './oauth-commands.ts'
import { addReadCommands } from './read-commands.ts'
import type { RegisterOptions, SchemaOptions } from './schema.ts'
import { addSigningKeyCommands } from './signing-key-commands.ts'
import type { OutputOptions } from './site.ts'

const MOST_DAYS = 3_650
const SITE_OF_DIRECTORY = 'name or id of the site, where two have a directory of that name'

export function addAdminCommands(program: Command, context: CliContext): void {
  addSiteCommands(program, context)
  addDirectoryCommands(program, context)
  addKeyCommands(program, context)
  addOAuthClientCommands(program, context)
  addDomainCommands(program, context)
  addSigningKeyCommands(program, context)
  addSchemaCommands(program, context)
  addAdministratorCommands(program, context)
  addReadCommands(program, context)
}

function addSiteCommands(program: Command, context: CliContext): void {
  const site = program.command('site').description('sites: what directories provision into')
  withJson(site.command('create <name>').description('create a site')).action(
    async (name: string, options: OutputOptions) => (await import('./site.ts')).createSiteVerb(context, name, options),
  )
  withJson(site.command('list').description('list the sites')).action(async (options: OutputOptions) =>
    (await import('./site.ts')).listSitesVerb(context, options),
  )
}

function addDirectoryCommands(program: Command, context: CliContext): void {
  const directory = program.command('directory').description('directories: one identity provider of a site each')
  withJson(directory.command('create <name>').description('create a directory'))
    .requiredOption('--site <site>', 'name or id of its site')
    .addOption(
      new Option('--audience <audience>', 'who is in it').choices(['workforce', 'customers']).default('workforce'),
    )
    .addOption(new Option('--mode <mode>', 'how requests are read').choices(['lenient', 'strict']).default('lenient'))
    .action(async (name: string, options: NewDirectoryOptions) =>
      (await import('./directory.ts')).createDirectoryVerb(context, name, options),
    )
  withJson(directory.command('list').description('list the directories with their SCIM base URLs'))
    .option('--site <site>', 'only those of this site (name or id)')
    .action(async (options: OutputOptions & { site?: string }) =>
      (await import('./directory.ts')).listDirectoriesVerb(context, options),
    )
  addSettingCommands(directory, context)
}

function addSettingCommands(directory: Command, context: CliContext): void {
  withJson(directory.command('show <directory>').description('show the settings of a directory'))
    .option('--site <site>', SITE_OF_DIRECTORY)
    .action(async (name: string, options: SettingOptions) =>
      (await import('./directory-settings.ts')).showSettingsVerb(context, name, options),
    )
  withJson(
    directory
      .command('set <directory> <setting...>')
      .description('change settings: name=value, or name= for the default'),
  )
    .option('--site <site>', SITE_OF_DIRECTORY)
    .action(async (name: string, settings: string[], options: SettingOptions) =>
      (await import('./directory-settings.ts')).changeSettingsVerb(context, name, settings, options),
    )
}

function addKeyCommands(program: Command, context: CliContext): void {
  const key = program.command('key').description('keys: what an identity provider authenticates with')
  withJson(key.command('create').description('create a key; it is shown once'))
    .requiredOption('--directory <directory>', 'name or id of its directory')
    .option('--site <site>', SITE_OF_DIRECTORY)
    .option('--name <name>', 'what it is for', 'identity provider')
    .option('--days <days>', 'days until it expires', wholeNumber(1, MOST_DAYS), 365)
    .action(async (options: NewKeyOptions) => (await import('./key.ts')).createKeyVerb(context, options))
  withJson(key.command('list').description('list the keys by their prefixes'))
    .option('--directory <directory>', 'only those of this directory (name or id)')
    .option('--site <site>', SITE_OF_DIRECTORY)
    .action(async (options: OutputOptions & Partial<DirectoryChoice>) =>
      (await import('./key.ts')).listKeysVerb(context, options),
    )
  withJson(key.command('revoke <prefix>').description('revoke a key; it is refused everywhere within a second'))
    .option('--drop', 'also drop what it has sent and nobody has applied yet')
    .action(async (prefix: string, options: RevokeOptions) =>
      (await import('./key.ts')).revokeKeyVerb(context, prefix, options),
    )
}

function addDomainCommands(program: Command, context: CliContext): void {
  const domain = program.command('domain').description('domains: which e-mail addresses are those of a site')
  const verbs = () => import('./domain.ts')
  const verb = (name: string, description: string) =>
    withJson(domain.command(name).description(description)).requiredOption('--site <site>', 'name or id of the site')
  const withReason = (command: Command) => command.requiredOption('--reason <text>', 'why, for the record')
  verb('add <domain>', 'claim a domain and show the TXT record that proves it').action(
    async (name: string, options: DomainOptions) => (await verbs()).addDomainVerb(context, name, options),
  )
  verb('verify <domain>', 'look for the TXT record').action(async (name: string, options: DomainOptions) =>
    (await verbs()).verifyDomainVerb(context, name, options),
  )
  withReason(verb('mark-verified <domain>', 'vouch for a domain without a record')).action(
    async (name: string, options: ReasonOptions) => (await verbs()).markDomainVerb(context, name, options),
  )
  verb('assign <domain>', 'say which directory its people belong to')
    .option('--directory <directory>', 'name or id; left out: none in particular')
    .action(async (name: string, options: DomainOptions & { directory?: string }) =>
      (await verbs()).assignDomainVerb(context, name, options),
    )
  withReason(verb('remove <domain>', 'give a domain up')).action(async (name: string, options: ReasonOptions) =>
    (await verbs()).removeDomainVerb(context, name, options),
  )
  verb('list', 'list the domains of a site').action(async (options: DomainOptions) =>
    (await verbs()).listDomainsVerb(context, options),
  )
}

function addSchemaCommands(program: Command, context: CliContext): void {
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

function addAdministratorCommands(program: Command, context: CliContext): void {
  const admin = program.command('admin').description('administrators: tokens of the admin API, with their roles')
  const verbs = () => import('./administrator.ts')
  withJson(admin.command('create <name>').description('create an administrator; the token is shown once'))
    .addOption(new Option('--role <role...>', 'what they may do').choices(ADMIN_ROLES).makeOptionMandatory())
    .option('--site <site...>', 'names or ids of the sites; left out: all, also those to come')
    .option('--days <days>', 'days until the token expires', wholeNumber(1, MOST_DAYS), 365)
    .option('--reason <text>', 'why, for the record')
    .action(async (name: string, options: NewAdminOptions) => (await verbs()).createAdminVerb(context, name, options))
  withJson(admin.command('list').description('list the administrators by the prefixes of their tokens')).action(
    async (options: OutputOptions) => (await verbs()).listAdminsVerb(context, options),
  )
  withJson(admin.command('revoke <prefix>').description('revoke a token; it is refused everywhere within a second'))
    .option('--reason <text>', 'why, for the record')
    .action(async (prefix: string, options: AdminRevokeOptions) =>
      (await verbs()).revokeAdminVerb(context, prefix, options),
    )
}
