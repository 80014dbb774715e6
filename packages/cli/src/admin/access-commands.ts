/** `syncline app …`, `syncline project …` and `syncline group …` */
import type { Command } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { wholeNumber } from '../option-values.ts'
import type { AppListOptions, DeleteAppOptions } from './app.ts'
import type { EffectOptions } from './effect-options.ts'
import type { GroupListOptions } from './group.ts'
import type { SiteOptions } from './person.ts'

const MOST_LISTED = 1_000

const ofSite = (command: Command) => withJson(command).requiredOption('--site <site>', 'name or id of the site')
const effect = (command: Command) => ofSite(command).option('--reason <text>', 'why, for the record')
const listed = (command: Command) =>
  ofSite(command).option('--limit <count>', 'most of them', wholeNumber(1, MOST_LISTED), 50)

export function addAccessCommands(program: Command, context: CliContext): void {
  addAppCommands(program, context, 'app', 'group')
  addAppCommands(program, context, 'project', 'organization')
  addGroupCommands(program, context)
}

function addAppCommands(program: Command, context: CliContext, kind: 'app' | 'project', through: string): void {
  const noun = program.command(kind).description(`${kind}s: what ${through}s give access to`)
  const verbs = async () => (await import('./app.ts')).appVerbs(context, kind)
  const what = `<${kind}>`
  effect(noun.command('create <name>').description(`create a ${kind}`)).action(
    async (name: string, options: EffectOptions) => (await verbs()).create(name, options),
  )
  listed(noun.command('list').description(`list the ${kind}s of a site by name`)).action(
    async (options: AppListOptions) => (await verbs()).list(options),
  )
  effect(noun.command(`rename ${what} <name>`).description('rename it; grants stay')).action(
    async (app: string, name: string, options: EffectOptions) => (await verbs()).rename(app, name, options),
  )
  effect(noun.command(`delete ${what}`).description(`delete it; refused while a ${through} gives access to it`))
    .option('--force', 'end those grants too')
    .action(async (app: string, options: DeleteAppOptions) => (await verbs()).remove(app, options))
  effect(noun.command(`grant ${what} <${through}>`).description(`let a ${through} reach it`)).action(
    async (app: string, group: string, options: EffectOptions) => (await verbs()).grant(app, group, options),
  )
  effect(noun.command(`revoke ${what} <${through}>`).description('end a grant')).action(
    async (app: string, group: string, options: EffectOptions) => (await verbs()).revoke(app, group, options),
  )
  listed(noun.command(`${through}s ${what}`).description(`list the ${through}s that give access to it`)).action(
    async (app: string, options: AppListOptions) => (await verbs()).groups(app, options),
  )
  listed(noun.command(`people ${what}`).description('list who reaches it, and through what')).action(
    async (app: string, options: AppListOptions) => (await verbs()).people(app, options),
  )
}

function addGroupCommands(program: Command, context: CliContext): void {
  const noun = program.command('group').description('groups and organizations of a site')
  const verbs = () => import('./group.ts')
  listed(noun.command('list').description('list them by name'))
    .option('--name <beginning>', 'only those whose name begins so')
    .option('--csv', 'all of them as CSV')
    .action(async ({ csv, ...options }: GroupListOptions & { csv?: boolean }) =>
      csv
        ? (await import('./export-lists.ts')).exportVerb(context, 'groups', {
            site: options.site,
            beginning: options.name,
          })
        : (await verbs()).listGroupsVerb(context, options),
    )
  ofSite(noun.command('show <group>').description('show one by name or id, and what it gives access to')).action(
    async (group: string, options: SiteOptions) => (await verbs()).showGroupVerb(context, group, options),
  )
  effect(noun.command('detach <group>').description('make a synced one local; its people and grants stay')).action(
    async (group: string, options: EffectOptions) => (await verbs()).detachGroupVerb(context, group, options),
  )
  effect(noun.command('link-again <scim-id>').description('let a detached group of a directory reach the site')).action(
    async (id: string, options: EffectOptions) => (await verbs()).linkGroupVerb(context, id, options),
  )
  effect(
    noun.command('default-access <group> <on|off>').description('say whether a local one gives default access'),
  ).action(async (group: string, state: string, options: EffectOptions) =>
    (await verbs()).defaultAccessVerb(context, group, state, options),
  )
}
