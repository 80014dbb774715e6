/**
 * Disconnecting a directory (design: Directory life). At commit its keys are refused within a second and what it has sent is no
 * longer applied; its end at the site is a command of the lane in the same transaction, so that no crash leaves the one without
 * the other. Its name is free again.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import { uuidv7 } from '../../runtime/uuid.ts'
import { appendCommand } from '../journal/command-append.ts'
import { appendReproject } from '../journal/reproject-append.ts'
import type { Database } from '../schema.ts'
import { type Author, recordControlEvent } from './control-event.ts'
import { type Directory, findDirectory } from './directory.ts'
import { lockedDirectory } from './directory-pause.ts'
import { domainScope } from './domain-scope.ts'
import { catalogueName } from './name.ts'

const MOST_OF_NAME = 150

/** @returns with the operation whose outcome says that the site has seen it. @throws CatalogueError directory-disconnected */
export function disconnectDirectory(
  db: Kysely<Database>,
  choice: Pick<Directory, 'id' | 'siteId'>,
  author: { readonly actor: string; readonly reason: string },
): Promise<{ readonly directory: Directory; readonly operationId: string }> {
  const { id, siteId } = choice
  return db.transaction().execute(async (transaction) => {
    const before = await lockedDirectory(transaction, choice)
    const name = await formerName(transaction, before)
    await transaction
      .updateTable('directory')
      .set({
        phase: 'disconnected',
        disconnected_at: sql<Date>`now()`,
        paused: null,
        paused_at: null,
        name: name.name,
        name_key: name.nameKey,
      })
      .where('id', '=', id)
      .where('site_id', '=', siteId)
      .execute()
    const revoked = await transaction
      .updateTable('credential')
      .set({ revoked_at: sql<Date>`now()` })
      .where('directory_id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('prefix')
      .execute()
    await recordControlEvent(transaction, {
      actor: author,
      action: 'directory.disconnected',
      siteId,
      directoryId: id,
      detail: { name: before.name, credentials: revoked.map(({ prefix }) => prefix) },
    })
    await unassignDomains(transaction, before, author)
    const operationId = uuidv7()
    const command = { name: 'disconnect-directory', directoryId: id } as const
    await appendCommand(transaction, { id: operationId, siteId, ...author, command })
    return { directory: await findDirectory(transaction, { directoryId: id }), operationId }
  })
}

/** `Entra (disconnected 2026-05-01)`; with its number where there is one of that name. */
async function formerName(transaction: Transaction<Database>, { id, siteId, name }: Directory) {
  const day = new Date().toISOString().slice(0, 10)
  const short = [...name].slice(0, MOST_OF_NAME).join('')
  const wanted = catalogueName(`${short} (disconnected ${day})`)
  const taken = await transaction
    .selectFrom('directory')
    .where('site_id', '=', siteId)
    .where('name_key', '=', wanted.nameKey)
    .select('id')
    .executeTakeFirst()
  return taken === undefined ? wanted : catalogueName(`${short} (disconnected ${day}, number ${id})`)
}

/** Else nobody of these domains would be provisioned any more. */
async function unassignDomains(transaction: Transaction<Database>, { id, siteId }: Directory, author: Author) {
  const domains = await transaction
    .updateTable('domain')
    .set({ directory_id: null })
    .where('site_id', '=', siteId)
    .where('directory_id', '=', id)
    .returning('name_key')
    .execute()
  if (domains.length === 0) return
  const scopes = [domainScope(domains.map((domain) => domain.name_key))]
  await appendReproject(transaction, { siteId, author, scopes })
}
