/**
 * Ending a credential. Every process of the API refuses it within a second. What it has sent stays (default), or is dropped:
 * the lane answers it with 401 instead of applying it, also what is accepted in that last second.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import { CatalogueError } from './catalogue-error.ts'
import { type Author, recordControlEvent } from './control-event.ts'
import { CREDENTIAL_COLUMNS, type Credential } from './credential.ts'

export type Revocation = {
  /** What was sent and is not applied yet. */
  readonly pending: 'keep' | 'drop'
}

const UNKNOWN = {
  key: 'There is no key with this prefix.',
  'oauth-client': 'There is no OAuth client with this id.',
} as const

/**
 * Once more changes nothing, but may still drop what was kept before.
 * @param of `directoryId`: only if it is of that directory
 * @throws CatalogueError unknown-credential
 */
export async function revokeCredential(
  db: Kysely<Database>,
  of: { readonly prefix: string; readonly kind?: 'key' | 'oauth-client'; readonly directoryId?: number },
  { pending }: Revocation,
  actor: Author,
): Promise<Omit<Credential, 'expiresAt'> & { readonly expiresAt: Date | null }> {
  const { prefix, kind = 'key', directoryId } = of
  return db.transaction().execute(async (transaction) => {
    const revoked = await transaction
      .updateTable('credential')
      .set(({ fn }) => ({
        revoked_at: fn.coalesce('revoked_at', fn<Date>('now')),
        ...(pending === 'drop' ? { drops_pending: true } : {}),
      }))
      .where('prefix', '=', prefix)
      .where('kind', '=', kind)
      .$if(directoryId !== undefined, (query) => query.where('directory_id', '=', directoryId ?? 0))
      .returning(CREDENTIAL_COLUMNS)
      .executeTakeFirst()
    if (revoked === undefined) throw new CatalogueError('unknown-credential', UNKNOWN[kind])
    await recordControlEvent(transaction, {
      actor,
      action: 'credential.revoked',
      siteId: revoked.siteId,
      directoryId: revoked.directoryId,
      detail: { prefix, pending },
    })
    return revoked
  })
}
