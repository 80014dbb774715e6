/** `syncline import …` and, beside the verbs that nouns have already, those for what a site has without a directory. */
import { type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import type { EffectOptions } from './effect-options.ts'
import type { ExportKind } from './export-lists.ts'
import type { ImportOptions } from './import.ts'
import type { ImportKind } from './import-columns.ts'
import type { DeleteGroupOptions, NewGroupOptions } from './local-group.ts'
import type { EraseOptions, ErasureOptions } from './person-erase.ts'
import type { SwitchOptions } from './person-switch.ts'
import type { OutputOptions } from './site.ts'

const IMPORTS: Readonly<Record<ImportKind, string>> = {
  accounts: 'import people by their addresses; the same file again changes nothing',
  groups: 'import local groups and organizations by their names',
  members: 'import who is in which local group',
}

const EXPORTS: Readonly<Record<ExportKind, string>> = {
  accounts: 'all people of a site',
  groups: 'all groups and organizations of a site',
  members: 'who is in which of them, whoever put them there',
}

const effect = (command: Command) =>
  withJson(command)
    .requiredOption('--site <site>', 'name or id of the site')
    .option('--reason <text>', 'why, for the record')
const audience = (of: string) =>
  new Option('--audience <audience>', of).choices(['workforce', 'customers']).default('workforce')

/** To be called when the other nouns are there. */
export function addLocalCommands(program: Command, context: CliContext): void {
  const imports = program.command('import').description('imports: what a site has without a directory, from CSV files')
  for (const [kind, description] of Object.entries(IMPORTS) as [ImportKind, string][]) {
    effect(imports.command(`${kind} <file>`).description(description))
      .addOption(audience('of lines that name none'))
      .action(async (file: string, options: ImportOptions) =>
        (await import('./import.ts')).importVerb(context, kind, file, options),
      )
  }
  const exports = program.command('export').description('exports: CSV files that can be imported as they are')
  for (const [kind, description] of Object.entries(EXPORTS) as [ExportKind, string][]) {
    exports
      .command(kind)
      .description(description)
      .requiredOption('--site <site>', 'name or id of the site')
      .action(async (options: { readonly site: string }) =>
        (await import('./export-lists.ts')).exportVerb(context, kind, options),
      )
  }
  addSwitches(nounOf(program, 'people').alias('person'), context)
  addErasure(nounOf(program, 'people'), context)
  addGroupVerbs(nounOf(program, 'group'), context)
  withJson(
    nounOf(program, 'site').command('counts <site>').description('count people, groups and holds of a site'),
  ).action(async (site: string, options: OutputOptions) =>
    (await import('./site-counts.ts')).siteCountsVerb(context, site, options),
  )
}

function addSwitches(people: Command, context: CliContext): void {
  const verbs = [
    ['switch-off', false, 'switch an account off, whatever directories say'],
    ['switch-on', true, 'switch an account on again; it is as its directory says then'],
  ] as const
  for (const [verb, active, description] of verbs) {
    effect(people.command(`${verb} <person>`).description(description))
      .addOption(audience('whose address it is'))
      .action(async (person: string, options: SwitchOptions) =>
        (await import('./person-switch.ts')).switchAccountVerb(context, active, person, options),
      )
  }
}

function addErasure(people: Command, context: CliContext): void {
  const verbs = () => import('./person-erase.ts')
  withJson(
    people.command('erasure <person>').description('show what erasing a person would take, or how far it has come'),
  )
    .requiredOption('--site <site>', 'name or id of the site')
    .addOption(audience('whose address it is'))
    .action(async (person: string, options: ErasureOptions) =>
      (await verbs()).showErasureVerb(context, person, options),
    )
  withJson(people.command('erase <person>').description('erase a person for good, after showing what that takes'))
    .requiredOption('--site <site>', 'name or id of the site')
    .requiredOption('--reason <text>', 'why, for the record; without names')
    .addOption(audience('whose address it is'))
    .option('--records', 'also users that directories have still: identity providers are told 404')
    .option('--yes', 'do not ask')
    .action(async (person: string, options: EraseOptions) => (await verbs()).erasePersonVerb(context, person, options))
}

function addGroupVerbs(group: Command, context: CliContext): void {
  const verbs = () => import('./local-group.ts')
  effect(group.command('create <name>').description('create a local group or organization'))
    .addOption(audience('an organization is of customers'))
    .action(async (name: string, options: NewGroupOptions) => (await verbs()).createGroupVerb(context, name, options))
  effect(
    group.command('rename <group> <name>').description('rename a local one; what it gives access to stays'),
  ).action(async (wanted: string, name: string, options: EffectOptions) =>
    (await verbs()).renameGroupVerb(context, wanted, name, options),
  )
  effect(group.command('delete <group>').description('delete a local one; refused while it gives access'))
    .option('--force', 'end what it gives access to as well')
    .action(async (wanted: string, options: DeleteGroupOptions) =>
      (await verbs()).deleteGroupVerb(context, wanted, options),
    )
  for (const direction of ['add', 'remove'] as const) {
    effect(
      group
        .command(`${direction}-members <group> <person...>`)
        .description(`${direction} people by address or id, by hand`),
    ).action(async (wanted: string, people: string[], options: EffectOptions) =>
      (await verbs()).changeMembersVerb(context, direction, wanted, people, options),
    )
  }
}

function nounOf(program: Command, name: string): Command {
  const noun = program.commands.find((command) => command.name() === name)
  if (noun === undefined) throw new Error(`there is no ${name} yet`)
  return noun
}
