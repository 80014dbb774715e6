/** How one gets into a directory, as discovery tells it (RFC 7643 §5). */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'
import { type DirectorySettings, directorySettings } from './directory-settings.ts'

/** What there is a valid one of. */
export type DirectoryAccess = {
  readonly settings: DirectorySettings
  readonly key: boolean
  readonly clientSecret: boolean
  readonly trust: boolean
}

export async function findDirectoryAccess(
  db: Kysely<Database>,
  { directoryPublicId }: { readonly directoryPublicId: string },
): Promise<DirectoryAccess | undefined> {
  const found = await db
    .selectFrom('directory')
    .where('public_id', '=', directoryPublicId)
    .where('phase', '<>', 'disconnected')
    .select((directory) => [
      'settings',
      directory
        .exists(
          directory
            .selectFrom('credential')
            .whereRef('credential.directory_id', '=', 'directory.id')
            .where('credential.kind', '=', 'key')
            .where('credential.revoked_at', 'is', null)
            .where('credential.expires_at', '>', sql<Date>`now()`)
            .select('credential.id'),
        )
        .as('key'),
      directory
        .exists(
          directory
            .selectFrom('credential')
            .innerJoin('oauth_secret', 'oauth_secret.credential_id', 'credential.id')
            .whereRef('credential.directory_id', '=', 'directory.id')
            .where('credential.revoked_at', 'is', null)
            .where('oauth_secret.revoked_at', 'is', null)
            .where('oauth_secret.expires_at', '>', sql<Date>`now()`)
            .select('credential.id'),
        )
        .as('clientSecret'),
      directory
        .exists(
          directory
            .selectFrom('credential')
            .innerJoin('oauth_trust', 'oauth_trust.credential_id', 'credential.id')
            .whereRef('credential.directory_id', '=', 'directory.id')
            .where('credential.revoked_at', 'is', null)
            .where('oauth_trust.revoked_at', 'is', null)
            .select('credential.id'),
        )
        .as('trust'),
    ])
    .executeTakeFirst()
  if (found === undefined) return undefined
  const { settings, key, clientSecret, trust } = found
  return {
    settings: directorySettings(settings),
    key: Boolean(key),
    clientSecret: Boolean(clientSecret),
    trust: Boolean(trust),
  }
}
