/**
 * A setting that decides what reaches the site has changed: what it concerns is projected again. In the transaction of the
 * setting, so that no crash in between leaves the one without the other. Whoever can wakes the lane after the commit; the
 * sweep does within a second.
 */
import type { Transaction } from 'kysely'
import type { MarkScope } from '../../domain/mark.ts'
import { uuidv7 } from '../../runtime/uuid.ts'
import type { Author } from '../catalogue/control-event.ts'
import type { Database } from '../schema.ts'
import { appendCommand } from './command-append.ts'

export async function appendReproject(
  transaction: Transaction<Database>,
  {
    siteId,
    author,
    scopes,
  }: { readonly siteId: number; readonly author: Author; readonly scopes: readonly MarkScope[] },
): Promise<void> {
  if (scopes.length === 0) return
  const { actor, reason } = typeof author === 'string' ? { actor: author, reason: null } : author
  await appendCommand(transaction, { id: uuidv7(), siteId, actor, reason, command: { name: 'reproject', scopes } })
}
