/** `syncline oauth-client …`. The verbs are loaded when they are called. */
import type { Command } from 'commander'
import type { CliContext } from '../context.ts'
import { withJson } from '../option-json.ts'
import { wholeNumber } from '../option-values.ts'
import type { RevokeOptions } from './key.ts'
import type { ClientListOptions, NewClientOptions, NewSecretOptions } from './oauth-client.ts'
import type { TrustOptions } from './oauth-trust.ts'
import type { OutputOptions } from './site.ts'

const MOST_DAYS = 1_095
const verbs = () => import('./oauth-client.ts')

export function addOAuthClientCommands(program: Command, context: CliContext): void {
  const client = program.command('oauth-client').description('OAuth clients: identity providers that ask for tokens')
  withDays(withJson(client.command('create').description('create a client with a secret, which is shown once')))
    .requiredOption('--directory <directory>', 'name or id of its directory')
    .option('--site <site>', 'name or id of the site, where two have a directory of that name')
    .option('--name <name>', 'what it is for', 'identity provider')
    .option('--read-only', 'its tokens may not write')
    .option('--no-secret', 'without a secret, for one that authenticates by assertions')
    .action(async (options: NewClientOptions) => (await verbs()).createClientVerb(context, options))
  withJson(client.command('list').description('list the clients with their secrets by prefix'))
    .option('--directory <directory>', 'only those of this directory (name or id)')
    .option('--site <site>', 'name or id of the site, where two have a directory of that name')
    .action(async (options: ClientListOptions) => (await verbs()).listClientsVerb(context, options))
  withDays(
    withJson(client.command('add-secret <client>').description('a second secret, so that one can be replaced')),
  ).action(async (clientId: string, options: NewSecretOptions) =>
    (await verbs()).addSecretVerb(context, clientId, options),
  )
  withJson(client.command('revoke-secret <prefix>').description('end a secret and its tokens, within a second')).action(
    async (prefix: string, options: OutputOptions) => (await verbs()).revokeSecretVerb(context, prefix, options),
  )
  addTrustCommands(client, context)
  withJson(client.command('revoke <client>').description('end a client, its secrets and tokens, within a second'))
    .option('--drop', 'also drop what it has sent and nobody has applied yet')
    .action(async (clientId: string, options: RevokeOptions) =>
      (await verbs()).revokeClientVerb(context, clientId, options),
    )
}

function addTrustCommands(client: Command, context: CliContext): void {
  withJson(client.command('trust <client>').description('take signed assertions of an issuer in place of a secret'))
    .requiredOption('--issuer <url>', 'claim iss, letter by letter')
    .requiredOption('--audience <text>', 'claim aud')
    .requiredOption('--subject <text>', 'claim sub')
    .option('--tenant <id>', 'claim tid, as Entra sends it')
    .option('--jwks-uri <url>', 'where the keys are; default: where the issuer says')
    .action(async (clientId: string, options: TrustOptions) =>
      (await import('./oauth-trust.ts')).addTrustVerb(context, clientId, options),
    )
  withJson(client.command('revoke-trust <prefix>').description('end a trust and its tokens, within a second')).action(
    async (prefix: string, options: OutputOptions) =>
      (await import('./oauth-trust.ts')).revokeTrustVerb(context, prefix, options),
  )
}

function withDays(command: Command): Command {
  return command.option('--days <days>', 'days until the secret expires', wholeNumber(1, MOST_DAYS), 365)
}
