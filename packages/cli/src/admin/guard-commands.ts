/** `syncline inbox` and `syncline guard …` */
import { GUARD_ITEM_KINDS, GUARD_ITEM_STATES } from '@syncline/core/domain/guard-item.ts'
import { type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { wholeNumber } from '../option-values.ts'
import type { GuardListOptions } from './guard.ts'
import type { SiteOptions } from './person.ts'

const MOST_LISTED = 1_000
const DIRECTORY = 'name or id of the directory'
const WHO = '<who>'

export function addGuardCommands(program: Command, context: CliContext): void {
  ofSite(program.command('inbox').description('what waits for an administrator, and which starts have ended')).action(
    async (options: SiteOptions) => (await import('./inbox.ts')).inboxVerb(context, options),
  )
  const guard = program.command('guard').description('the guard: large losses of access that wait for an administrator')
  const verbs = () => import('./guard.ts')
  ofSite(guard.command('list').description('list what the guard holds, newest first'))
    .option('--directory <directory>', DIRECTORY)
    .addOption(new Option('--state <state>', 'those in another state').choices([...GUARD_ITEM_STATES, 'all']))
    .addOption(new Option('--kind <kind>', 'only those').choices(GUARD_ITEM_KINDS))
    .option('--limit <count>', 'most of them', wholeNumber(1, MOST_LISTED), 50)
    .action(async (options: GuardListOptions) => (await verbs()).listGuardItemsVerb(context, options))
  ofSite(
    guard.command(`show ${WHO}`).description('show one: address of a person, name of a group, or id of the item'),
  ).action(async (who: string, options: SiteOptions) => (await verbs()).showGuardItemVerb(context, who, options))
}

const ofSite = (command: Command) => withJson(command).requiredOption('--site <site>', 'name or id of the site')
