/**
 * The loads of a batch: one statement an access path. $1 is always the site.
 * Guarantee: each row asked for is an index look-up, whatever the statistics say. Every step to another table is a lateral
 * sub-select with a limit, which Postgres cannot turn into a join over the whole table (a batch of members took 350 ms
 * when it did).
 */
import { type RecordTable, rowOfId, rowOfKey, rowOfName } from '../record-row.ts'
import type { Statement } from '../statement.ts'

export const ACCOUNT = `
  a.key as account_key, a.id as account_id, a.audience, a.class, a.active as account_active, a.switched_off_by,
  a.email, a.email_key as account_email_key, a.display_name, a.profile,
  a.created_at as account_created_at, a.updated_at as account_updated_at`

export const LINK = `
  l.account_key as link_account_key, l.kind as link_kind, l.joins as link_joins, l.made_by as link_made_by`

export const OWNER = `
  (select o.user_key from user_link o
    where o.site_id = a.site_id and o.account_key = a.key and o.kind = 'owning') as owner_key,
  (select json_agg(o.user_key) from user_link o
    where o.site_id = a.site_id and o.account_key = a.key and o.kind = 'member') as member_keys`

const HOLDS = (record: 'u' | 'g') => `
  (select jsonb_agg(jsonb_build_object('kind', h.kind, 'basisKey', h.basis_key, 'since', h.since, 'by', h.by))
    from hold h where h.site_id = ${record}.site_id and h.record_key = ${record}.key) as holds`

const USER = `
  u.key, u.directory_id, u.id, u.version, u.created_at, u.last_modified, u.resource, ${HOLDS('u')},
  ${LINK}, ${ACCOUNT}, ${OWNER}`

const USER_LINK = `
left join lateral (
  select * from user_link x where x.site_id = u.site_id and x.user_key = u.key limit 1
) l on true`

const USER_SITE = `${USER_LINK}
left join lateral (
  select * from account x where x.site_id = l.site_id and x.key = l.account_key limit 1
) a on true`

export const SITE_GROUP = `
  s.key as site_group_key, s.id as site_group_id, s.audience as site_group_audience, s.source, s.name, s.name_key, s.default_access,
  s.left_by,  s.created_at as site_group_created_at, s.updated_at as site_group_updated_at`

const GROUP = `
  g.key, g.directory_id, g.id, g.version, g.member_count, g.display_name_key, g.external_id, g.created_at,
  g.last_modified, g.resource, ${HOLDS('g')}, l.name_kept_for,
  ${SITE_GROUP}`

const GROUP_SITE = `
left join lateral (
  select * from group_link x where x.site_id = g.site_id and x.group_key = g.key limit 1
) l on true
left join lateral (
  select * from site_group x where x.site_id = l.site_id and x.key = l.site_group_key limit 1
) s on true`

/** The row `alias` of a table that a row of `q` names. */
export const the = (alias: string, table: string, condition: string) => `
cross join lateral (select * from ${table} x where x.site_id = $1 and ${condition} limit 1) ${alias}`

const ofId = (alias: string, table: RecordTable, id: string) => `
cross join lateral (${rowOfId(table, id)}) ${alias}`

/** Of the directory `d`. */
const ofKey = (alias: string, table: RecordTable) => `
cross join lateral (${rowOfKey(table, { directory: 'd.id', key: 'q.key' })}) ${alias}`

const ofName = (alias: string, table: RecordTable) => `
cross join lateral (${rowOfName(table, { directory: 'q.directory_id', name: 'q.name_key' })}) ${alias}`

/** A row key says nothing of its directory, and the primary keys lead with it: the site's directories are few. */
const DIRECTORIES = '(select d.id from directory d where d.site_id = $1)'

export const USERS_BY_ID: Statement = {
  name: 'load-users-by-id',
  text: `
select ${USER}
from unnest($2::uuid[]) as q (id)${ofId('u', 'directory_user', 'q.id')}${USER_SITE}`,
}

export const USERS_BY_KEY: Statement = {
  name: 'load-users-by-key',
  text: `
select ${USER}
from unnest($2::bigint[]) as q (key)
cross join ${DIRECTORIES} d${ofKey('u', 'directory_user')}${USER_SITE}`,
}

export const USERS_BY_NAME: Statement = {
  name: 'load-users-by-name',
  text: `
select ${USER}
from unnest($2::integer[], $3::text[]) as q (directory_id, name_key)${ofName('u', 'directory_user')}${USER_SITE}`,
}

export const GROUPS_BY_ID: Statement = {
  name: 'load-groups-by-id',
  text: `
select ${GROUP}
from unnest($2::uuid[]) as q (id)${ofId('g', 'directory_group', 'q.id')}${GROUP_SITE}`,
}

export const GROUPS_BY_KEY: Statement = {
  name: 'load-groups-by-key',
  text: `
select ${GROUP}
from unnest($2::bigint[]) as q (key)
cross join ${DIRECTORIES} d${ofKey('g', 'directory_group')}${GROUP_SITE}`,
}

export const GROUPS_BY_NAME: Statement = {
  name: 'load-groups-by-name',
  text: `
select ${GROUP}
from unnest($2::integer[], $3::text[]) as q (directory_id, name_key)${ofName('g', 'directory_group')}${GROUP_SITE}`,
}

/** Who has a unique value of an extension schema. */
export const VALUES: Statement = {
  name: 'load-values',
  text: `
select q.directory_id, q.index_id, q.value_key, v.record_key as key
from unnest($2::integer[], $3::integer[], $4::text[]) as q (directory_id, index_id, value_key)${the(
    'v',
    'directory_value',
    'x.directory_id = q.directory_id and x.index_id = q.index_id and x.value_key = q.value_key',
  )}`,
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
select u.key, u.directory_id, u.id, false as nested, ${LINK}
from unnest($2::uuid[]) as q (id)${ofId('u', 'directory_user', 'q.id')}${USER_LINK}
union all
select g.key, g.directory_id, g.id, true, null, null, null, null
from unnest($2::uuid[]) as q (id)${ofId('g', 'directory_group', 'q.id')}`,
}

export const MEMBERS_BY_KEY: Statement = {
  name: 'load-members-by-key',
  text: `
select u.key, u.directory_id, u.id, false as nested, ${LINK}
from unnest($2::bigint[]) as q (key)
cross join ${DIRECTORIES} d${ofKey('u', 'directory_user')}${USER_LINK}
union all
select g.key, g.directory_id, g.id, true, null, null, null, null
from unnest($2::bigint[]) as q (key)
cross join ${DIRECTORIES} d${ofKey('g', 'directory_group')}`,
}

const PAIR = (memberTable: RecordTable) => `
select m.group_key, m.member_key, m.nested
from unnest($2::uuid[], $3::uuid[]) as q (group_id, member_id)${ofId('g', 'directory_group', 'q.group_id')}${ofId(
  'n',
  memberTable,
  'q.member_id',
)}${the('m', 'directory_member', 'x.group_key = g.key and x.member_key = n.key')}`

export const PAIRS: Statement = {
  name: 'load-member-pairs',
  text: `${PAIR('directory_user')} union all ${PAIR('directory_group')}`,
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
