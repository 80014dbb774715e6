/**
 * Rows to change, found by their keys one index look-up each, for `update … from` and `delete … using`.
 * A plain join with `unnest` leaves the direction to the planner, and for a table whose statistics lag behind (a queue's
 * always do) it walks over all rows of the site once for each row named: 20,000 pending rows made settling ten times as slow.
 */
import type { RecordTable } from '../record-row.ts'

/**
 * @param rows `unnest(…) as n (…)`
 * @param condition between a row `x` of the table and `n`, beyond the site
 * @returns a from-item `n` with the columns of `rows`, `site_id` and `place`, to be compared with site_id and ctid of the row
 *   to change: nobody else writes to the site while the batch holds its lane
 */
export function located(table: string, rows: string, condition: string): string {
  return `(
  select x.site_id, n.*, x.ctid as place
  from ${rows}
  cross join lateral (select x.site_id, x.ctid from ${table} x where x.site_id = $1 and ${condition} limit 1) x
) n`
}

/**
 * The same for users and groups of directories, by directory and key. Asked for in the order of keys, which only the primary
 * key has: by equality alone a table without statistics is as well read by any index that begins with the directory, whole,
 * once for each row.
 * @param rows `unnest(…) as n (directory_id, key, …)`
 */
export function locatedRecord(table: RecordTable, rows: string): string {
  return `(
  select x.site_id, n.*, x.place
  from ${rows}
  cross join lateral (
    select x.site_id, x.key, x.ctid as place from ${table} x
    where x.site_id = $1 and x.directory_id = n.directory_id and x.key >= n.key order by x.key limit 1
  ) x
  where x.key = n.key
) n`
}
