/**
 * The end of a directory at the site, in a batch: accounts stay as they are, groups become local with everybody in them, links and
 * holds go, and tombstones lead whoever comes back to their account. Statements over whole tables: a member is never loaded.
 */
import type pg from 'pg'
import { run, type Statement } from '../statement.ts'
import type { WriteSet } from './write-set.ts'

/** Days: as long as those of deleted records (domain.md, Users). */
const TOMBSTONE = `interval '30 days'`

/** Its users, and those that were deleted while it was paused or are held by the guard: their links are there. */
const USERS = `(
  select u.key, u.external_id from directory_user u where u.site_id = $1 and u.directory_id = $2
  union all
  select y.key, nullif(y.gone -> 'attributes' ->> 'externalId', '') from dirty y
  where y.site_id = $1 and y.directory_id = $2 and y.gone ->> 'type' = 'User'
  union all
  select i.record_key, i.external_id from guard_item i
  where i.site_id = $1 and i.directory_id = $2 and i.closed_at is null and i.kind = 'deleted'
)`

const GROUPS = `(
  select g.key from directory_group g where g.site_id = $1 and g.directory_id = $2
  union all
  select y.key from dirty y where y.site_id = $1 and y.directory_id = $2 and y.gone ->> 'type' = 'Group'
  union all
  select i.record_key from guard_item i
  where i.site_id = $1 and i.directory_id = $2 and i.closed_at is null and i.kind = 'group-deleted'
)`

const statement = (name: string, text: string): Statement => ({ name: `disconnect-${name}`, text })

const STATEMENTS: readonly Statement[] = [
  // From now on any directory of the audience may find them. Those of people who are here go before those of people who were.
  statement(
    'former-tombstones',
    `
with moved as (delete from tombstone t where t.site_id = $1 and t.directory_id = $2 returning t.*)
insert into tombstone (site_id, directory_id, audience, external_id, account_key, since_key, expires_at)
select $1, 0, m.audience, m.external_id, m.account_key, m.since_key, m.expires_at from moved m
on conflict do nothing`,
  ),
  statement(
    'tombstones',
    `
insert into tombstone as t (site_id, directory_id, audience, external_id, account_key, since_key, expires_at)
select distinct on (u.external_id) $1::integer, 0, d.audience, u.external_id, l.account_key,
  (select n.next_key from lane n where n.site_id = $1), now() + ${TOMBSTONE}
from directory d
cross join ${USERS} u
join user_link l on l.site_id = $1 and l.user_key = u.key and l.kind = 'owning'
where d.site_id = $1 and d.id = $2 and u.external_id is not null
order by u.external_id, u.key
on conflict (site_id, directory_id, audience, external_id)
do update set account_key = excluded.account_key, since_key = excluded.since_key, expires_at = excluded.expires_at`,
  ),
  // Who is in a group locally as well has that row already.
  statement(
    'members',
    `
with cut as (
  delete from site_member m
  using ${GROUPS} g join group_link l on l.site_id = $1 and l.group_key = g.key
  where m.site_id = $1 and m.group_key = l.site_group_key and m.origin = $2
  returning m.group_key, m.account_key
)
insert into site_member (site_id, group_key, account_key, origin)
select $1, c.group_key, c.account_key, 0 from cut c
on conflict do nothing`,
  ),
  // Whom the guard keeps in a group is in it by the site's own will.
  statement(
    'kept-members',
    `
with cut as (
  delete from site_member m where m.site_id = $1 and m.origin = -$2::integer returning m.group_key, m.account_key
)
insert into site_member (site_id, group_key, account_key, origin)
select $1, c.group_key, c.account_key, 0 from cut c
on conflict do nothing`,
  ),
  statement(
    'groups',
    `
update site_group s set source = 'local', left_by = $2, updated_at = now()
from ${GROUPS} g join group_link l on l.site_id = $1 and l.group_key = g.key
where s.site_id = $1 and s.key = l.site_group_key`,
  ),
  statement('group-links', `delete from group_link l using ${GROUPS} g where l.site_id = $1 and l.group_key = g.key`),
  statement('user-links', `delete from user_link l using ${USERS} u where l.site_id = $1 and l.user_key = u.key`),
  statement(
    'holds',
    `
delete from hold h
using (select u.key from ${USERS} u union all select g.key from ${GROUPS} g) r
where h.site_id = $1 and h.record_key = r.key`,
  ),
  statement(
    'counters',
    `delete from counter c where c.site_id = $1 and c.directory_id = $2 and (starts_with(c.name, 'hold:') or c.name = 'on-accounts')`,
  ),
  statement('marks', 'delete from dirty y where y.site_id = $1 and y.directory_id = $2'),
  // Its change has the place of the batch, and a number that no other change has.
  statement(
    'start',
    `
with stopped as (
  update start s set state = 'stopped', ended_at = now(),
    ended_seq = (select l.applied_seq from lane l where l.site_id = $1)
  where s.site_id = $1 and s.directory_id = $2 and s.state = 'running'
  returning s.operation_id
)
insert into change (site_id, applied_seq, n, operation_id, subject_type, subject_id, kind)
select $1, l.applied_seq + 1, 0, x.operation_id, 'start', x.operation_id, 'stopped'
from stopped x join lane l on l.site_id = $1`,
  ),
]

