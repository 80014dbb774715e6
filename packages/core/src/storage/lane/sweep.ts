/** What the sweep looks for, without the claim floor: lanes with pending rows or steps that nobody is working off. */
import type pg from 'pg'

/** A row this old should have been claimed: its wake was lost, or its worker died. */
const OVERDUE = '500 milliseconds'
/** A working lane settles a batch far more often than this. */
const QUIET = '900 milliseconds'

const FIND: string = `
select l.site_id
from lane l
where (l.retry_at is null or l.retry_at <= now())
  and l.settled_at < clock_timestamp() - interval '${QUIET}'
  and (
    exists (
      select from pending p where p.site_id = l.site_id and p.accepted_at < clock_timestamp() - interval '${OVERDUE}')
    or exists (
      select from (select 0 as id union all
                   select d.id from directory d where d.site_id = l.site_id and d.paused is distinct from 'hold') s
      cross join lateral (select from dirty y
        where y.site_id = l.site_id and y.directory_id = s.id and y.failure is null limit 1) y)
    or exists (
      select from start s join directory d on d.id = s.directory_id
      where s.site_id = l.site_id and s.state = 'running' and d.paused is distinct from 'hold'))`

export async function findQuietLanes(pool: pg.Pool): Promise<number[]> {
  const { rows } = await pool.query<{ site_id: number }>({ name: 'find-quiet-lanes', text: FIND })
  return rows.map((row) => row.site_id)
}
