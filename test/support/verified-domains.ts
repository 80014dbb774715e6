/**
 * The e-mail domains that tests write addresses on, as verified domains of a site: people on them are managed. Written without
 * the command that projects anew whom it concerns: the site is new.
 */
import type pg from 'pg'

export const TEST_DOMAIN = 'example.com'

/** As if an operator vouched for them. */
export async function verifyDomains(
  pool: pg.Pool,
  siteId: number,
  names: readonly string[] = [TEST_DOMAIN],
): Promise<void> {
  await pool.query(
    `insert into domain (site_id, name, name_key, token, verified_at, verified_by)
     select $1, n, n, 'test', now(), 'operator' from unnest($2::text[]) as n`,
    [siteId, names],
  )
}