/**
 * What waited for a decision waits no more, with a change each, as domain/conflict-write.ts and guard-item-write.ts would show them. They
 * have the place of the operation, which is alone in its batch, and go on behind the changes that its plan has ($4). As they were is
 * joined by the place of the row: by key it would be every row with every other where the statistics know nothing of them.
 */
const CLOSE = statement(
  'close',
  `
with conflicts as (
  update conflict c set state = 'superseded', closed_at = now()
  from (
    select b.ctid as place, b.state from conflict b
    where b.site_id = $1 and b.directory_id = $2 and b.state in ('open', 'decided')
  ) b
  where c.site_id = $1 and c.ctid = b.place
  returning c.key, c.id, b.state, c.kind, c.record_id, c.site_group_id, c.decision, c.given_name
), items as (
  update guard_item i set state = 'superseded', kept = '{}', closed_at = now()
  from (
    select b.ctid as place, b.state from guard_item b
    where b.site_id = $1 and b.directory_id = $2 and b.closed_at is null
  ) b
  where i.site_id = $1 and i.ctid = b.place
  returning i.key, i.id, b.state, i.kind, i.record_id, i.account_id, i.site_group_id, i.people
), closed as (
  select c.key, 'conflict' as subject_type, c.id, jsonb_build_object('state', c.state, 'kind', c.kind, 'record', c.record_id,
    'group', c.site_group_id, 'decision', c.decision, 'givenName', c.given_name) as shown, true as whole
  from conflicts c
  union all
  select i.key, 'guard-item', i.id, jsonb_build_object('state', i.state, 'kind', i.kind, 'record', i.record_id,
    'account', i.account_id, 'group', i.site_group_id, 'people', case when i.site_group_id is not null then i.people end), false
  from items i
)
insert into change (site_id, applied_seq, n, operation_id, subject_type, subject_id, kind, before, after)
select $1, l.applied_seq + 1, $4::integer + row_number() over (order by x.subject_type, x.key), $3::uuid, x.subject_type, x.id,
  'superseded', jsonb_strip_nulls(x.shown),
  case when x.whole then jsonb_strip_nulls(x.shown) else '{}' end || '{"state": "superseded"}'
from closed x
join lane l on l.site_id = $1`,
)

/** Behind everything else that the batch writes, and before its marks. */
export function writeDisconnections(
  client: pg.ClientBase,
  siteId: number,
  ended: WriteSet['disconnected'],
): Promise<unknown>[] {
  return ended.flatMap(({ directoryId, operationId, changes }) => [
    ...STATEMENTS.map((each) => run(client, each, [siteId, directoryId])),
    run(client, CLOSE, [siteId, directoryId, operationId, changes]),
  ])
}
