/** `syncline conflicts …`, and how deleted groups come back. */
import { CONFLICT_DECISIONS, CONFLICT_STATES } from '@syncline/core/domain/conflict.ts'
import { CONFLICT_KINDS } from '@syncline/core/domain/group-conflict.ts'
import { DIFFERENCES } from '@syncline/core/storage/read/conflict-difference.ts'
import { type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { wholeNumber } from '../option-values.ts'
import type { ConflictListOptions, DifferenceOptions } from './conflict.ts'
import type { ResolveOptions } from './conflict-decision.ts'
import type { RestoreOptions, UndoOptions } from './conflict-undo.ts'
import type { SiteOptions } from './person.ts'

const MOST_LISTED = 1_000
const DIRECTORY = 'only those of this directory (name or id)'
const LEFT_LOCAL = 'only with groups that a disconnected directory left local'

const ofSite = (command: Command) => withJson(command).requiredOption('--site <site>', 'name or id of the site')
const kind = () => new Option('--kind <kind>', 'only those').choices(CONFLICT_KINDS)

export function addConflictCommands(program: Command, context: CliContext): void {
  const noun = program
    .command('conflicts')
    .alias('conflict')
    .description('conflicts: groups of directories whose name a group of the site has')
  const verbs = () => import('./conflict.ts')
  ofSite(noun.command('list').description('list the open ones, newest first'))
    .addOption(new Option('--state <state>', 'those in another state').choices([...CONFLICT_STATES, 'all']))
    .addOption(kind())
    .option('--directory <directory>', DIRECTORY)
    .option('--left-local', LEFT_LOCAL)
    .option('--name <part>', 'only those with this in the name')
    .option('--limit <count>', 'most of them', wholeNumber(1, MOST_LISTED), 50)
    .action(async (options: ConflictListOptions) => (await verbs()).listConflictsVerb(context, options))
  ofSite(noun.command('show <group>').description('show one, by the name of the group or its id')).action(
    async (wanted: string, options: SiteOptions) => (await verbs()).showConflictVerb(context, wanted, options),
  )
  ofSite(noun.command('diff <group>').description('whom it is about: who would be added, and who removed'))
    .addOption(new Option('--change <change>', 'only those').choices(DIFFERENCES))
    .option('--csv', 'all of them as CSV, also those who stay')
    .option('--limit <count>', 'most of them', wholeNumber(1, MOST_LISTED), 50)
    .action(async (wanted: string, options: DifferenceOptions) =>
      (await verbs()).conflictDifferenceVerb(context, wanted, options),
    )
  ofSite(noun.command('resolve [group...]').description('decide; what it does is shown before'))
    .addOption(new Option('--decision <decision>', 'what').choices(CONFLICT_DECISIONS).makeOptionMandatory())
    .option('--as <name>', 'of rename: the name that the group gets at the site')
    .option('--all', 'all that are open')
    .addOption(kind())
    .option('--directory <directory>', DIRECTORY)
    .option('--left-local', LEFT_LOCAL)
    .option('--reason <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .action(async (wanted: string[], options: ResolveOptions) =>
      (await import('./conflict-decision.ts')).resolveConflictsVerb(context, wanted, options),
    )
  ofSite(noun.command('undo <group>').description('take a decision back, for 30 days; what that does is shown before'))
    .option('--reason <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .action(async (wanted: string, options: UndoOptions) =>
      (await import('./conflict-undo.ts')).undoDecisionVerb(context, wanted, options),
    )
  addRestore(program, context)
}

function addRestore(program: Command, context: CliContext): void {
  const group = program.commands.find((command) => command.name() === 'group')
  if (group === undefined) throw new Error('there is no group yet')
  const verbs = () => import('./conflict-undo.ts')
  ofSite(group.command('deleted').description('list the groups of the last 30 days that can be restored'))
    .option('--limit <count>', 'most of them', wholeNumber(1, MOST_LISTED), 50)
    .action(async (options: SiteOptions & { limit: number }) => (await verbs()).listDeletedGroupsVerb(context, options))
  ofSite(group.command('restore <group>').description('bring a deleted group back, with its people and access'))
    .option('--as <name>', 'another name, where its own is taken')
    .option('--reason <text>', 'why, for the record')
    .action(async (wanted: string, options: RestoreOptions) =>
      (await verbs()).restoreGroupVerb(context, wanted, options),
    )
}
