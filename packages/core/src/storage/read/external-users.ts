/**
 * Users of a directory whose address is on no verified domain, for the CSV that administrators decide by: those with an external
 * account, and those that wait for one or were left out. What has not left the review is in its preview.
 */
import type pg from 'pg'
import type { Key } from '../../domain/record.ts'
import { csvText } from '../../runtime/csv.ts'
import { rowOfKey } from '../record-row.ts'
import { EXTERNALS_HEAD } from './preview-externals.ts'

type ExternalUser = {
  readonly lookedKey: Key
  /** Null: not one of them. */
  readonly key: Key | null
  readonly email: string | null
  /** The SCIM id. */
  readonly id: string
  readonly active: boolean
  /** Names of its groups in the directory. */
  readonly groups: readonly string[]
}

const PAGE_ROWS = 2_000

/** Exported for the test that looks at plans. $2 the directory, $3 behind which key, $4 the most rows. */
export const EXTERNAL_USERS = `
with looked as materialized (
  select r.key, r.id, r.active, r.email_key from directory_user r
  where r.site_id = $1 and r.directory_id = $2 and r.key > $3
  order by r.key
  limit $4
)
select l.key as "lookedKey", x.key, l.email_key as email, l.id, l.active, coalesce(x.groups, '{}') as groups
from looked l
left join lateral (
  select l.key, array(
    select g.resource ->> 'displayName'
    from (select m.group_key from directory_member m
          where m.site_id = $1 and m.member_key = l.key order by m.group_key) m
    cross join lateral (${rowOfKey('directory_group', { directory: '$2', key: 'm.group_key' })}) g) as groups
  -- Look-ups, one each: of "exists … or exists" whole tables are made.
  where coalesce(
    (select true from user_link k join account a on a.site_id = $1 and a.key = k.account_key
     where k.site_id = $1 and k.user_key = l.key and a.class = 'external' limit 1),
    (select true from hold h
     where h.site_id = $1 and h.record_key = l.key and h.kind in ('external-review', 'external-ignored', 'inactive') limit 1))
) x on true
order by l.key`

/** The file in parts, in the order in which the users came. */
export async function* externalUsersCsv(
  pool: pg.Pool,
  { siteId, directoryId }: { readonly siteId: number; readonly directoryId: number },
): AsyncGenerator<string> {
  yield csvText([], EXTERNALS_HEAD)
  let after: Key | null = 0
  while (after !== null) {
    // biome-ignore lint/performance/noAwaitInLoops: pages of a keyset, each behind the one before
    const { rows }: pg.QueryResult<ExternalUser> = await pool.query(EXTERNAL_USERS, [
      ...[siteId, directoryId],
      ...[after, PAGE_ROWS],
    ])
    yield csvText(rows.filter(({ key }) => key !== null).map(cellsOf))
    after = rows.length < PAGE_ROWS ? null : (rows.at(-1)?.lookedKey ?? null)
  }
}

function cellsOf({ email, id, active, groups }: ExternalUser): string[] {
  return [email ?? '', id, active ? 'yes' : 'no', groups.join('; ')]
}
