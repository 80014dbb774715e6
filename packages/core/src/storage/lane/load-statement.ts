/** The loads of a batch: one statement an access path, each an index scan. $1 is always the site. */
import type { Statement } from './statement.ts'

const ACCOUNT = `
  a.key as account_key, a.id as account_id, a.audience, a.class, a.active as account_active, a.switched_off_by,
  a.email, a.email_key as account_email_key, a.display_name, a.profile,
  a.created_at as account_created_at, a.updated_at as account_updated_at`

const OWNER = `
  (select o.user_key from user_link o
    where o.site_id = a.site_id and o.account_key = a.key and o.kind = 'owning') as owner_key`

const HOLDS = (record: string) => `
  (select jsonb_agg(jsonb_build_object('kind', h.kind, 'basisKey', h.basis_key, 'since', h.since, 'by', h.by))
    from hold h where h.site_id = ${record}.site_id and h.record_key = ${record}.key) as holds`

const USER = `
  u.key, u.directory_id, u.id, u.version, u.created_at, u.last_modified, u.resource, ${HOLDS('u')},
  l.account_key as link_account_key, l.kind as link_kind, ${ACCOUNT}, ${OWNER}`

const USER_SITE = `
left join user_link l on l.site_id = u.site_id and l.user_key = u.key
left join account a on a.site_id = l.site_id and a.key = l.account_key`

const GROUP = `
  g.key, g.directory_id, g.id, g.version, g.member_count, g.display_name_key, g.external_id, g.created_at,
  g.last_modified, g.resource, ${HOLDS('g')},
  s.key as site_group_key, s.id as site_group_id, s.audience as site_group_audience, s.source, s.name, s.name_key,
  s.created_at as site_group_created_at, s.updated_at as site_group_updated_at`

const GROUP_SITE = `
left join group_link l on l.site_id = g.site_id and l.group_key = g.key
left join site_group s on s.site_id = l.site_id and s.key = l.site_group_key`

/** A row key says nothing of its directory, and the primary keys lead with it: the site's directories are few. */
const DIRECTORIES = '(select d.id from directory d where d.site_id = $1)'

export const USERS_BY_ID: Statement = {
  name: 'load-users-by-id',
  text: `select ${USER} from directory_user u ${USER_SITE} where u.site_id = $1 and u.id = any ($2::uuid[])`,
}

export const USERS_BY_KEY: Statement = {
  name: 'load-users-by-key',
  text: `
select ${USER}
from unnest($2::bigint[]) as q (key)
cross join ${DIRECTORIES} d
join directory_user u on u.site_id = $1 and u.directory_id = d.id and u.key = q.key ${USER_SITE}`,
}

export const USERS_BY_NAME: Statement = {
  name: 'load-users-by-name',
  text: `
select ${USER}
from unnest($2::integer[], $3::text[]) as q (directory_id, name_key)
join directory_user u on u.site_id = $1 and u.directory_id = q.directory_id and u.user_name_key = q.name_key
${USER_SITE}`,
}

export const GROUPS_BY_ID: Statement = {
  name: 'load-groups-by-id',
  text: `select ${GROUP} from directory_group g ${GROUP_SITE} where g.site_id = $1 and g.id = any ($2::uuid[])`,
}

export const GROUPS_BY_KEY: Statement = {
  name: 'load-groups-by-key',
  text: `
select ${GROUP}
from unnest($2::bigint[]) as q (key)
cross join ${DIRECTORIES} d
join directory_group g on g.site_id = $1 and g.directory_id = d.id and g.key = q.key ${GROUP_SITE}`,
}

export const GROUPS_BY_NAME: Statement = {
  name: 'load-groups-by-name',
  text: `
select ${GROUP}
from unnest($2::integer[], $3::text[]) as q (directory_id, name_key)
join directory_group g on g.site_id = $1 and g.directory_id = q.directory_id and g.display_name_key = q.name_key
${GROUP_SITE}`,
}

