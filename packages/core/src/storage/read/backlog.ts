/** How much of a site is accepted and not yet applied. */
import type pg from 'pg'

export async function countPending(pool: pg.Pool, siteId: number): Promise<number> {
  const { rows } = await pool.query<{ pending: number }>('select count(*) as pending from pending where site_id = $1', [
    siteId,
  ])
  return rows[0]?.pending ?? 0
}
