/** `syncline operations|people|lookup …`: what the admin API shows of a site, on the machine itself. */
import { OPERATION_STATES } from '@syncline/core/storage/read/operation-state.ts'
import { type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { instant, wholeNumber } from '../option-values.ts'
import type { OperationListOptions } from './operation.ts'
import type { PeopleListOptions, SiteOptions } from './person.ts'

const MOST_LISTED = 1_000

export function addReadCommands(program: Command, context: CliContext): void {
  const ofSite = (command: Command) => withJson(command).requiredOption('--site <site>', 'name or id of the site')
  const listed = (command: Command) =>
    ofSite(command).option('--limit <count>', 'most of them', wholeNumber(1, MOST_LISTED), 20)

  const operations = program.command('operations').description('operations: what was asked, and what came of it')
  listed(operations.command('list').description('list the operations of a site, newest first'))
    .option('--directory <directory>', 'only those of this directory (name or id)')
    .addOption(new Option('--state <state>', 'only those in this state').choices(OPERATION_STATES))
    .option('--resource <id>', 'only those on this user or group (SCIM id)')
    .option('--since <time>', 'only those accepted at or after it (ISO 8601)', instant)
    .option('--until <time>', 'only those accepted before it (ISO 8601)', instant)
    .action(async (options: OperationListOptions) =>
      (await import('./operation.ts')).listOperationsVerb(context, options),
    )
  ofSite(operations.command('show <id>').description('show request, outcome and effects of an operation')).action(
    async (id: string, options: SiteOptions) =>
      (await import('./operation.ts')).showOperationVerb(context, id, options),
  )

  const people = program.command('people').description('people: the accounts of a site')
  listed(people.command('list').description('list the people of a site by e-mail address'))
    .option('--email <beginning>', 'only those whose address begins so')
    .option('--csv', 'all of them as CSV')
    .action(async ({ csv, ...options }: PeopleListOptions & { csv?: boolean }) =>
      csv
        ? (await import('./export-lists.ts')).exportVerb(context, 'accounts', {
            site: options.site,
            beginning: options.email,
          })
        : (await import('./person.ts')).listPeopleVerb(context, options),
    )
  ofSite(people.command('show <person>').description('show a person by id or e-mail address')).action(
    async (person: string, options: SiteOptions) =>
      (await import('./person.ts')).showPersonVerb(context, person, options),
  )

  listed(people.command('access <person>').description('list what a person reaches, and through what')).action(
    async (person: string, options: PeopleListOptions) =>
      (await import('./person-access.ts')).personAccessVerb(context, person, options),
  )

  ofSite(program.command('lookup <address>').description('is this e-mail address one of ours?')).action(
    async (address: string, options: SiteOptions) =>
      (await import('./person.ts')).lookUpVerb(context, address, options),
  )
}
