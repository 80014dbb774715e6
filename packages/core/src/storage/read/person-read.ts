/** One person whole: account, links, what holds their directory users back, and the groups they are in. */
import type pg from 'pg'
import { type Page, pageOf } from './look.ts'
import { PERSON_COLUMNS, type Person } from './person-list.ts'
import { isResourceId } from './resource-id.ts'

/**
 * Where a membership comes from: of the site itself, or of a directory (its public id). `guard`: the directory has it no longer,
 * and the deprovisioning guard keeps it.
 */
export type Origin = { readonly kind: 'local' } | { readonly kind: 'directory' | 'guard'; readonly directory: string }

export type GroupOfPerson = {
  readonly id: string
  readonly name: string
  readonly source: 'local' | 'synced'
  readonly origins: readonly Origin[]
}

export type PersonHold = { readonly userId: string; readonly kind: string; readonly since: Date; readonly by: string }

export type PersonDetail = Person & {
  readonly holds: readonly PersonHold[]
}

/** Null when the site has no person of that id. */
export async function readPerson(pool: pg.Pool, siteId: number, id: string): Promise<PersonDetail | null> {
  if (!isResourceId(id)) return null
  const { rows } = await pool.query<PersonDetail & { key: number }>(
    `select a.key, ${PERSON_COLUMNS} from account a where a.site_id = $1 and a.id = $2`,
    [siteId, id],
  )
  const [row] = rows
  if (row === undefined) return null
  const { key, ...person } = row
  return { ...person, holds: await readHolds(pool, siteId, key) }
}

async function readHolds(pool: pg.Pool, siteId: number, accountKey: number): Promise<PersonHold[]> {
  const { rows } = await pool.query<PersonHold>(
    `select u.id as "userId", h.kind, h.since, h.by
     from user_link l
     join hold h on h.site_id = l.site_id and h.record_key = l.user_key
     join directory d on d.site_id = l.site_id
     join directory_user u on u.site_id = l.site_id and u.directory_id = d.id and u.key = l.user_key
     where l.site_id = $1 and l.account_key = $2
     order by h.since, h.kind`,
    [siteId, accountKey],
  )
  return rows
}

/** Of `site_member m`, grouped. */
export const ORIGINS = `json_agg(case when m.origin = 0 then json_build_object('kind', 'local')
    else json_build_object('kind', case when m.origin > 0 then 'directory' else 'guard' end,
      'directory', (select d.public_id from directory d where d.id = abs(m.origin))) end
    order by m.origin)`

/** Exported for the test that looks at plans. */
export const GROUPS_OF_PERSON = `
select s.id, s.name, s.source, m.origins, m.group_key as key
from (select m.group_key, ${ORIGINS} as origins
      from site_member m
      where m.site_id = $1 and m.account_key = (select a.key from account a where a.site_id = $1 and a.id = $2)
        and m.group_key > $3
      group by m.group_key
      order by m.group_key
      limit $4) m
join site_group s on s.site_id = $1 and s.key = m.group_key
order by m.group_key`

/** In the order in which the groups were made; none when there is no such person. */
export async function listGroupsOfPerson(
  pool: pg.Pool,
  siteId: number,
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<Page<GroupOfPerson, number>> {
  if (!isResourceId(id)) return { rows: [], next: null }
  type Row = GroupOfPerson & { key: number }
  const { rows } = await pool.query<Row>(GROUPS_OF_PERSON, [siteId, id, after, limit + 1])
  const page = pageOf(rows, limit, (row) => row.key)
  return { ...page, rows: page.rows.map(({ key: _, ...group }) => group) }
}
