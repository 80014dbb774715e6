/** One connection for some statements beside the system. */
import { createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'

export async function withPool<T>(url: string, use: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = createPool({ url, max: 1, applicationName: 'bench', onError: () => undefined })
  try {
    return await use(pool)
  } finally {
    await pool.end()
  }
}
