/** Whether the database answers. */
import type pg from 'pg'

/** Rejects when it does not; waits for a free connection like any statement. */
export async function ping(pool: pg.Pool): Promise<void> {
  await pool.query('select 1')
}
