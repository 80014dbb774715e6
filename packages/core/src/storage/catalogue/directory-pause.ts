/**
 * Pause and resume of a directory (design: Directory life). Control writes: effective at commit, whether a worker runs or not. The
 * lane is held for a moment, so that once the answer is there no batch is under way that knows nothing of it.
 */
import type { Kysely, Transaction } from 'kysely'
import type { PauseMode } from '../../domain/directory-policy.ts'
import type { Database } from '../schema.ts'
import { type Author, recordControlEvent } from './control-event.ts'
import { assertConnected, type Directory, findDirectory } from './directory.ts'
import { holdLane } from './extension-lane.ts'

type DirectoryChoice = Pick<Directory, 'id' | 'siteId'>

/**
 * `hold`: operations are applied and answered as always, and nothing of them reaches the site before the pause ends. `refuse`:
 * writes get 503 at once, and what was accepted before goes its way. Once more with the same mode changes nothing.
 * @throws CatalogueError directory-disconnected
 */
export function pauseDirectory(
  db: Kysely<Database>,
  directory: DirectoryChoice,
  mode: PauseMode,
  author: Author,
): Promise<Directory> {
  return setPause(db, directory, mode, author)
}

/** What has waited is projected by the lane, which is to be woken after it. @throws CatalogueError directory-disconnected */
export function resumeDirectory(db: Kysely<Database>, directory: DirectoryChoice, author: Author): Promise<Directory> {
  return setPause(db, directory, null, author)
}

function setPause(
  db: Kysely<Database>,
  { id, siteId }: DirectoryChoice,
  mode: PauseMode | null,
  author: Author,
): Promise<Directory> {
  return db.transaction().execute(async (transaction) => {
    const before = await lockedDirectory(transaction, { id, siteId })
    if (before.paused === mode) return findDirectory(transaction, { directoryId: id })
    await transaction
      .updateTable('directory')
      .set((eb) => ({
        paused: mode,
        paused_at: mode === null ? null : eb.fn<Date>('now'),
        losses_reported_at: null,
      }))
      .where('id', '=', id)
      .where('site_id', '=', siteId)
      .execute()
    await recordControlEvent(transaction, {
      actor: author,
      action: mode === null ? 'directory.resumed' : 'directory.paused',
      siteId,
      directoryId: id,
      detail: mode === null ? { mode: before.paused } : { mode },
    })
    return findDirectory(transaction, { directoryId: id })
  })
}

/** Waits for the batch under way; the next one waits for the end of the transaction. The lane before the directory, as in a batch. */
export async function lockedDirectory(
  transaction: Transaction<Database>,
  { id, siteId }: DirectoryChoice,
): Promise<Directory> {
  await holdLane(transaction, siteId)
  await transaction.selectFrom('directory').where('id', '=', id).select('id').forUpdate().execute()
  const directory = await findDirectory(transaction, { directoryId: id })
  assertConnected(directory)
  return directory
}
