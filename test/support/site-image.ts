/**
 * A site as it stands, comparable between two sites that were given the same operations: rows are named by public ids of
 * records and by addresses and names, never by keys, times or ids that each site makes for itself.
 */
import type pg from 'pg'

export type SiteImage = { readonly [part: string]: readonly unknown[] }

const PARTS = {
  users: `
    select id, active, version, user_name_key, external_id, display_name_key, email_key, resource
    from directory_user where site_id = $1 order by id`,
  managers: `
    select u.id, n.id as manager from directory_user u
    join directory_user n on n.site_id = u.site_id and n.directory_id = u.directory_id and n.id = u.manager_id
    where u.site_id = $1 order by 1`,
  emails: `
    select u.id, e.email_key from directory_user_email e
    join directory_user u on u.site_id = e.site_id and u.directory_id = e.directory_id and u.key = e.user_key
    where e.site_id = $1 order by 1, 2`,
  groups: `
    select id, version, member_count, display_name_key, external_id, resource
    from directory_group where site_id = $1 order by id`,
  members: `
    select g.id as group_id, coalesce(u.id, n.id) as member_id, m.nested from directory_member m
    left join directory_group g on g.site_id = m.site_id and g.key = m.group_key
    left join directory_user u on u.site_id = m.site_id and u.key = m.member_key
    left join directory_group n on n.site_id = m.site_id and n.key = m.member_key
    where m.site_id = $1 order by 1, 2`,
  accounts: `
    select a.email, a.email_key, a.audience, a.class, a.active, a.switched_off_by, a.display_name, a.profile, u.id as owner
    from account a
    left join user_link l on l.site_id = a.site_id and l.account_key = a.key
    left join directory_user u on u.site_id = l.site_id and u.key = l.user_key
    where a.site_id = $1 order by a.email_key`,
  siteGroups: `
    select s.name, s.name_key, s.source, g.id as linked from site_group s
    left join group_link l on l.site_id = s.site_id and l.site_group_key = s.key
    left join directory_group g on g.site_id = l.site_id and g.key = l.group_key
    where s.site_id = $1 order by s.name_key`,
  siteMembers: `
    select s.name_key, a.email_key, m.origin > 0 as synced from site_member m
    left join site_group s on s.site_id = m.site_id and s.key = m.group_key
    left join account a on a.site_id = m.site_id and a.key = m.account_key
    where m.site_id = $1 order by 1, 2`,
  holds: `
    select coalesce(u.id, g.id) as record, h.kind, h.basis_key from hold h
    left join directory_user u on u.site_id = h.site_id and u.key = h.record_key
    left join directory_group g on g.site_id = h.site_id and g.key = h.record_key
    where h.site_id = $1 order by 1, 2`,
  counters: `
    select directory_id > 0 as of_directory, name, sum(value)::bigint as value from counter where site_id = $1
    group by 1, 2 having sum(value) <> 0 order by 1, 2`,
  outcomes: `
    select applied_seq, status, scim_type, resource_id, version, resource from outcome where site_id = $1
    order by applied_seq`,
  changes: `
    select applied_seq, n, subject_type, kind, before, after from change where site_id = $1 order by 1, 2`,
  deadLetters: `select reason from dead_letter where site_id = $1`,
} as const

export async function readSiteImage(pool: pg.Pool, siteId: number): Promise<SiteImage> {
  const parts = await Promise.all(
    Object.entries(PARTS).map(async ([part, sql]) => [part, (await pool.query(sql, [siteId])).rows] as const),
  )
  return Object.fromEntries(parts)
}

/** Who should be in which group of the site: the directory's pairs whose both ends are linked. */
export async function derivedSiteMembers(pool: pg.Pool, siteId: number): Promise<readonly unknown[]> {
  const { rows } = await pool.query(
    `select s.name_key, a.email_key, true as synced
     from directory_member m
     join group_link gl on gl.site_id = m.site_id and gl.group_key = m.group_key
     join user_link ul on ul.site_id = m.site_id and ul.user_key = m.member_key
     join site_group s on s.site_id = gl.site_id and s.key = gl.site_group_key
     join account a on a.site_id = ul.site_id and a.key = ul.account_key
     where m.site_id = $1 and ul.joins order by 1, 2`,
    [siteId],
  )
  return rows
}

/** What the kept counters should say, counted. */
export async function recount(pool: pg.Pool, siteId: number): Promise<readonly unknown[]> {
  const { rows } = await pool.query(
    `select of_directory, name, value from (
       select true as of_directory, 'users' as name, count(*) as value from directory_user where site_id = $1
       union all select true, 'active-users', count(*) from directory_user where site_id = $1 and active
       union all select true, 'groups', count(*) from directory_group where site_id = $1
       union all select true, 'members', count(*) from directory_member where site_id = $1
       union all select true, 'hold:' || kind, count(*) from hold where site_id = $1 group by kind
       union all select true, 'on-accounts', count(*) from user_link l
         join directory_user u on u.site_id = $1 and u.key = l.user_key
         join account a on a.site_id = $1 and a.key = l.account_key and a.active
         where l.site_id = $1 and l.kind = 'owning'
       union all select false, 'accounts', count(*) from account where site_id = $1
       union all select false, 'active-accounts', count(*) from account where site_id = $1 and active
       union all select false, 'accounts:' || class, count(*) from account where site_id = $1 group by class
       union all select false, 'active-accounts:' || class, count(*) from account where site_id = $1 and active group by class
       union all select false, 'site-groups', count(*) from site_group where site_id = $1
     ) c where value <> 0 order by 1, 2`,
    [siteId],
  )
  return rows
}