/** Records that wait for an address or a name: their holds name it. Both kinds of record, by key. */
export const HELD: Statement = {
  name: 'load-held',
  text: `
select h.record_key as key
from unnest($2::text[], $3::text[]) as q (kind, basis_key)
join hold h on h.site_id = $1 and h.kind = q.kind and h.basis_key = q.basis_key`,
}

export const MEMBERS_BY_ID: Statement = {
  name: 'load-members-by-id',
  text: `
select u.key, u.directory_id, u.id, false as nested, l.account_key as link_account_key, l.kind as link_kind
from directory_user u left join user_link l on l.site_id = u.site_id and l.user_key = u.key
where u.site_id = $1 and u.id = any ($2::uuid[])
union all
select g.key, g.directory_id, g.id, true, null, null
from directory_group g where g.site_id = $1 and g.id = any ($2::uuid[])`,
}

export const MEMBERS_BY_KEY: Statement = {
  name: 'load-members-by-key',
  text: `
select u.key, u.directory_id, u.id, false as nested, l.account_key as link_account_key, l.kind as link_kind
from unnest($2::bigint[]) as q (key)
cross join ${DIRECTORIES} d
join directory_user u on u.site_id = $1 and u.directory_id = d.id and u.key = q.key
left join user_link l on l.site_id = u.site_id and l.user_key = u.key
union all
select g.key, g.directory_id, g.id, true, null, null
from unnest($2::bigint[]) as q (key)
cross join ${DIRECTORIES} d
join directory_group g on g.site_id = $1 and g.directory_id = d.id and g.key = q.key`,
}

export const PAIRS: Statement = {
  name: 'load-member-pairs',
  text: `
select m.group_key, m.member_key, m.nested
from unnest($2::uuid[], $3::uuid[]) as q (group_id, member_id)
join directory_group g on g.site_id = $1 and g.id = q.group_id
join directory_user u on u.site_id = $1 and u.id = q.member_id
join directory_member m on m.site_id = $1 and m.group_key = g.key and m.member_key = u.key
union all
select m.group_key, m.member_key, m.nested
from unnest($2::uuid[], $3::uuid[]) as q (group_id, member_id)
join directory_group g on g.site_id = $1 and g.id = q.group_id
join directory_group n on n.site_id = $1 and n.id = q.member_id
join directory_member m on m.site_id = $1 and m.group_key = g.key and m.member_key = n.key`,
}

export const PAIRS_OF_GROUPS: Statement = {
  name: 'load-members-of-groups',
  text: `
select m.group_key, m.member_key, m.nested from directory_member m
where m.site_id = $1 and m.group_key = any ($2::bigint[])`,
}

export const PAIRS_OF_MEMBERS: Statement = {
  name: 'load-groups-of-members',
  text: `
select m.group_key, m.member_key, m.nested from directory_member m
where m.site_id = $1 and m.member_key = any ($2::bigint[])`,
}

export const ACCOUNTS_BY_EMAIL: Statement = {
  name: 'load-accounts-by-email',
  text: `
select ${ACCOUNT}, ${OWNER}
from unnest($2::text[], $3::text[]) as q (audience, email_key)
join account a on a.site_id = $1 and a.audience = q.audience and a.email_key = q.email_key`,
}

export const SITE_GROUPS_BY_NAME: Statement = {
  name: 'load-site-groups-by-name',
  text: `
select s.key as site_group_key, s.id as site_group_id, s.audience as site_group_audience, s.source, s.name, s.name_key,
       s.created_at as site_group_created_at, s.updated_at as site_group_updated_at
from unnest($2::text[], $3::text[]) as q (audience, name_key)
join site_group s on s.site_id = $1 and s.audience = q.audience and s.name_key = q.name_key`,
}

export const WITH_LOCAL_MEMBERS: Statement = {
  name: 'load-with-local-members',
  text: `
select q.key from unnest($2::bigint[]) as q (key)
where exists (select from site_member m where m.site_id = $1 and m.group_key = q.key and m.origin = 0)`,
}
