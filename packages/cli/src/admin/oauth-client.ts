/** `syncline oauth-client create|list|add-secret|revoke-secret|revoke`. A secret is shown once, at its creation. */
import { revokeCredential } from '@syncline/core/storage/catalogue/credential-revoke.ts'
import { type Directory, listDirectories } from '@syncline/core/storage/catalogue/directory.ts'
import {
  clientIdOf,
  createOAuthClient,
  listOAuthClients,
  type OAuthClient,
  prefixOf,
} from '@syncline/core/storage/catalogue/oauth-client.ts'
import {
  addClientSecret,
  listClientSecrets,
  type OAuthSecret,
  revokeClientSecret,
} from '@syncline/core/storage/catalogue/oauth-secret.ts'
import { listTrusts, type OAuthTrust } from '@syncline/core/storage/catalogue/oauth-trust.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { scimBaseUrl, tokenUrl } from '../scim-url.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { chooseDirectory } from './choose.ts'
import { dateText } from './date-text.ts'
import type { DirectoryChoice, RevokeOptions } from './key.ts'
import { listedPrefix } from './listed-prefix.ts'
import { shownTrust } from './oauth-trust.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

const DAY_MS = 86_400_000

export type NewSecretOptions = OutputOptions & { readonly days: number }
export type NewClientOptions = NewSecretOptions &
  DirectoryChoice & { readonly name: string; readonly readOnly?: boolean; readonly secret: boolean }
export type ClientListOptions = OutputOptions & Partial<DirectoryChoice>

export async function createClientVerb(context: CliContext, options: NewClientOptions): Promise<void> {
  const access = options.readOnly === true ? 'read' : 'write'
  const expiresAt = expiryOf(options)
  const { directory, client, secret } = await withCatalogue(context, async (db) => {
    const directory = await chooseDirectory(db, options.directory, options.site)
    const client = await createOAuthClient(db, { directoryId: directory.id, name: options.name, access }, cliActor())
    const secret = options.secret
      ? await addClientSecret(db, { clientId: clientIdOf(client), expiresAt }, cliActor())
      : null
    return { directory, client, secret }
  })
  const baseUrl = scimBaseUrl(context.config(), directory.publicId)
  const shown = {
    ...shownClient(client, directory, secret === null ? [] : [secret], []),
    baseUrl,
    tokenUrl: tokenUrl(context.config()),
  }
  if (options.json) {
    writeJson(context.stdout, { ...shown, ...(secret === null ? {} : { secret: secret.secret }) })
    return
  }
  writeLine(context.stdout, `Created OAuth client "${client.name}" of directory "${directory.name}".`)
  writeLine(context.stdout, `SCIM base URL:  ${baseUrl}`)
  writeLine(context.stdout, `Token endpoint: ${shown.tokenUrl}`)
  writeLine(context.stdout, `Client id:      ${shown.clientId}`)
  if (secret !== null) writeSecret(context, secret.secret, expiresAt)
  else writeLine(context.stdout, `Next, whom it trusts: syncline oauth-client trust ${shown.clientId} --help`)
}

