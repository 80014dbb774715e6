/** `syncline preview …` and `syncline directory start|trial|report`: the review before the first sync. */
import { type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { wholeNumber } from '../option-values.ts'
import type { ReportChoice, StartChoice, TrialChoice } from './directory-start.ts'
import type { PreviewListOptions, PreviewOptions } from './preview.ts'

const MOST_LISTED = 1_000
const SITE_OF_DIRECTORY = 'name or id of the site, where two have a directory of that name'

export function addPreviewCommands(program: Command, context: CliContext): void {
  const preview = program.command('preview').description('previews: what the start of a directory would do')
  const ofDirectory = (command: Command) =>
    command
      .requiredOption('--directory <directory>', 'name or id of the directory')
      .option('--site <site>', SITE_OF_DIRECTORY)
  const ofPreview = (command: Command) => ofDirectory(command).option('--preview <id>', 'default: the last one')
  const listed = (command: Command) =>
    withJson(ofPreview(command)).option('--limit <count>', 'most of them', wholeNumber(1, MOST_LISTED), 50)
  withJson(ofDirectory(preview.command('new').description('make a preview and show it'))).action(
    async (options: PreviewOptions) => (await import('./preview.ts')).newPreviewVerb(context, options),
  )
  withJson(ofPreview(preview.command('show').description('show the counts of a preview and its age'))).action(
    async (options: PreviewOptions) => (await import('./preview.ts')).showPreviewVerb(context, options),
  )
  listed(preview.command('rows').description('what a start would make of each user and group'))
    .addOption(new Option('--type <type>', 'only these').choices(['User', 'Group']))
    .option('--kind <kind>', 'only those: create, link, or the hold that keeps them back')
    .action(async (options: PreviewListOptions) => (await import('./preview.ts')).listPreviewRowsVerb(context, options))
  listed(preview.command('absent').description('accounts on verified domains that no directory has')).action(
    async (options: PreviewListOptions) => (await import('./preview.ts')).listAbsentVerb(context, options),
  )
  ofPreview(preview.command('externals').description('users outside of the verified domains, as CSV on stdout')).action(
    async (options: PreviewOptions) => (await import('./preview.ts')).previewExternalsVerb(context, options),
  )
}

/** @param directory `syncline directory` */
export function addStartCommands(directory: Command, context: CliContext): void {
  const ofDirectory = (command: Command) => withJson(command).option('--site <site>', SITE_OF_DIRECTORY)
  ofDirectory(directory.command('start <directory>').description('start syncing now, and show the report'))
    .option('--preview <id>', 'the preview that was looked at; default: the last one')
    .option('--take-today', 'whatever has changed since; without --preview also without one')
    .option('--reason <text>', 'why; kept with the operation')
    .action(async (name: string, options: StartChoice) =>
      (await import('./directory-start.ts')).startDirectoryVerb(context, name, options),
    )
  ofDirectory(directory.command('trial <directory>').description('start with some users and groups'))
    .option('--user <id...>', 'SCIM ids of users', [])
    .option('--group <id...>', 'SCIM ids of groups', [])
    .option('--reason <text>', 'why; kept with the operation')
    .action(async (name: string, options: TrialChoice) =>
      (await import('./directory-start.ts')).trialStartVerb(context, name, options),
    )
  ofDirectory(directory.command('report <directory>').description('what the start of a directory came to'))
    .option('--limit <count>', 'most differences', wholeNumber(1, MOST_LISTED), 50)
    .action(async (name: string, options: ReportChoice) =>
      (await import('./directory-start.ts')).reportStartVerb(context, name, options),
    )
}
