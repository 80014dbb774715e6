/** Settings of a site, read and changed. What they decide is projected again with the change. */
import { isDeepStrictEqual } from 'node:util'
import type { Kysely } from 'kysely'
import type { MarkScope } from '../../domain/mark.ts'
import { appendReproject } from '../journal/reproject-append.ts'
import type { Database } from '../schema.ts'
import { CatalogueError } from './catalogue-error.ts'
import { type Author, recordControlEvent } from './control-event.ts'
import { builtInNames, changedSettings, type SiteSettings, siteSettings } from './site-settings.ts'

/** @throws CatalogueError unknown-site */
export async function readSiteSettings(db: Kysely<Database>, { siteId }: SiteChoice): Promise<SiteSettings> {
  const found = await db.selectFrom('site').where('id', '=', siteId).select('settings').executeTakeFirst()
  if (found === undefined) throw unknownSite()
  return siteSettings(found.settings)
}

/**
 * What is not named stays. Groups of the names that were added or taken away are projected again: one that is added stops
 * new groups and new names; a group that is linked already stays so, and is held with the reason.
 * @throws CatalogueError unknown-site, setting-invalid
 */
export async function changeSiteSettings(
  db: Kysely<Database>,
  { siteId }: SiteChoice,
  changes: Partial<SiteSettings>,
  author: Author,
): Promise<SiteSettings> {
  return db.transaction().execute(async (transaction) => {
    const query = transaction.selectFrom('site').where('id', '=', siteId).select('settings')
    const found = await query.forUpdate().executeTakeFirst()
    if (found === undefined) throw unknownSite()
    const before = siteSettings(found.settings)
    const after = changedSettings(before, changes)
    if (isDeepStrictEqual(before, after)) return after
    await transaction
      .updateTable('site')
      .set({ settings: JSON.stringify(after) })
      .where('id', '=', siteId)
      .execute()
    await recordControlEvent(transaction, {
      actor: author,
      action: 'site.settings-changed',
      siteId,
      directoryId: null,
      detail: { before, after },
    })
    await appendReproject(transaction, { siteId, author, scopes: nameScopes(before, after) })
    return after
  })
}

type SiteChoice = { readonly siteId: number }

function nameScopes(stored: SiteSettings, changed: SiteSettings): MarkScope[] {
  const [before, after] = [builtInNames(stored), builtInNames(changed)]
  const names = [...before, ...after].filter((name) => !before.has(name) || !after.has(name))
  if (names.length === 0) return []
  return [
    { kind: 'group-names', names },
    { kind: 'holds', directoryId: null, holds: ['built-in-name'] },
  ]
}

function unknownSite(): CatalogueError {
  return new CatalogueError('unknown-site', 'There is no such site.')
}
