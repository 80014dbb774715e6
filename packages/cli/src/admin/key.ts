/** `syncline key create|list|revoke`. The key itself is shown once, at its creation. */
import { type Credential, createCredential, listCredentials } from '@syncline/core/storage/catalogue/credential.ts'
import { revokeCredential } from '@syncline/core/storage/catalogue/credential-revoke.ts'
import { type Directory, listDirectories } from '@syncline/core/storage/catalogue/directory.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { scimBaseUrl } from '../scim-url.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { chooseDirectory } from './choose.ts'
import { dateText } from './date-text.ts'
import { listedPrefix } from './listed-prefix.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

const DAY_MS = 86_400_000

export type DirectoryChoice = { readonly directory: string; readonly site?: string }

export type NewKeyOptions = OutputOptions & DirectoryChoice & { readonly name: string; readonly days: number }

export type RevokeOptions = OutputOptions & { readonly drop?: boolean }

export async function createKeyVerb(context: CliContext, options: NewKeyOptions): Promise<void> {
  const expiresAt = new Date(Date.now() + options.days * DAY_MS)
  const { directory, credential } = await withCatalogue(context, async (db) => {
    const directory = await chooseDirectory(db, options.directory, options.site)
    const wanted = { directoryId: directory.id, name: options.name, expiresAt }
    return { directory, credential: await createCredential(db, wanted, cliActor()) }
  })
  const baseUrl = scimBaseUrl(context.config(), directory.publicId)
  if (options.json) {
    return writeJson(context.stdout, { ...shownKey(credential, directory), key: credential.key, baseUrl })
  }
  writeLine(context.stdout, `Created key "${credential.name}" of directory "${directory.name}".`)
  writeLine(context.stdout, `SCIM base URL: ${baseUrl}`)
  writeLine(context.stdout, `Key:           ${credential.key}`)
  writeLine(context.stdout, `It expires on ${dateText(expiresAt)} and is not shown again.`)
}

export async function listKeysVerb(
  context: CliContext,
  options: OutputOptions & Partial<DirectoryChoice>,
): Promise<void> {
  const { directories, credentials } = await withCatalogue(context, async (db) => {
    if (options.directory === undefined) {
      return { directories: await listDirectories(db), credentials: await listCredentials(db) }
    }
    const directory = await chooseDirectory(db, options.directory, options.site)
    return { directories: [directory], credentials: await listCredentials(db, { directoryId: directory.id }) }
  })
  const byId = new Map(directories.map((directory) => [directory.id, directory]))
  const shown = credentials.map((credential) => shownKey(credential, byId.get(credential.directoryId)))
  if (options.json) return writeJson(context.stdout, shown)
  if (shown.length === 0) {
    return writeLine(context.stdout, 'There is no key yet; create one: syncline key create --directory <directory>')
  }
  const rows = shown.map((key) => [`sync_${key.prefix}_…`, key.name, key.directory, dateText(key.expiresAt), key.state])
  writeLine(
    context.stdout,
    renderTable({ head: ['Key', 'Name', 'Directory', 'Expires', 'State'], rows, widths: [17, 20, 22, 12, 9] }),
  )
}

/** Takes the prefix as it is listed too: `sync_<prefix>_…`. */
export async function revokeKeyVerb(context: CliContext, listed: string, options: RevokeOptions): Promise<void> {
  const prefix = listedPrefix(listed, 'sync', 'syncline key list')
  const pending = options.drop === true ? 'drop' : 'keep'
  const revoked = await withCatalogue(context, (db) => revokeCredential(db, { prefix }, { pending }, cliActor()))
  if (options.json)
    return writeJson(context.stdout, { prefix, name: revoked.name, revokedAt: revoked.revokedAt, pending })
  writeLine(
    context.stdout,
    `Revoked key "${revoked.name}" (sync_${prefix}_…). Requests with it get 401 within a second.`,
  )
  writeLine(
    context.stdout,
    pending === 'drop'
      ? 'What it has sent and is not applied yet is answered with 401 and changes nothing.'
      : 'What it has sent is kept. To drop what is not applied yet, revoke it again with --drop.',
  )
}

function shownKey({ prefix, name, createdAt, expiresAt, revokedAt }: Credential, directory: Directory | undefined) {
  const state = revokedAt !== null ? 'revoked' : expiresAt.getTime() <= Date.now() ? 'expired' : 'valid'
  return {
    prefix,
    name,
    directory: directory?.name ?? '',
    directoryId: directory?.publicId,
    createdAt,
    expiresAt,
    state,
  }
}
