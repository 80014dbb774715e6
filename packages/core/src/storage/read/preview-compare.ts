/** What has changed between two previews of a directory. */
import type pg from 'pg'

export type PreviewChange = {
  readonly type: 'User' | 'Group'
  /** Null: only one of them has the record. */
  readonly before: string | null
  readonly now: string | null
  readonly count: number
}

export type PreviewDifference = {
  /** The later preview. */
  readonly preview: string
  readonly changes: readonly PreviewChange[]
  /** The first of them. */
  readonly rows: readonly {
    readonly record: string
    readonly type: 'User' | 'Group'
    readonly name: string | null
    readonly before: string | null
    readonly now: string | null
  }[]
}

const MOST_ROWS = 20

/** Rows of another kind, linked to another account, or new. What is gone since gives nobody anything: it is no difference. */
const DIFFERENT = `
select coalesce(b.record_key, n.record_key) as key, coalesce(b.record_id, n.record_id) as record,
  coalesce(b.type, n.type) as type, b.kind as before, n.kind as now
from (select * from preview_row where site_id = $1 and preview_id = $3) n
left join preview_row b on b.site_id = $1 and b.preview_id = $4 and b.record_key = n.record_key
where b.kind is distinct from n.kind or (n.kind = 'link' and b.target_id is distinct from n.target_id)`

/** @returns null: none */
export async function comparePreviews(
  pool: pg.Pool,
  scope: { readonly siteId: number; readonly directoryId: number },
  { before, now }: { readonly before: string; readonly now: string },
): Promise<PreviewDifference | null> {
  const { siteId, directoryId } = scope
  const { rows } = await pool.query<{ changes: PreviewChange[] | null; rows: PreviewDifference['rows'] | null }>(
    `with d as materialized (${DIFFERENT})
     select (select json_agg(c) from (
         select type, before, now, count(*) as count from d group by type, before, now order by type desc, 4 desc) c) as changes,
       (select json_agg(json_build_object('record', f.record, 'type', f.type, 'before', f.before, 'now', f.now, 'name',
          coalesce(u.resource ->> 'userName', g.resource ->> 'displayName')) order by f.key)
        from (select * from d order by key limit ${MOST_ROWS}) f
        left join directory_user u on u.site_id = $1 and u.directory_id = $2 and u.key = f.key
        left join directory_group g on g.site_id = $1 and g.directory_id = $2 and g.key = f.key) as rows`,
    [siteId, directoryId, now, before],
  )
  const [found] = rows
  return found?.changes ? { preview: now, changes: found.changes, rows: found.rows ?? [] } : null
}
