/** Sites: what directories provision into. Each has one lane, which is created with it. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import { CatalogueError, refusingTakenName } from './catalogue-error.ts'
import { recordControlEvent } from './control-event.ts'
import { catalogueName } from './name.ts'

export type Site = {
  readonly id: number
  readonly publicId: string
  readonly name: string
  readonly createdAt: Date
}

const SITE_COLUMNS = ['id', 'public_id as publicId', 'name', 'created_at as createdAt'] as const

/** @throws CatalogueError name-invalid, name-taken */
export async function createSite(db: Kysely<Database>, site: { readonly name: string }, actor: string): Promise<Site> {
  const { name, nameKey } = catalogueName(site.name)
  return refusingTakenName('site_name_key_key', 'A site with this name exists already.', () =>
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

/** By name. */
export async function listSites(db: Kysely<Database>): Promise<Site[]> {
  return db.selectFrom('site').select(SITE_COLUMNS).orderBy('name_key').execute()
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
