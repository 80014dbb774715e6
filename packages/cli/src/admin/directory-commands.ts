/** `syncline directory …` */
import { type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import type { NewDirectoryOptions } from './directory.ts'
import type { DisconnectOptions, PauseOptions, ResumeOptions } from './directory-life.ts'
import type { SettingOptions } from './directory-settings.ts'
import { addStartCommands } from './review-commands.ts'
import type { OutputOptions } from './site.ts'

export const SITE_OF_DIRECTORY = 'name or id of the site, where two have a directory of that name'

export function addDirectoryCommands(program: Command, context: CliContext): void {
  const directory = program.command('directory').description('directories: one identity provider of a site each')
  withJson(directory.command('create <name>').description('create a directory'))
    .requiredOption('--site <site>', 'name or id of its site')
    .addOption(
      new Option('--audience <audience>', 'who is in it').choices(['workforce', 'customers']).default('workforce'),
    )
    .addOption(new Option('--mode <mode>', 'how requests are read').choices(['lenient', 'strict']).default('lenient'))
    .addOption(
      new Option('--start <phase>', 'whether what it brings is looked at first, or reaches the site at once')
        .choices(['reviewing', 'syncing'])
        .default('reviewing'),
    )
    .action(async (name: string, options: NewDirectoryOptions) =>
      (await import('./directory.ts')).createDirectoryVerb(context, name, options),
    )
  withJson(directory.command('list').description('list the directories with their SCIM base URLs'))
    .option('--site <site>', 'only those of this site (name or id)')
    .action(async (options: OutputOptions & { site?: string }) =>
      (await import('./directory.ts')).listDirectoriesVerb(context, options),
    )
  addSettingCommands(directory, context)
  addStartCommands(directory, context)
  addLifeCommands(directory, context)
}

function addSettingCommands(directory: Command, context: CliContext): void {
  withJson(directory.command('show <directory>').description('show a directory: phase, pause, what waits, settings'))
    .option('--site <site>', SITE_OF_DIRECTORY)
    .action(async (name: string, options: SettingOptions) =>
      (await import('./directory-show.ts')).showDirectoryVerb(context, name, options),
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

function addLifeCommands(directory: Command, context: CliContext): void {
  const verbs = () => import('./directory-life.ts')
  const verb = (name: string, description: string) =>
    withJson(directory.command(name).description(description)).option('--site <site>', SITE_OF_DIRECTORY)
  verb('pause <directory>', 'keep what a directory sends from the site, or refuse it')
    .addOption(
      new Option('--mode <mode>', 'apply to the directory and hold the rest back, or answer writes with 503')
        .choices(['hold', 'refuse'])
        .default('hold'),
    )
    .requiredOption('--reason <text>', 'why, for the record')
    .action(async (name: string, options: PauseOptions) => (await verbs()).pauseDirectoryVerb(context, name, options))
  verb('resume <directory>', 'end a pause: what has waited reaches the site')
    .option('--reason <text>', 'why, for the record')
    .action(async (name: string, options: ResumeOptions) => (await verbs()).resumeDirectoryVerb(context, name, options))
  verb('disconnect <directory>', 'end a directory for good; says what it means, and asks')
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .action(async (name: string, options: DisconnectOptions) =>
      (await verbs()).disconnectDirectoryVerb(context, name, options),
    )
}
