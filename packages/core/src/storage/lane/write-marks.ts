/** From marks to `dirty` rows: one statement a scope, over the rows as the batch leaves them. */
import type pg from 'pg'
import { CHAIN_KEY, type LeftChain, type Mark, type MarkScope, type Waiting } from '../../domain/mark.ts'
import { run, type Statement } from '../statement.ts'
import { type Columns, writeRows } from './columnar.ts'
import type { WriteSet } from './write-set.ts'

/** What was marked twice goes back to the later operation. A loss stays one, and as old as it is. */
const ONCE = `
on conflict (site_id, key) do update set operation_id = excluded.operation_id, begins = y.begins or excluded.begins,
  loss = y.loss or excluded.loss, guarded = y.guarded or excluded.guarded, failure = null`

/** Records that have left the review: to the others nothing happens before their step comes. */
const reached = (record: 'u' | 'g') => `
  and exists (
    select from directory d
    where d.id = ${record}.directory_id and d.site_id = $1 and d.phase <> 'disconnected'
      and (d.phase = 'syncing'
        or exists (select from ${record === 'u' ? 'user_link l where l.site_id = $1 and l.user_key' : 'group_link l where l.site_id = $1 and l.group_key'} = ${record}.key)
        or exists (select from hold h where h.site_id = $1 and h.record_key = ${record}.key)))`

const mark = (name: string, rows: string): Statement => ({
  name: `mark-${name}`,
  text: `
insert into dirty as y (site_id, operation_id, guarded, key, directory_id, begins, loss)
select distinct on (n.key) $1::integer, $2::uuid, $3::boolean, n.* from (${rows}) n (key, directory_id, begins, loss)
order by n.key, n.directory_id desc${ONCE}`,
})

const DOMAIN_OF = (address: string) => `split_part(${address}, '@', -1)`

/**
 * Of a record that is known by its key alone: its directory. Asked for in the order of keys, which only the primary key has, in
 * each directory of the site (located.ts): whatever the statistics say, no walk over a table for each row.
 */
const recordAt = (table: 'directory_user' | 'directory_group', key: string) => `(
  select x.key, x.directory_id
  from directory d
  cross join lateral (
    select y.key, y.directory_id from ${table} y
    where y.site_id = $1 and y.directory_id = d.id and y.key >= ${key} order by y.key limit 1
  ) x
  where d.site_id = $1 and x.key = ${key}
  limit 1
)`

const BY_ROWS = mark(
  'rows',
  `
select q.key, coalesce(u.directory_id, g.directory_id, 0), $5::boolean, false
from (select distinct unnest($4::bigint[]) as key) q
left join lateral ${recordAt('directory_user', 'q.key')} u on true
left join lateral ${recordAt('directory_group', 'q.key')} g on true`,
)

const BY_DOMAINS = mark(
  'domains',
  `
select u.key, u.directory_id, false, false from directory_user u
where u.site_id = $1 and ${DOMAIN_OF('u.email_key')} = any ($4::text[])${reached('u')}
union all
select a.key, 0, false, false from account a
where a.site_id = $1 and a.audience = 'workforce' and ${DOMAIN_OF('a.email_key')} = any ($4::text[])
union all
select l.user_key, u.directory_id, false, false
from account a
join user_link l on l.site_id = $1 and l.account_key = a.key
cross join lateral ${recordAt('directory_user', 'l.user_key')} u
where a.site_id = $1 and a.audience = 'workforce' and ${DOMAIN_OF('a.email_key')} = any ($4::text[])`,
)

const BY_HOLDS = mark(
  'holds',
  `
select h.record_key, r.directory_id, false, false
from hold h
cross join lateral (
  select u.directory_id from ${recordAt('directory_user', 'h.record_key')} u
  union all
  select g.directory_id from ${recordAt('directory_group', 'h.record_key')} g
) r
where h.site_id = $1 and h.kind = any ($5::text[]) and ($4::integer is null or r.directory_id = $4)`,
)

const BY_GROUP_NAMES = mark(
  'group-names',
  `
select g.key, g.directory_id, false, false
from directory d
cross join (select distinct unnest($4::text[]) as name) q
cross join lateral (
  select x.key, x.directory_id from directory_group x
  where x.site_id = $1 and x.directory_id = d.id and x.display_name_key = q.name
) g
where d.site_id = $1 and d.phase <> 'disconnected'`,
)

/** What has a link or a hold has left the review. Looked up one by one: `not exists` would be made a join with all of the site's. */
const BY_NAMES_IN_REVIEW = mark(
  'names-in-review',
  `
select g.key, g.directory_id, false, false
from directory d
cross join (select distinct unnest($4::text[]) as name) q
cross join lateral (
  select x.key, x.directory_id from directory_group x
  where x.site_id = $1 and x.directory_id = d.id and x.display_name_key = q.name
) g
where d.site_id = $1 and d.phase = 'reviewing'
  and (select true from group_link l where l.site_id = $1 and l.group_key = g.key limit 1) is null
  and (select true from hold h where h.site_id = $1 and h.record_key = g.key limit 1) is null`,
)

