/** Directories: one connection of an identity provider to a site, with its own SCIM address. */
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Kysely } from 'kysely'
import type { DirectoryPhase, PauseMode } from '../../domain/directory-policy.ts'
import type { Audience, Mode } from '../../domain/operation.ts'
import type { JsonObject } from '../../scim/json.ts'
import { appendReproject } from '../journal/reproject-append.ts'
import type { Database } from '../schema.ts'
import { CatalogueError, refusingTakenName } from './catalogue-error.ts'
import { type Author, type ControlAction, recordControlEvent } from './control-event.ts'
import { type DirectorySettings, directorySettings, storedSettings } from './directory-settings.ts'
import { catalogueName } from './name.ts'
import { settingScopes } from './setting-scope.ts'
import { findSite } from './site.ts'

export type Directory = {
  readonly id: number
  readonly siteId: number
  readonly publicId: string
  readonly name: string
  readonly audience: Audience
  readonly mode: Mode
  readonly settings: DirectorySettings
  readonly phase: DirectoryPhase
  readonly paused: PauseMode | null
  readonly pausedAt: Date | null
  readonly disconnectedAt: Date | null
  readonly createdAt: Date
}

export type NewDirectory = ({ readonly siteId: number } | { readonly sitePublicId: string }) & {
  readonly name: string
  /** Default: workforce. */
  readonly audience?: Audience
  /** Default: lenient. */
  readonly mode?: Mode
  /** Default: reviewing. Nothing reaches the site before somebody has looked at it and started (design: Review before the first sync). */
  readonly phase?: 'reviewing' | 'syncing'
}

const DIRECTORY_COLUMNS = [
  'id',
  'site_id as siteId',
  'public_id as publicId',
  'name',
  'audience',
  'mode',
  'settings',
  'phase',
  'paused',
  'paused_at as pausedAt',
  'disconnected_at as disconnectedAt',
  'created_at as createdAt',
] as const

const NAME_KEY = 'directory_site_id_name_key_key'
const NAME_TAKEN = 'The site has a directory with this name already.'

/** Names are unique within their site. @throws CatalogueError unknown-site, name-invalid, name-taken */
export async function createDirectory(
  db: Kysely<Database>,
  directory: NewDirectory,
  actor: Author,
): Promise<Directory> {
  const { name, nameKey } = catalogueName(directory.name)
  const { audience = 'workforce', mode = 'lenient', phase = 'reviewing' } = directory
  const site = await findSite(db, directory)
  return refusingTakenName(NAME_KEY, NAME_TAKEN, () =>
    db.transaction().execute(async (transaction) => {
      const created = await transaction
        .insertInto('directory')
        .values({ site_id: site.id, public_id: randomUUID(), name, name_key: nameKey, audience, mode, phase })
        .returning(DIRECTORY_COLUMNS)
        .executeTakeFirstOrThrow()
      await recordControlEvent(transaction, {
        actor,
        action: 'directory.created',
        siteId: site.id,
        directoryId: created.id,
        detail: { name, audience, mode, phase },
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
  actor: Author,
): Promise<Directory> {
  const { id } = await findDirectory(db, by)
  return changeDirectory(db, { directoryId: id }, { settings: changes }, actor)
}

export type DirectoryChange = {
  readonly name?: string | undefined
  readonly mode?: Mode | undefined
  /** As for changeDirectorySettings. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined
}

/**
 * All of it or nothing, effective within a second; what is not named stays. Who is in it (the audience) is chosen once.
 * On record: an event for name and mode, one for settings, none for what did not change.
 * @throws CatalogueError unknown-directory, directory-disconnected, name-invalid, name-taken, setting-invalid
 */
export async function changeDirectory(
  db: Kysely<Database>,
  { directoryId }: { readonly directoryId: number },
  change: DirectoryChange,
  actor: Author,
): Promise<Directory> {
  return refusingTakenName(NAME_KEY, NAME_TAKEN, () =>
    db.transaction().execute(async (transaction) => {
      const query = transaction.selectFrom('directory').where('id', '=', directoryId).select(DIRECTORY_COLUMNS)
      const found = await query.forUpdate().executeTakeFirst()
      if (found === undefined) throw unknownDirectory()
      assertConnected(found)
      const { name, nameKey } = catalogueName(change.name ?? found.name)
      const mode = change.mode ?? found.mode
      const settings = storedSettings(found.settings, change.settings ?? {})
      const changed = await transaction
        .updateTable('directory')
        .set({ name, name_key: nameKey, mode, settings: JSON.stringify(settings) })
        .where('id', '=', directoryId)
        .returning(DIRECTORY_COLUMNS)
        .executeTakeFirstOrThrow()
      const record = async (action: ControlAction, before: JsonObject, after: JsonObject): Promise<void> => {
        if (isDeepStrictEqual(before, after)) return
        const { siteId } = found
        await recordControlEvent(transaction, { actor, action, siteId, directoryId, detail: { before, after } })
      }
      await record('directory.changed', { name: found.name, mode: found.mode }, { name, mode })
      await record('directory.settings-changed', found.settings, changed.settings)
      const scopes = settingScopes(directoryId, directorySettings(found.settings), directorySettings(settings))
      await appendReproject(transaction, { siteId: found.siteId, author: actor, scopes })
      return withSettings(changed)
    }),
  )
}

/** By name; of one site or of all. `after`, for one site: behind this folded name. */
export async function listDirectories(
  db: Kysely<Database>,
  of: { readonly siteId?: number; readonly after?: string | null; readonly limit?: number } = {},
): Promise<Directory[]> {
  let query = db.selectFrom('directory').select(DIRECTORY_COLUMNS).orderBy('site_id').orderBy('name_key')
  if (of.siteId !== undefined) query = query.where('site_id', '=', of.siteId)
  if (of.after) query = query.where('name_key', '>', of.after)
  const rows = await (of.limit === undefined ? query : query.limit(of.limit)).execute()
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
  if (found === undefined) throw unknownDirectory()
  return withSettings(found)
}

/** @throws CatalogueError directory-disconnected */
export function assertConnected({ phase }: Pick<Directory, 'phase'>): void {
  if (phase !== 'disconnected') return
  throw new CatalogueError(
    'directory-disconnected',
    'The directory is disconnected, and stays so: to connect its identity provider again, create a new one.',
  )
}

function unknownDirectory(): CatalogueError {
  return new CatalogueError('unknown-directory', 'There is no such directory.')
}

function withSettings<T extends { readonly settings: unknown }>(
  row: T,
): Omit<T, 'settings'> & { settings: DirectorySettings } {
  return { ...row, settings: directorySettings(row.settings) }
}
