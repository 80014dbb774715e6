/** Sites: what directories provision into. Each has one lane, which is created with it. */
import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'
import { CatalogueError, refusingTakenName } from './catalogue-error.ts'
import { type Author, recordControlEvent } from './control-event.ts'
import { catalogueName } from './name.ts'

export type Site = {
  readonly id: number
  readonly publicId: string
  readonly name: string
  readonly createdAt: Date
}

const SITE_COLUMNS = ['id', 'public_id as publicId', 'name', 'created_at as createdAt'] as const
const NAME_KEY = 'site_name_key_key'
const NAME_TAKEN = 'A site with this name exists already.'

/** @throws CatalogueError name-invalid, name-taken */
export async function createSite(db: Kysely<Database>, site: { readonly name: string }, actor: Author): Promise<Site> {
  const { name, nameKey } = catalogueName(site.name)
  return refusingTakenName(NAME_KEY, NAME_TAKEN, () =>
    db.transaction().execute(async (transaction) => {
      const created = await transaction
        .insertInto('site')
        .values({ public_id: randomUUID(), name, name_key: nameKey })
        .returning(SITE_COLUMNS)
        .executeTakeFirstOrThrow()
      await transaction.insertInto('lane').values({ site_id: created.id }).execute()
      await recordControlEvent(transaction, {
        actor,
        action: 'site.created',
        siteId: created.id,
        directoryId: null,
        detail: { name },
      })
      return created
    }),
  )
}

/** The same name again changes nothing. @throws CatalogueError unknown-site, name-invalid, name-taken */
export async function renameSite(
  db: Kysely<Database>,
  by: { readonly siteId: number },
  given: string,
  actor: Author,
): Promise<Site> {
  const { name, nameKey } = catalogueName(given)
  return refusingTakenName(NAME_KEY, NAME_TAKEN, () =>
    db.transaction().execute(async (transaction) => {
      const before = await transaction
        .selectFrom('site')
        .where('id', '=', by.siteId)
        .select(SITE_COLUMNS)
        .forUpdate()
        .executeTakeFirst()
      if (before === undefined) throw new CatalogueError('unknown-site', 'There is no such site.')
      if (before.name === name) return before
      await transaction.updateTable('site').set({ name, name_key: nameKey }).where('id', '=', by.siteId).execute()
      await recordControlEvent(transaction, {
        actor,
        action: 'site.renamed',
        siteId: by.siteId,
        directoryId: null,
        detail: { before: before.name, after: name },
      })
      return { ...before, name }
    }),
  )
}

/** By name. `siteIds`: only these; `after`: behind this folded name. */
export async function listSites(
  db: Kysely<Database>,
  of: { readonly siteIds?: readonly number[] | null; readonly after?: string | null; readonly limit?: number } = {},
): Promise<Site[]> {
  let query = db.selectFrom('site').select(SITE_COLUMNS).orderBy('name_key')
  if (of.siteIds) query = query.where(sql<boolean>`id = any (${of.siteIds}::integer[])`)
  if (of.after) query = query.where('name_key', '>', of.after)
  return (of.limit === undefined ? query : query.limit(of.limit)).execute()
}

/** Those of these public ids that there are. */
export async function findSites(db: Kysely<Database>, publicIds: readonly string[]): Promise<Site[]> {
  return db
    .selectFrom('site')
    .select(SITE_COLUMNS)
    .where(sql<boolean>`public_id = any (${publicIds}::uuid[])`)
    .execute()
}

/** A site by its number or by its public id. @throws CatalogueError unknown-site */
export async function findSite(
  db: Kysely<Database>,
  by: { readonly siteId: number } | { readonly sitePublicId: string },
): Promise<Site> {
  const query = db.selectFrom('site').select(SITE_COLUMNS)
  const found = await ('siteId' in by
    ? query.where('id', '=', by.siteId)
    : query.where('public_id', '=', by.sitePublicId)
  ).executeTakeFirst()
  if (found === undefined) throw new CatalogueError('unknown-site', 'There is no such site.')
  return found
}
