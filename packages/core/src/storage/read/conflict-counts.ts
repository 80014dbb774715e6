/** How many people a conflict is about, today. */
import type pg from 'pg'
import type { Key } from '../../domain/record.ts'
import { conflictPeople } from './conflict-people.ts'

export type DifferenceCounts = {
  /** In the directory's group, and not in the site's. */
  readonly added: number
  /** In the site's group, and not in the directory's. */
  readonly removed: number
  readonly unchanged: number
  /** Users in the directory's group that have no account, or whose groups do not count: they join when they have one. */
  readonly withoutAccount: number
}

/** Exported for the test that looks at plans. $2 keys of conflicts. */
export const DIFFERENCE_COUNTS = `
with ${conflictPeople()}
select c.key, coalesce(p.added, 0) as added, coalesce(p.removed, 0) as removed, coalesce(p.unchanged, 0) as unchanged,
  coalesce(w.n, 0) as "withoutAccount"
from chosen c
left join (
  select conflict_key, count(*) filter (where comes and not "is") as added, count(*) filter (where "is" and not comes) as removed,
    count(*) filter (where comes and "is") as unchanged
  from people group by conflict_key
) p on p.conflict_key = c.key
left join (select conflict_key, count(*) as n from members where account_key is null group by conflict_key) w on w.conflict_key = c.key`

export async function readDifferenceCounts(
  pool: pg.Pool,
  siteId: number,
  keys: readonly Key[],
): Promise<ReadonlyMap<Key, DifferenceCounts>> {
  const { rows } = await pool.query<DifferenceCounts & { key: Key }>(DIFFERENCE_COUNTS, [siteId, keys])
  return new Map(rows.map(({ key, ...counts }) => [key, counts]))
}
