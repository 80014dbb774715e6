/** Users of a preview whose address is on no verified domain, as CSV for those who decide about them. */
import type pg from 'pg'
import type { Key } from '../../domain/record.ts'
import { csvText } from '../../runtime/csv.ts'
import type { OfPreview } from './preview-read.ts'

export const EXTERNALS_HEAD = ['e-mail address', 'unique identifier', 'active', 'group membership']

const PAGE_ROWS = 2_000

type Row = { key: Key; id: string; email: string | null; active: boolean; groups: string[] }

/** Parts of one text, in the order of the records' keys. Who is gone since is left out. */
export async function* previewExternals(
  pool: pg.Pool,
  { siteId, directoryId, previewId }: OfPreview,
): AsyncGenerator<string> {
  yield csvText([], EXTERNALS_HEAD)
  let after: Key | null = 0
  while (after !== null) {
    // biome-ignore lint/performance/noAwaitInLoops: pages of a keyset, each behind the one before
    const { rows }: pg.QueryResult<Row> = await pool.query<Row>(
      `select r.record_key as key, r.record_id as id, u.email_key as email, u.active, array(
         select g.resource ->> 'displayName' from directory_member m
         join directory_group g on g.site_id = $1 and g.directory_id = $2 and g.key = m.group_key
         where m.site_id = $1 and m.member_key = r.record_key order by m.group_key) as groups
       from (
         select * from preview_row r
         where r.site_id = $1 and r.preview_id = $3 and r.record_key > $4 and r.external
         order by r.record_key limit $5
       ) r
       join directory_user u on u.site_id = $1 and u.directory_id = $2 and u.key = r.record_key
       order by r.record_key`,
      [siteId, directoryId, previewId, after, PAGE_ROWS],
    )
    yield csvText(
      rows.map(({ email, id, active, groups }) => [email ?? '', id, active ? 'yes' : 'no', groups.join('; ')]),
    )
    after = rows.length === 0 ? null : (rows.at(-1)?.key ?? null)
  }
}
