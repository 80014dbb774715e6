/**
 * The loads of a batch, continued: the deprovisioning guard. Held to the same guarantee, but for the windows, which are counted,
 * and for the items of a directory, which are as many as there are.
 */
import type { Statement } from '../statement.ts'

const ITEM = `
  i.key, i.id, i.directory_id, i.record_key, i.record_id, i.kind, i.state, i.account_key, i.account_id, i.site_group_key,
  i.site_group_id, i.external_id, i.email_key, i.name, i.email, i.groups, to_json(i.kept) as kept, i.gone, i.people,
  i.operation_id, i.since, i.decided_by, i.decided_at, i.closed_at`

export const ITEMS_OF_RECORDS: Statement = {
  name: 'load-guard-items',
  text: `
select ${ITEM} from guard_item i
where i.site_id = $1 and i.record_key = any ($2::bigint[]) and i.closed_at is null`,
}

export const ITEMS_BY_ID: Statement = {
  name: 'load-guard-items-by-id',
  text: `select ${ITEM} from guard_item i where i.site_id = $1 and i.id = any ($2::uuid[])`,
}

/** 0: of the site. */
export const ITEMS_IN: Statement = {
  name: 'load-guard-items-in',
  text: `
select ${ITEM} from guard_item i
where i.site_id = $1 and i.closed_at is null and (i.directory_id = any ($2::integer[]) or 0 = any ($2::integer[]))`,
}

export const ITEMS_KEEPING: Statement = {
  name: 'load-guard-items-keeping',
  text: `select ${ITEM} from guard_item i where i.site_id = $1 and i.closed_at is null and (i.kept && $2::bigint[] or i.site_group_key = any ($2::bigint[]))`,
}

const WINDOW = `now() - interval '24 hours'`

export const LOSSES: Statement = {
  name: 'load-guard-losses',
  text: `
select l.key, l.directory_id, l.account_key, l.at, l.base, l.site_base, l.counts, l.item_key
from guard_loss l where l.site_id = $1 and l.account_key = any ($2::bigint[]) and l.counts and l.at > ${WINDOW}`,
}

/** Of a directory nobody counts twice; of the site whoever several directories have lost is one person. */
const PART = (base: string, of: string, on: string) => `
  (select count(*) from (
    select distinct l.account_key from guard_loss l where l.site_id = $1 and l.at > ${WINDOW} and l.counts ${of}
  ) l)::integer as ${on}_count,
  (select l.${base} from guard_loss l where l.site_id = $1 and l.at > ${WINDOW} ${of} order by l.key limit 1) as ${on}_base`

export const WINDOWS: Statement = {
  name: 'load-guard-windows',
  text: `
select q.id as directory_id,${PART('base', 'and l.directory_id = q.id', 'own')},${PART('site_base', '', 'site')},
  coalesce((select c.value from counter c
    where c.site_id = $1 and c.directory_id = q.id and c.name = 'on-accounts'), 0) as own_on,
  coalesce((select c.value from counter c
    where c.site_id = $1 and c.directory_id = 0 and c.name = 'active-accounts'), 0) as site_on
from unnest($2::integer[]) as q (id)`,
}

/**
 * Accounts that are on, with a row of the directory in the group, and no other row in a group that gives access. Of a group
 * that is deleted the rows that are kept for its directory go as well. Each person is looked up: `not exists` would be made a
 * join with all memberships of the site.
 */
export const LOSERS = (group: string, directory: string, kind: string) => `
select m.account_key
from (
  select distinct x.account_key from site_member x
  where x.site_id = $1 and x.group_key = ${group}
    and (x.origin = ${directory} or (x.origin = -${directory} and ${kind} = 'deleted'))
) m
cross join lateral (
  select from account a where a.site_id = $1 and a.key = m.account_key and a.active limit 1
) a
where (
  select true from site_member o
  where o.site_id = $1 and o.account_key = m.account_key
    and not (o.group_key = ${group}
      and (o.origin = ${directory} or (o.origin = -${directory} and ${kind} = 'deleted')))
    and (select true from access_grant c where c.site_id = $1 and c.site_group_key = o.group_key limit 1)
  limit 1
) is null`

/** Whether it is a loss of the window already, looked up one by one. @param of of which directories */
const counted = (account: string, of: string) => `
coalesce((
  select true from guard_loss l
  where l.site_id = $1 and l.account_key = ${account} ${of} and l.counts and l.at > ${WINDOW}
  limit 1
), false)`

/** LOSERS, with `fresh`: no loss of the directory yet. */
export const MARKED_LOSERS = (group: string, directory: string, kind: string) => `
select n.account_key, not ${counted('n.account_key', `and l.directory_id = ${directory}`)} as fresh
from (${LOSERS(group, directory, kind)}) n`

export const COUNT_LOSERS: Statement = {
  name: 'load-guard-losers',
  text: `
select q.directory_id, q.kind, q.group_key, count(*)::integer as people,
  (count(*) filter (where n.fresh))::integer as fresh,
  (count(*) filter (where n.fresh and not ${counted('n.account_key', '')}))::integer as fresh_of_site
from unnest($2::integer[], $3::text[], $4::bigint[]) as q (directory_id, kind, group_key)
cross join lateral (${MARKED_LOSERS('q.group_key', 'q.directory_id', 'q.kind')}) n
group by q.directory_id, q.kind, q.group_key`,
}
