/** Who is in which group of a site, over all groups: in the order in which groups and accounts were made. */
import type pg from 'pg'
import type { Key } from '../../domain/record.ts'
import { type Page, pageOf } from './look.ts'
import { ORIGINS, type Origin } from './person-read.ts'

export type MemberOfSite = {
  readonly group: string
  readonly audience: 'workforce' | 'customers'
  readonly email: string
  readonly origins: readonly Origin[]
}

export type MemberPosition = { readonly groupKey: Key; readonly accountKey: Key }

/** Exported for the test that looks at plans. $2 and $3 behind which group and account, $4 the most rows. */
export const MEMBERS_OF_SITE = `
select s.name as "group", s.audience, a.email, m.origins, m.group_key as "groupKey", m.account_key as "accountKey"
from (select m.group_key, m.account_key, ${ORIGINS} as origins
      from site_member m
      where m.site_id = $1 and (m.group_key, m.account_key) > ($2, $3)
      group by m.group_key, m.account_key
      order by m.group_key, m.account_key
      limit $4) m
join site_group s on s.site_id = $1 and s.key = m.group_key
join account a on a.site_id = $1 and a.key = m.account_key
order by m.group_key, m.account_key`

/** A person of several origins is one row. */
export async function listMembersOfSite(
  pool: pg.Pool,
  siteId: number,
  { after, limit }: { readonly after: MemberPosition | null; readonly limit: number },
): Promise<Page<MemberOfSite, MemberPosition>> {
  const { groupKey = 0, accountKey = 0 } = after ?? {}
  const { rows } = await pool.query<MemberOfSite & MemberPosition>(MEMBERS_OF_SITE, [
    ...[siteId, groupKey, accountKey],
    limit + 1,
  ])
  return pageOf(rows, limit, (row) => ({ groupKey: row.groupKey, accountKey: row.accountKey }))
}