export async function listClientsVerb(context: CliContext, options: ClientListOptions): Promise<void> {
  const { directories, clients, secrets, trusts } = await withCatalogue(context, async (db) => {
    const directories =
      options.directory === undefined
        ? await listDirectories(db)
        : [await chooseDirectory(db, options.directory, options.site)]
    const of = options.directory === undefined ? {} : { directoryId: directories[0]?.id ?? 0 }
    const clients = await listOAuthClients(db, of)
    const ofThem = { credentialIds: clients.map(({ id }) => id) }
    return { directories, clients, secrets: await listClientSecrets(db, ofThem), trusts: await listTrusts(db, ofThem) }
  })
  const shown = clients.map((client) => {
    const isOwn = ({ credentialId }: { readonly credentialId: number }) => credentialId === client.id
    const directory = directories.find(({ id }) => id === client.directoryId)
    return shownClient(client, directory, secrets.filter(isOwn), trusts.filter(isOwn))
  })
  if (options.json) {
    writeJson(context.stdout, shown)
    return
  }
  if (shown.length === 0) {
    writeLine(
      context.stdout,
      'There is no OAuth client yet; create one: syncline oauth-client create --directory <directory>',
    )
    return
  }
  const rows = shown.flatMap((client) => [
    [client.clientId, client.name, client.directory, '', client.state],
    ...client.secrets.map((each) => [`  syncsecret_${each.prefix}_…`, '', '', dateText(each.expiresAt), each.state]),
    ...client.trusts.map((each) => [`  trust_${each.prefix}`, each.issuer, '', '', each.state]),
  ])
  const head = ['Client and secrets', 'Name', 'Directory', 'Expires', 'State']
  writeLine(context.stdout, renderTable({ head, rows, widths: [25, 18, 16, 12, 9] }))
}

export async function addSecretVerb(context: CliContext, clientId: string, options: NewSecretOptions): Promise<void> {
  const expiresAt = expiryOf(options)
  const { secret, prefix } = await withCatalogue(context, (db) =>
    addClientSecret(db, { clientId, expiresAt }, cliActor()),
  )
  if (options.json) {
    writeJson(context.stdout, { clientId, prefix, expiresAt, secret })
    return
  }
  writeLine(context.stdout, `Created a secret of ${clientId}; those that it has stay valid.`)
  writeSecret(context, secret, expiresAt)
}

/** Takes the prefix as it is listed too: `syncsecret_<prefix>_…`. */
export async function revokeSecretVerb(context: CliContext, listed: string, { json }: OutputOptions): Promise<void> {
  const prefix = listedPrefix(listed, 'syncsecret', 'syncline oauth-client list')
  const { revokedAt } = await withCatalogue(context, (db) => revokeClientSecret(db, { prefix }, cliActor()))
  if (json) writeJson(context.stdout, { prefix, revokedAt })
  else writeLine(context.stdout, `Revoked syncsecret_${prefix}_…. Its tokens get 401 within a second.`)
}

export async function revokeClientVerb(context: CliContext, clientId: string, options: RevokeOptions): Promise<void> {
  const pending = options.drop === true ? 'drop' : 'keep'
  const which = { prefix: prefixOf(clientId) ?? '', kind: 'oauth-client' } as const
  const { name, revokedAt } = await withCatalogue(context, (db) => revokeCredential(db, which, { pending }, cliActor()))
  if (options.json) writeJson(context.stdout, { clientId, name, revokedAt, pending })
  else writeLine(context.stdout, `Revoked OAuth client "${name}" (${clientId}). Its tokens get 401 within a second.`)
}

function expiryOf({ days }: NewSecretOptions): Date {
  return new Date(Date.now() + days * DAY_MS)
}

function writeSecret(context: CliContext, secret: string, expiresAt: Date): void {
  writeLine(context.stdout, `Client secret:  ${secret}`)
  writeLine(context.stdout, `It expires on ${dateText(expiresAt)} and is not shown again.`)
}

function shownClient(
  client: OAuthClient,
  directory: Directory | undefined,
  secrets: readonly OAuthSecret[],
  trusts: readonly OAuthTrust[],
) {
  const { name, access, createdAt, revokedAt } = client
  return {
    clientId: clientIdOf(client),
    name,
    directory: directory?.name ?? '',
    directoryId: directory?.publicId,
    access,
    createdAt,
    state: revokedAt === null ? 'valid' : 'revoked',
    secrets: secrets.map((each) => ({ prefix: each.prefix, expiresAt: each.expiresAt, state: stateOf(each) })),
    trusts: trusts.map(shownTrust),
  }
}

function stateOf({ revokedAt, expiresAt }: OAuthSecret): string {
  if (revokedAt !== null) return 'revoked'
  return expiresAt.getTime() <= Date.now() ? 'expired' : 'valid'
}