const BY_CONFLICTS = mark(
  'conflicts',
  `
select c.record_key, c.directory_id, false, false from conflict c
where c.site_id = $1 and c.state in ('open', 'decided')`,
)

const BY_DIRECTORY = mark(
  'directory',
  `
select u.key, u.directory_id, false, false from directory_user u
where u.site_id = $1 and u.directory_id = $4::integer${reached('u')}
union all
select g.key, g.directory_id, false, false from directory_group g
where g.site_id = $1 and g.directory_id = $4::integer${reached('g')}`,
)

/** Whoever is in which group is looked up one by one: items are few. */
const BY_WAYS_IN = mark(
  'ways-in',
  `
select i.record_key, i.directory_id, false, false from guard_item i
where i.site_id = $1 and i.closed_at is null and i.kind = 'left-access' and (
  i.account_key = any ($4::bigint[])
  or (
    select true from site_member m where m.site_id = $1 and m.account_key = i.account_key and m.group_key = any ($5::bigint[]) limit 1
  )
)`,
)

/** Whoever has no account has nothing to lose or to get by it. */
const BY_MEMBERS = mark(
  'members',
  `
select m.member_key, u.directory_id, false, $5::boolean
from directory_member m
cross join lateral ${recordAt('directory_user', 'm.member_key')} u
where m.site_id = $1 and m.group_key = $4::bigint and not m.nested
  and (select true from user_link l where l.site_id = $1 and l.user_key = m.member_key limit 1)`,
)

const WAITING: Columns<Waiting> = [
  (row) => row.operationId,
  (row) => row.key,
  (row) => row.directoryId,
  (row) => row.loss,
  (row) => (row.gone === null ? null : JSON.stringify(row.gone)),
  (row) => row.guarded,
]

const INSERT_WAITING: Statement = {
  name: 'insert-waiting',
  text: `
insert into dirty as y (site_id, operation_id, key, directory_id, loss, gone, guarded)
select $1, n.*
from unnest($2::uuid[], $3::bigint[], $4::integer[], $5::boolean[], $6::jsonb[], $7::boolean[]) as n${ONCE},
  gone = excluded.gone`,
}

/** One a site: it goes before whatever could leave another. One that failed goes along with the next. */
const LEAVE_CHAIN: Statement = {
  name: 'leave-chain',
  text: `
insert into dirty as y (site_id, key, directory_id, operation_id, guarded, freed)
values ($1, ${CHAIN_KEY}, 0, $2, $3, $4::jsonb)${ONCE},
  freed = excluded.freed || y.freed`,
}

function leaveChain(
  client: pg.ClientBase,
  siteId: number,
  { operationId, guarded, freed }: LeftChain,
): Promise<unknown> {
  return run(client, LEAVE_CHAIN, [siteId, operationId, guarded, JSON.stringify(freed)])
}

/** Marks of members first: the batch may have emptied their groups, so those are sent by `writeMemberMarks`, before its writes. */
export function writeMarks(
  client: pg.ClientBase,
  siteId: number,
  { waiting, left, marks }: Pick<WriteSet, 'waiting' | 'left' | 'marks'>,
): Promise<unknown>[] {
  return [
    writeRows(client, INSERT_WAITING, siteId, waiting, WAITING),
    ...(left === null ? [] : [leaveChain(client, siteId, left)]),
    ...marks.filter(({ scope }) => scope.kind !== 'members').map((each) => writeMark(client, siteId, each)),
  ]
}

/** Before anything else of the batch is written. */
export function writeMemberMarks(client: pg.ClientBase, siteId: number, marks: readonly Mark[]): Promise<unknown>[] {
  return marks.filter(({ scope }) => scope.kind === 'members').map((each) => writeMark(client, siteId, each))
}

function writeMark(client: pg.ClientBase, siteId: number, { operationId, scope, guarded }: Mark): Promise<unknown> {
  const [statement, values] = statementOf(scope)
  return run(client, statement, [siteId, operationId, guarded, ...values])
}

function statementOf(scope: MarkScope): readonly [Statement, readonly unknown[]] {
  switch (scope.kind) {
    case 'rows':
      return [BY_ROWS, [scope.keys, scope.begins ?? false]]
    case 'domains':
      return [BY_DOMAINS, [scope.domains]]
    case 'holds':
      return [BY_HOLDS, [scope.directoryId, scope.holds]]
    case 'group-names':
      return [BY_GROUP_NAMES, [scope.names]]
    case 'names-in-review':
      return [BY_NAMES_IN_REVIEW, [scope.names]]
    case 'conflicts':
      return [BY_CONFLICTS, []]
    case 'directory':
      return [BY_DIRECTORY, [scope.directoryId]]
    case 'ways-in':
      return [BY_WAYS_IN, [scope.accountKeys, scope.siteGroupKeys]]
    case 'members':
      return [BY_MEMBERS, [scope.groupKey, scope.loss]]
  }
}
