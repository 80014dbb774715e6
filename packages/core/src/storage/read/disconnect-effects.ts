/** What disconnecting a directory would concern, counted now. */
import type pg from 'pg'

export type DisconnectEffects = {
  /** Accounts that are linked to its users: they stay as they are, and nobody provisions them. */
  readonly accounts: number
  /** Groups and organizations that become local, with everybody in them. */
  readonly groups: number
  /** Operations that are accepted and not applied: they end. */
  readonly pending: number
  /** Credentials that are refused from then on. */
  readonly credentials: number
}

export async function readDisconnectEffects(
  pool: pg.Pool,
  { siteId, directoryId }: { readonly siteId: number; readonly directoryId: number },
): Promise<DisconnectEffects> {
  const { rows } = await pool.query<DisconnectEffects>(
    `select
       (select count(*) from directory_user u join user_link l on l.site_id = $1 and l.user_key = u.key
        where u.site_id = $1 and u.directory_id = $2)::integer as accounts,
       (select count(*) from directory_group g join group_link l on l.site_id = $1 and l.group_key = g.key
        where g.site_id = $1 and g.directory_id = $2)::integer as groups,
       (select count(*) from pending p where p.site_id = $1 and p.directory_id = $2)::integer as pending,
       (select count(*) from credential c where c.site_id = $1 and c.directory_id = $2 and c.revoked_at is null
          and coalesce(c.expires_at, 'infinity') > now())::integer as credentials`,
    [siteId, directoryId],
  )
  return rows[0] ?? { accounts: 0, groups: 0, pending: 0, credentials: 0 }
}
