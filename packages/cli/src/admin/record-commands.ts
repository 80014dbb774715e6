/** `syncline record …`: users and groups of directories, why each is or is not at the site, and decisions about them. */
import { HOLD_KINDS, type HoldKind } from '@syncline/core/domain/record.ts'
import { STATUSES } from '@syncline/core/domain/status.ts'
import { Argument, type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { wholeNumber } from '../option-values.ts'
import type { HoldListOptions, RecordListOptions, RecordPlaceOptions } from './record.ts'
import type { AllOptions, DecisionOptions, UserDecision } from './record-decision.ts'

const MOST_LISTED = 1_000
const DIRECTORY = 'name or id of the directory'
const CLASSES = ['managed', 'external', 'portal-only']

export function addRecordCommands(program: Command, context: CliContext): void {
  const record = program.command('record').description('records: users and groups of directories, and their status')
  addReads(record, context)
  addDecisions(record, context)
}

const ofSite = (command: Command) => withJson(command).requiredOption('--site <site>', 'name or id of the site')
const listed = (command: Command) =>
  ofSite(command).option('--limit <count>', 'most of them', wholeNumber(1, MOST_LISTED), 20)
const named = (command: Command) =>
  ofSite(command).option('--directory <directory>', `${DIRECTORY}; then names are found beside SCIM ids`)
const decided = (command: Command) => named(command).option('--reason <text>', 'why, for the record')

function addReads(record: Command, context: CliContext): void {
  const verbs = () => import('./record.ts')
  listed(record.command('list').description('list users or groups of a directory by name'))
    .requiredOption('--directory <directory>', DIRECTORY)
    .option('--groups', 'its groups, not its users')
    .option('--name <beginning>', 'only those whose name begins so')
    .addOption(new Option('--status <status>', 'only those').choices(STATUSES))
    .addOption(new Option('--hold <hold>', 'only those with this hold').choices(HOLD_KINDS))
    .addOption(new Option('--class <class>', 'only those').choices(CLASSES))
    .action(async (options: RecordListOptions) => (await verbs()).listRecordsVerb(context, options))
  named(record.command('show <record>').description('show one with its holds, and what it clashes with')).action(
    async (id: string, options: RecordPlaceOptions) => (await verbs()).showRecordVerb(context, id, options),
  )
  listed(record.command('holds').description('count what is held, or list what is held for one reason'))
    .addArgument(new Argument('[hold]', 'one kind of hold').choices(HOLD_KINDS))
    .option('--directory <directory>', DIRECTORY)
    .option('--open', 'only those that nobody has looked at')
    .option('--dismissed', 'only those that an administrator has set or dismissed')
    .action(async (kind: HoldKind | undefined, options: HoldListOptions) =>
      (await verbs()).listHoldsVerb(context, kind, options),
    )
  record
    .command('external <directory>')
    .description('write the users outside of the verified domains as CSV')
    .option('--site <site>', 'name or id of the site, where two have a directory of that name')
    .action(async (directory: string, options: { site?: string }) =>
      (await verbs()).externalUsersVerb(context, directory, options),
    )
}

function addDecisions(record: Command, context: CliContext): void {
  const verbs = () => import('./record-decision.ts')
  decided(record.command('link <user>').description('link a user to an account, whatever the addresses say'))
    .requiredOption('--account <account>', 'id or e-mail address of the account')
    .action(async (user: string, options: DecisionOptions & { account: string }) =>
      (await verbs()).linkUserVerb(context, user, options),
    )
  const onUser = (verb: string, name: UserDecision, description: string) =>
    decided(record.command(`${verb} <user>`).description(description)).action(
      async (user: string, options: DecisionOptions) => (await verbs()).decideOnUserVerb(context, name, user, options),
    )
  onUser('unlink', 'unlink-user', 'unlink a user from its account; neither is deleted')
  onUser('member-link', 'member-link-user', 'let its groups count for the account that another user owns')
  onUser('move-ownership', 'move-ownership', 'make it the owner of the account with its address')
  decided(record.command('dismiss <record>').description('say that a hold is known; it still ends by itself'))
    .addArgument(new Argument('<hold>', 'which').choices(HOLD_KINDS))
    .action(async (id: string, hold: HoldKind, options: DecisionOptions) =>
      (await verbs()).dismissHoldVerb(context, id, hold, options),
    )
  const all = (command: Command) => decided(command).option('--all', 'all of the directory that it concerns')
  all(record.command('approve [user...]').description('approve users outside of the verified domains')).action(
    async (users: string[], options: AllOptions) =>
      (await verbs()).decideOnExternalsVerb(context, 'approve-users', users, options),
  )
  all(
    record.command('ignore [user...]').description('leave users out that are outside of the verified domains'),
  ).action(async (users: string[], options: AllOptions) =>
    (await verbs()).decideOnExternalsVerb(context, 'ignore-users', users, options),
  )
  all(record.command('resync [record...]').description('project users and groups again by the rules of now')).action(
    async (ids: string[], options: AllOptions) => (await verbs()).resyncVerb(context, ids, options),
  )
}
