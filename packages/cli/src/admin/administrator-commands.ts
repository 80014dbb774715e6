/** `syncline admin …` */
import { ADMIN_ROLES } from '@syncline/core/storage/catalogue/admin-role.ts'
import { type Command, Option } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { wholeNumber } from '../option-values.ts'
import type { AdminRevokeOptions, NewAdminOptions } from './administrator.ts'
import type { OutputOptions } from './site.ts'

const MOST_DAYS = 3_650

export function addAdministratorCommands(program: Command, context: CliContext): void {
  const admin = program.command('admin').description('administrators: tokens of the admin API, with their roles')
  const verbs = () => import('./administrator.ts')
  withJson(admin.command('create <name>').description('create an administrator; the token is shown once'))
    .addOption(new Option('--role <role...>', 'what they may do').choices(ADMIN_ROLES).makeOptionMandatory())
    .option('--site <site...>', 'names or ids of the sites; left out: all, also those to come')
    .option('--days <days>', 'days until the token expires', wholeNumber(1, MOST_DAYS), 365)
    .option('--reason <text>', 'why, for the record')
    .action(async (name: string, options: NewAdminOptions) => (await verbs()).createAdminVerb(context, name, options))
  withJson(admin.command('list').description('list the administrators by the prefixes of their tokens')).action(
    async (options: OutputOptions) => (await verbs()).listAdminsVerb(context, options),
  )
  withJson(admin.command('revoke <prefix>').description('revoke a token; it is refused everywhere within a second'))
    .option('--reason <text>', 'why, for the record')
    .action(async (prefix: string, options: AdminRevokeOptions) =>
      (await verbs()).revokeAdminVerb(context, prefix, options),
    )
}
