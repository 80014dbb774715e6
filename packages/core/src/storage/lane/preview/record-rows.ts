/**
 * What has become of each record of a directory, by the rows of the site: the same statement reads it off a rehearsal and off
 * the site itself, so that a preview and the report of a start speak of the same things.
 */

/** Where a record has several holds and no link, the first of these says why. */
const BLOCKING = [
  'detached',
  'no-email',
  'duplicate',
  'external-ignored',
  'external-review',
  'inactive',
  'built-in-name',
  'default-group',
  'conflict',
]

/** Of a record that has neither link nor hold. */
const KIND = "coalesce(h.kind, case when f.failure is null then 'waiting' else 'failed' end)"

const FAILURE = (record: 'u' | 'g') => `
left join lateral (
  select y.failure from dirty y where y.site_id = $1 and y.key = ${record}.key and y.failure is not null limit 1
) f on true`

const HOLDS = (record: 'u' | 'g') => `
left join lateral (
  select array_agg(h.kind order by h.kind) as kinds,
    (array_agg(h.kind order by array_position('{${BLOCKING.join(',')}}'::text[], h.kind) nulls last))[1] as kind,
    (array_agg(h.basis_key order by array_position('{${BLOCKING.join(',')}}'::text[], h.kind) nulls last))[1] as basis_key
  from hold h where h.site_id = $1 and h.record_key = ${record}.key
) h on true`

/**
 * One row a record: record_key, record_id, type, kind, target_id, other_id, active, class, external, notices, members, failure.
 * $1 site, $2 directory, $3 its audience, $4 the first key of what a start makes. A target that it makes is null: in a
 * rehearsal its key means nothing.
 * `failed`: it breaks whatever projects it, and `failure` says how. `waiting`: neither linked nor held, so the record has not left the review or waits for the end of a pause.
 */
export const RECORD_ROWS = `
select u.key as record_key, u.id as record_id, 'User' as type,
  case when l.account_key >= $4::bigint then 'create' when l.account_key is not null then 'link'
    else ${KIND} end as kind,
  case when coalesce(l.account_key, b.key) < $4::bigint then coalesce(a.id, b.id) end as target_id,
  coalesce(b.owner_id, x.id) as other_id,
  a.active, a.class,
  $3::text = 'workforce' and coalesce(a.class = 'external',
    coalesce(h.kind in ('external-review', 'external-ignored', 'inactive'), false)) as external,
  coalesce(case when l.account_key is null then array_remove(h.kinds, h.kind) else h.kinds end, '{}') as notices,
  null::integer as members,
  case when l.account_key is null and h.kind is null then f.failure end as failure
from directory_user u
left join lateral (
  select * from user_link y where y.site_id = $1 and y.user_key = u.key limit 1
) l on true
left join lateral (
  select * from account y where y.site_id = $1 and y.key = l.account_key limit 1
) a on true${HOLDS('u')}${FAILURE('u')}
left join lateral (
  select y.key, y.id, (
    select r.id from user_link o
    cross join (select e.id from directory e where e.site_id = $1) e
    join directory_user r on r.site_id = $1 and r.directory_id = e.id and r.key = o.user_key
    where o.site_id = $1 and o.account_key = y.key and o.kind = 'owning' limit 1
  ) as owner_id
  from account y
  where y.site_id = $1 and y.audience = $3::text and y.email_key = h.basis_key and h.kind in ('duplicate', 'email-taken')
  limit 1
) b on true
left join lateral (
  select y.id from directory_user y
  where y.site_id = $1 and y.directory_id = $2 and h.basis_key like 'externalId:%'
    and y.external_id = substr(h.basis_key, 12) and y.key <> u.key
  order by y.key limit 1
) x on true
where u.site_id = $1 and u.directory_id = $2
union all
select g.key, g.id, 'Group',
  case when l.site_group_key >= $4::bigint then 'create' when l.site_group_key is not null then 'link'
    else ${KIND} end,
  case when coalesce(l.site_group_key, b.key) < $4::bigint then coalesce(s.id, b.id) end, b.record_id, null, null, false,
  coalesce(case when l.site_group_key is null then array_remove(h.kinds, h.kind) else h.kinds end, '{}'),
  g.member_count,
  case when l.site_group_key is null and h.kind is null then f.failure end
from directory_group g
left join lateral (
  select * from group_link y where y.site_id = $1 and y.group_key = g.key limit 1
) l on true
left join lateral (
  select * from site_group y where y.site_id = $1 and y.key = l.site_group_key limit 1
) s on true${HOLDS('g')}${FAILURE('g')}
left join lateral (
  select y.key, y.id, (
    select r.id from group_link o
    cross join (select e.id from directory e where e.site_id = $1) e
    join directory_group r on r.site_id = $1 and r.directory_id = e.id and r.key = o.group_key
    where o.site_id = $1 and o.site_group_key = y.key limit 1
  ) as record_id
  from site_group y
  where y.site_id = $1 and y.audience = $3::text and y.name_key = coalesce(h.basis_key, g.display_name_key)
    and l.site_group_key is null
  limit 1
) b on true
where g.site_id = $1 and g.directory_id = $2`
