/** `syncline inbox` and `syncline guard …` */
import { GUARD_ITEM_KINDS, GUARD_ITEM_STATES } from '@syncline/core/domain/guard-item.ts'
import { type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { wholeNumber } from '../option-values.ts'
import type { GuardListOptions } from './guard.ts'
import type { GuardDecisionOptions } from './guard-decision.ts'
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
  ofSite(guard.command('status').description('how near the directories are to their limits, and the site')).action(
    async (options: SiteOptions) => (await import('./guard-status.ts')).guardStatusVerb(context, options),
  )
  addDecision(guard, context, 'release', 'let losses through: the site becomes what the directory says today')
  addDecision(guard, context, 'reject', 'say that losses are wrong: whoever is held keeps the access')
}

function addDecision(guard: Command, context: CliContext, verb: 'release' | 'reject', description: string): void {
  ofSite(guard.command(`${verb} [who...]`).description(`${description}; says whom it concerns, and asks`))
    .option('--all', 'all that is held')
    .option('--directory <directory>', 'with --all: only of this one (name or id)')
    .option('--reason <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .action(async (who: string[], options: GuardDecisionOptions) =>
      (await import('./guard-decision.ts')).decideGuardVerb(context, `${verb}-guard`, who, options),
    )
}

const ofSite = (command: Command) => withJson(command).requiredOption('--site <site>', 'name or id of the site')
