/** Asking for a preview of what a start would do. A worker computes it. */
import type { Kysely } from 'kysely'
import { uuidv7 } from '../../runtime/uuid.ts'
import type { Database } from '../schema.ts'
import { type Author, recordControlEvent } from './control-event.ts'

/** @returns its id; that of the one that is waiting where the directory has one: it will show what is there when its turn comes */
export async function askForPreview(
  db: Kysely<Database>,
  { siteId, directoryId }: { readonly siteId: number; readonly directoryId: number },
  author: Author,
): Promise<string> {
  const { actor, reason } = typeof author === 'string' ? { actor: author, reason: null } : author
  return db.transaction().execute(async (transaction) => {
    const waiting = await transaction
      .selectFrom('preview')
      .select('id')
      .where('site_id', '=', siteId)
      .where('directory_id', '=', directoryId)
      .where('state', '=', 'waiting')
      .where('tries', '=', 0)
      .executeTakeFirst()
    if (waiting !== undefined) return waiting.id
    const id = uuidv7()
    await transaction
      .insertInto('preview')
      .values({ site_id: siteId, id, directory_id: directoryId, actor, reason })
      .execute()
    const event = { actor: author, action: 'preview.asked' as const, siteId, directoryId, detail: { preview: id } }
    await recordControlEvent(transaction, event)
    return id
  })
}
