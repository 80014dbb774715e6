/** Directories: one connection of an identity provider to a site, with its own SCIM address. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Audience, Mode } from '../../domain/operation.ts'
import type { JsonObject } from '../../scim/json.ts'
import type { Database } from '../schema.ts'
import { CatalogueError, refusingTakenName } from './catalogue-error.ts'
import { recordControlEvent } from './control-event.ts'
import { type DirectorySettings, directorySettings, storedSettings } from './directory-settings.ts'
import { catalogueName } from './name.ts'
import { findSite } from './site.ts'

export type Directory = {
  readonly id: number
  readonly siteId: number
  readonly publicId: string
  readonly name: string
  readonly audience: Audience
  readonly mode: Mode
  readonly settings: DirectorySettings
  readonly createdAt: Date
}

export type NewDirectory = ({ readonly siteId: number } | { readonly sitePublicId: string }) & {
  readonly name: string
  /** Default: workforce. */
  readonly audience?: Audience
  /** Default: lenient. */
  readonly mode?: Mode
}

const DIRECTORY_COLUMNS = [
  'id',
  'site_id as siteId',
  'public_id as publicId',
  'name',
  'audience',
  'mode',
  'settings',
  'created_at as createdAt',
] as const

/** Names are unique within their site. @throws CatalogueError unknown-site, name-invalid, name-taken */
export async function createDirectory(
  db: Kysely<Database>,
  directory: NewDirectory,
  actor: string,
): Promise<Directory> {
  const { name, nameKey } = catalogueName(directory.name)
  const { audience = 'workforce', mode = 'lenient' } = directory
  const site = await findSite(db, directory)
  return refusingTakenName('directory_site_id_name_key_key', 'The site has a directory with this name already.', () =>
    db.transaction().execute(async (transaction) => {
      const created = await transaction
        .insertInto('directory')
        .values({ site_id: site.id, public_id: randomUUID(), name, name_key: nameKey, audience, mode })
        .returning(DIRECTORY_COLUMNS)
        .executeTakeFirstOrThrow()
      await recordControlEvent(transaction, {
        actor,
        action: 'directory.created',
        siteId: site.id,
        directoryId: created.id,
        detail: { name, audience, mode },
      })
      return withSettings(created)
    }),
  )
}

/**
 * Sets what is named and leaves the rest; `null` brings a default back. Effective within a second.
 * @throws CatalogueError unknown-directory, setting-invalid
 */
export async function changeDirectorySettings(
  db: Kysely<Database>,
  by: { readonly directoryId: number } | { readonly directoryPublicId: string },
  changes: Readonly<Record<string, unknown>>,
  actor: string,
): Promise<Directory> {
  const { id } = await findDirectory(db, by)
  return db.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('directory')
      .where('id', '=', id)
      .select('settings')
      .forUpdate()
      .executeTakeFirstOrThrow()
    const settings = storedSettings(before.settings, changes)
    const changed = await transaction
      .updateTable('directory')
      .set({ settings: JSON.stringify(settings) })
      .where('id', '=', id)
      .returning(DIRECTORY_COLUMNS)
      .executeTakeFirstOrThrow()
    await recordControlEvent(transaction, {
      actor,
      action: 'directory.settings-changed',
      siteId: changed.siteId,
      directoryId: id,
      detail: { before: before.settings, after: settings as JsonObject },
    })
    return withSettings(changed)
  })
}

/** By name; of one site or of all. */
export async function listDirectories(
  db: Kysely<Database>,
  of: { readonly siteId?: number } = {},
): Promise<Directory[]> {
  const query = db.selectFrom('directory').select(DIRECTORY_COLUMNS).orderBy('site_id').orderBy('name_key')
  const rows = await (of.siteId === undefined ? query : query.where('site_id', '=', of.siteId)).execute()
  return rows.map(withSettings)
}

/** @throws CatalogueError unknown-directory */
export async function findDirectory(
  db: Kysely<Database>,
  by: { readonly directoryId: number } | { readonly directoryPublicId: string },
): Promise<Directory> {
  const query = db.selectFrom('directory').select(DIRECTORY_COLUMNS)
  const found = await ('directoryId' in by
    ? query.where('id', '=', by.directoryId)
    : query.where('public_id', '=', by.directoryPublicId)
  ).executeTakeFirst()
  if (found === undefined) throw new CatalogueError('unknown-directory', 'There is no such directory.')
  return withSettings(found)
}

function withSettings<T extends { readonly settings: unknown }>(
  row: T,
): Omit<T, 'settings'> & { settings: DirectorySettings } {
  return { ...row, settings: directorySettings(row.settings) }
}
