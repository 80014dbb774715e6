/** Accounts by their whole addresses, many at once. */
import type pg from 'pg'
import { fold } from '../../scim/fold.ts'

/** @returns ids by the folded address; who is not there is left out */
export async function findAccountIds(
  pool: pg.Pool,
  siteId: number,
  audience: 'workforce' | 'customers',
  emails: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ key: string; id: string }>(
    `select q.key, a.id from unnest($3::text[]) as q (key)
     cross join lateral (select x.id from account x
                         where x.site_id = $1 and x.audience = $2 and x.email_key = q.key limit 1) a`,
    [siteId, audience, emails.map(fold)],
  )
  return new Map(rows.map(({ key, id }) => [key, id]))
}
