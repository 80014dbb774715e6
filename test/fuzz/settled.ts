/** What has to hold when everything was answered: nothing is pending, nothing was given up, and counts are right. */
import type pg from 'pg'
import { compareCounters } from '../fault/storm/invariants.ts'
import { waitUntil } from '../support/wait-until.ts'

/** Requests that nobody waited for are applied some time. */
const LIMIT_MS = 120_000

/** @returns what does not hold */
export async function findUnsettled(
  pool: pg.Pool,
  siteIds: readonly number[],
): Promise<{ readonly operations: number; readonly unsettled: readonly string[] }> {
  const count = async (from: string) =>
    Number((await pool.query(`select count(*) as n from ${from} where t.site_id = any ($1)`, [siteIds])).rows[0]?.n)
  const pending = await waitUntil(
    () => count('pending t'),
    (n) => n === 0,
    { timeoutMs: LIMIT_MS, intervalMs: 100 },
  ).catch(() => count('pending t'))
  const dead = await count('dead_letter t')
  const operations = await count('operation t')
  const outcomes = await count('outcome t')
  const counters = await Promise.all(siteIds.map((siteId) => compareCounters(pool, siteId)))
  return {
    operations,
    unsettled: [
      ...(pending === 0 ? [] : [`${pending} operations are still pending`]),
      ...(dead === 0 ? [] : [`${dead} operations were given up`]),
      ...(operations === outcomes ? [] : [`${operations} operations have ${outcomes} outcomes`]),
      ...counters.flat(),
    ],
  }
}
