/** `syncline domain …` */
import type { Command } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import type { DomainOptions, ReasonOptions } from './domain.ts'
import type { AssignOptions, RemoveOptions } from './domain-change.ts'

export function addDomainCommands(program: Command, context: CliContext): void {
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
  const changes = () => import('./domain-change.ts')
  verb('assign <domain>', 'say which directory its people belong to; shows whom it concerns, and asks')
    .option('--directory <directory>', 'name or id; left out: none in particular')
    .option('--reason <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .action(async (name: string, options: AssignOptions) => (await changes()).assignDomainVerb(context, name, options))
  withReason(verb('remove <domain>', 'give a domain up; shows whom it concerns, and asks'))
    .option('--yes', 'do not ask')
    .action(async (name: string, options: RemoveOptions) => (await changes()).removeDomainVerb(context, name, options))
  verb('list', 'list the domains of a site').action(async (options: DomainOptions) =>
    (await verbs()).listDomainsVerb(context, options),
  )
}
