/** The loads of a batch, continued: rows of the site, and what leads to them. Held to the same guarantee. */
import { rowOfKey } from '../record-row.ts'
import type { Statement } from '../statement.ts'
import { ACCOUNT, LINK, OWNER, SITE_GROUP, the } from './load-statement.ts'

export const ACCOUNTS_BY_EMAIL: Statement = {
  name: 'load-accounts-by-email',
  text: `
select ${ACCOUNT}, ${OWNER}
from unnest($2::text[], $3::text[]) as q (audience, email_key)${the(
    'a',
    'account',
    'x.audience = q.audience and x.email_key = q.email_key',
  )}`,
}

export const SITE_GROUPS_BY_NAME: Statement = {
  name: 'load-site-groups-by-name',
  text: `
select ${SITE_GROUP}
from unnest($2::text[], $3::text[]) as q (audience, name_key)${the(
    's',
    'site_group',
    'x.audience = q.audience and x.name_key = q.name_key',
  )}`,
}

/** Asked for when a group is deleted. */
export const LOCAL_MEMBERS: Statement = {
  name: 'load-local-members',
  text: `
select m.group_key as "siteGroupKey", count(*)::integer as count from site_member m
where m.site_id = $1 and m.group_key = any ($2::bigint[]) and m.origin = 0
group by m.group_key`,
}

export const ACCOUNTS_BY_ID: Statement = {
  name: 'load-accounts-by-id',
  text: `
select ${ACCOUNT}, ${OWNER}
from unnest($2::uuid[]) as q (id)${the('a', 'account', 'x.id = q.id')}`,
}

export const ACCOUNTS_BY_KEY: Statement = {
  name: 'load-accounts-by-key',
  text: `
select ${ACCOUNT}, ${OWNER}
from unnest($2::bigint[]) as q (key)${the('a', 'account', 'x.key = q.key')}`,
}

export const SITE_GROUPS_BY_ID: Statement = {
  name: 'load-site-groups-by-id',
  text: `
select ${SITE_GROUP}
from unnest($2::uuid[]) as q (id)${the('s', 'site_group', 'x.id = q.id')}`,
}

export const SITE_GROUPS_BY_KEY: Statement = {
  name: 'load-site-groups-by-key',
  text: `
select ${SITE_GROUP}
from unnest($2::bigint[]) as q (key)${the('s', 'site_group', 'x.key = q.key')}`,
}

/** With their links: who else has an external id may be linked, or not. In the order that one index alone has (record-row.ts). */
export const USERS_BY_EXTERNAL_ID: Statement = {
  name: 'load-users-by-external-id',
  text: `
select q.directory_id as name_directory_id, q.external_id as name_external_id, u.key
from unnest($2::integer[], $3::text[]) as q (directory_id, external_id)
cross join lateral (
  select y.key from (
    select x.key from directory_user x
    where x.site_id = $1 and x.directory_id = q.directory_id
      and x.external_id >= q.external_id and x.external_id <= q.external_id
    order by x.external_id offset 0
  ) y
  order by y.key limit 10
) u`,
}

export const TOMBSTONES: Statement = {
  name: 'load-tombstones',
  text: `
select t.directory_id, t.audience, t.external_id, t.account_key, t.since_key, t.expires_at, ${ACCOUNT}, ${OWNER}
from unnest($2::integer[], $3::text[]) as q (directory_id, external_id)
cross join lateral (
  select x.* from tombstone x
  where x.site_id = $1 and x.directory_id = any (array[q.directory_id, 0]) and x.external_id = q.external_id
    and x.expires_at > now()
  limit 4
) t${the('a', 'account', 'x.key = t.account_key')}`,
}

export const SITE_ROWS_OF: Statement = {
  name: 'load-memberships-of-accounts',
  text: `
select m.group_key, m.account_key, m.origin from site_member m
where m.site_id = $1 and m.account_key = any ($2::bigint[])`,
}

export const LINKS_OF_USERS: Statement = {
  name: 'load-links-of-users',
  text: `
select q.key, ${LINK}, ${ACCOUNT}, ${OWNER}
from unnest($2::bigint[]) as q (key)${the('l', 'user_link', 'x.user_key = q.key')}${the(
    'a',
    'account',
    'x.key = l.account_key',
  )}`,
}

export const LINKS_OF_GROUPS: Statement = {
  name: 'load-links-of-groups',
  text: `
select q.key, l.name_kept_for, ${SITE_GROUP}
from unnest($2::bigint[]) as q (key)${the('l', 'group_link', 'x.group_key = q.key')}${the(
    's',
    'site_group',
    'x.key = l.site_group_key',
  )}`,
}

export const NESTED_PAIRS: Statement = {
  name: 'load-nested-pairs',
  text: `
select m.group_key, m.member_key, m.nested from directory_member m
where m.site_id = $1 and m.group_key = any ($2::bigint[]) and m.nested`,
}

/** Every hold of a kind in a directory: as many as there are. */
export const HELD_IN: Statement = {
  name: 'load-held-in',
  text: `
select q.directory_id, h.record_key, h.kind, h.basis_key, h.since, h.by
from unnest($2::integer[], $3::text[]) as q (directory_id, kind)
join hold h on h.site_id = $1 and h.kind = q.kind
cross join lateral (${rowOfKey('directory_user', { directory: 'q.directory_id', key: 'h.record_key' })}) u`,
}
