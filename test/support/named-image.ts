/**
 * Sites as they stand, comparable between two systems that were sent the same requests: everything is named by what the
 * client sent, nothing by ids or times that a server makes. In the order of the sites' making.
 */
import type pg from 'pg'

export type NamedImage = { readonly [part: string]: readonly unknown[] }

const PARTS = {
  users: `
    select user_name_key, active, version, external_id, display_name_key, email_key, resource
    from directory_user where site_id = $1`,
  emails: `
    select u.user_name_key, e.email_key from directory_user_email e
    join directory_user u on u.site_id = e.site_id and u.directory_id = e.directory_id and u.key = e.user_key
    where e.site_id = $1`,
  groups: `
    select display_name_key, version, member_count, external_id, resource from directory_group where site_id = $1`,
  members: `
    select g.display_name_key, u.user_name_key, m.nested from directory_member m
    left join directory_group g on g.site_id = m.site_id and g.key = m.group_key
    left join directory_user u on u.site_id = m.site_id and u.key = m.member_key
    where m.site_id = $1`,
  accounts: `
    select a.email, a.audience, a.class, a.active, a.switched_off_by, a.display_name, a.profile, u.user_name_key as owner
    from account a
    left join user_link l on l.site_id = a.site_id and l.account_key = a.key
    left join directory_user u on u.site_id = l.site_id and u.key = l.user_key
    where a.site_id = $1`,
  siteGroups: `
    select s.name, s.source, g.display_name_key as linked from site_group s
    left join group_link l on l.site_id = s.site_id and l.site_group_key = s.key
    left join directory_group g on g.site_id = l.site_id and g.key = l.group_key
    where s.site_id = $1`,
  siteMembers: `
    select s.name_key, a.email_key, m.origin > 0 as synced from site_member m
    left join site_group s on s.site_id = m.site_id and s.key = m.group_key
    left join account a on a.site_id = m.site_id and a.key = m.account_key
    where m.site_id = $1`,
  holds: 'select kind, basis_key from hold where site_id = $1',
  counters: `
    select directory_id > 0 as of_directory, name, value from counter where site_id = $1 and value <> 0`,
  outcomes: `
    select o.method, o.resource_type, x.status, count(*) as n from operation o
    left join outcome x on x.site_id = o.site_id and x.operation_id = o.id
    where o.site_id = $1 group by 1, 2, 3`,
  changes: `
    select subject_type, kind, count(*) as n from change where site_id = $1 group by 1, 2`,
  history: 'select applied_seq from lane where site_id = $1',
} as const

/** One image a site. */
export async function readNamedImages(pool: pg.Pool): Promise<NamedImage[]> {
  const { rows } = await pool.query<{ id: number }>('select id from site order by id')
  return Promise.all(rows.map(({ id }) => readImage(pool, id)))
}

async function readImage(pool: pg.Pool, siteId: number): Promise<NamedImage> {
  const parts = await Promise.all(
    Object.entries(PARTS).map(async ([part, text]) => {
      const { rows } = await pool.query<{ text: string }>(
        `select row_to_json(r)::text as text from (${text}) r order by row_to_json(r)::text collate "C"`,
        [siteId],
      )
      return [part, rows.map((row) => row.text)] as const
    }),
  )
  return Object.fromEntries(parts)
}
