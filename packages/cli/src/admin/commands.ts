/** `syncline site|directory|key|…`. The verbs are loaded when they are called, so that help comes at once. */
import type { Command } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { wholeNumber } from '../option-values.ts'
import { addAccessCommands } from './access-commands.ts'
import { addAdministratorCommands } from './administrator-commands.ts'
import type { BuiltInNameOptions } from './built-in-names.ts'
import { addConflictCommands } from './conflict-commands.ts'
import { addDirectoryCommands, SITE_OF_DIRECTORY } from './directory-commands.ts'
import { addDomainCommands } from './domain-commands.ts'
import { addGuardCommands } from './guard-commands.ts'
import type { DirectoryChoice, NewKeyOptions, RevokeOptions } from './key.ts'
import { addLocalCommands } from './local-commands.ts'
import { addOAuthClientCommands } from './oauth-commands.ts'
import { addReadCommands } from './read-commands.ts'
import { addRecordCommands } from './record-commands.ts'
import { addPreviewCommands } from './review-commands.ts'
import { addSchemaCommands } from './schema-commands.ts'
import { addSigningKeyCommands } from './signing-key-commands.ts'
import type { OutputOptions } from './site.ts'
import type { SiteSettingOptions } from './site-settings.ts'

const MOST_DAYS = 3_650

export function addAdminCommands(program: Command, context: CliContext): void {
  addSiteCommands(program, context)
  addDirectoryCommands(program, context)
  addPreviewCommands(program, context)
  addKeyCommands(program, context)
  addOAuthClientCommands(program, context)
  addDomainCommands(program, context)
  addSigningKeyCommands(program, context)
  addSchemaCommands(program, context)
  addAdministratorCommands(program, context)
  addReadCommands(program, context)
  addAccessCommands(program, context)
  addLocalCommands(program, context)
  addRecordCommands(program, context)
  addConflictCommands(program, context)
  addGuardCommands(program, context)
}

function addSiteCommands(program: Command, context: CliContext): void {
  const site = program.command('site').description('sites: what directories provision into')
  withJson(site.command('create <name>').description('create a site')).action(
    async (name: string, options: OutputOptions) => (await import('./site.ts')).createSiteVerb(context, name, options),
  )
  withJson(site.command('built-in-names <site>').description('names of groups that never reach a site: show, change'))
    .option('--add <name...>', 'also these')
    .option('--remove <name...>', 'not these any more')
    .option('--reason <text>', 'why, for the record')
    .action(async (name: string, options: BuiltInNameOptions) =>
      (await import('./built-in-names.ts')).builtInNamesVerb(context, name, options),
    )
  withJson(
    site
      .command('set <site> [setting...]')
      .description('settings: name=value, or name= for the default; none shows them'),
  )
    .option('--reason <text>', 'why, for the record')
    .action(async (name: string, settings: string[], options: SiteSettingOptions) =>
      (await import('./site-settings.ts')).siteSettingsVerb(context, name, settings, options),
    )
  withJson(site.command('list').description('list the sites')).action(async (options: OutputOptions) =>
    (await import('./site.ts')).listSitesVerb(context, options),
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
