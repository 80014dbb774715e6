/** Writes of the deprovisioning guard: items, losses, and what one statement does about everybody in a group. */
import type pg from 'pg'
import type { GuardItem } from '../../domain/guard-item.ts'
import type { GuardLoss } from '../../domain/guard-loss.ts'
import type { GuardedGroup } from '../../domain/guard-table.ts'
import { run, type Statement } from '../statement.ts'
import { type Columns, writeRows } from './columnar.ts'
import { LOSERS, MARKED_LOSERS } from './load-guard-statement.ts'
import { located } from './located.ts'
import type { WriteSet } from './write-set.ts'

const ITEM: Columns<GuardItem> = [
  (item) => item.key,
  (item) => item.state,
  (item) => JSON.stringify(item.kept),
  (item) => item.people,
  (item) => item.decidedBy,
  (item) => item.decidedAt,
  (item) => item.closedAt,
  (item) => (item.gone === null ? null : JSON.stringify(item.gone)),
]

const NEW_ITEM: Columns<GuardItem> = [
  ...ITEM,
  (item) => item.id,
  (item) => item.directoryId,
  (item) => item.recordKey,
  (item) => item.recordId,
  (item) => item.kind,
  (item) => item.accountKey,
  (item) => item.accountId,
  (item) => item.siteGroupKey,
  (item) => item.siteGroupId,
  (item) => item.externalId,
  (item) => item.emailKey,
  (item) => item.name,
  (item) => item.email,
  (item) => JSON.stringify(item.groups),
  (item) => item.operationId,
  (item) => item.since,
]

const KEYS = (json: string) =>
  `coalesce((select array_agg(k.value::bigint) from jsonb_array_elements_text(${json}) k), '{}')`

const UPDATE_ITEMS: Statement = {
  name: 'update-guard-items',
  text: `
update guard_item i set state = n.state, kept = ${KEYS('n.kept')}, people = n.people, decided_by = n.decided_by,
  decided_at = n.decided_at, closed_at = n.closed_at, gone = n.gone
from ${located(
    'guard_item',
    `unnest($2::bigint[], $3::text[], $4::jsonb[], $5::integer[], $6::text[], $7::timestamptz[], $8::timestamptz[],
            $9::jsonb[]) as n (key, state, kept, people, decided_by, decided_at, closed_at, gone)`,
    'x.key = n.key',
  )}
where i.site_id = n.site_id and i.ctid = n.place`,
}

const INSERT_ITEMS: Statement = {
  name: 'insert-guard-items',
  text: `
insert into guard_item (site_id, key, state, kept, people, decided_by, decided_at, closed_at, gone, id, directory_id, record_key,
                        record_id, kind, account_key, account_id, site_group_key, site_group_id, external_id, email_key,
                        name, email, groups, operation_id, since)
select $1, n.key, n.state, ${KEYS('n.kept')}, n.people, n.decided_by, n.decided_at, n.closed_at, n.gone, n.id, n.directory_id,
  n.record_key, n.record_id, n.kind, n.account_key, n.account_id, n.site_group_key, n.site_group_id, n.external_id,
  n.email_key, n.name, n.email, n.groups, n.operation_id, n.since
from unnest($2::bigint[], $3::text[], $4::jsonb[], $5::integer[], $6::text[], $7::timestamptz[], $8::timestamptz[],
            $9::jsonb[], $10::uuid[], $11::integer[], $12::bigint[], $13::uuid[], $14::text[], $15::bigint[], $16::uuid[],
            $17::bigint[], $18::uuid[], $19::text[], $20::text[], $21::text[], $22::text[], $23::jsonb[], $24::uuid[],
            $25::timestamptz[])
  as n (key, state, kept, people, decided_by, decided_at, closed_at, gone, id, directory_id, record_key, record_id,
        kind, account_key, account_id, site_group_key, site_group_id, external_id, email_key, name, email, groups,
        operation_id, since)`,
}

const LOSS: Columns<GuardLoss> = [
  (loss) => loss.key,
  (loss) => loss.directoryId,
  (loss) => loss.accountKey,
  (loss) => loss.at,
  (loss) => loss.base,
  (loss) => loss.siteBase,
  (loss) => loss.counts,
  (loss) => loss.itemKey,
]

const INSERT_LOSSES: Statement = {
  name: 'insert-guard-losses',
  text: `
insert into guard_loss (site_id, key, directory_id, account_key, at, base, site_base, counts, item_key)
select $1, n.* from unnest($2::bigint[], $3::integer[], $4::bigint[], $5::timestamptz[], $6::integer[], $7::integer[],
                           $8::boolean[], $9::bigint[]) as n`,
}

const UNCOUNT_LOSSES: Statement = {
  name: 'uncount-guard-losses',
  text: 'update guard_loss l set counts = false where l.site_id = $1 and l.key = any ($2::bigint[])',
}

/** Whoever is held besides is lost by that. */
const UNCOUNT_ITEMS: Statement = {
  name: 'uncount-guard-items',
  text: `
update guard_loss l set counts = false
where l.site_id = $1 and l.item_key = any ($2::bigint[]) and not exists (
  select from guard_item i
  where i.site_id = $1 and i.account_key = l.account_key and i.directory_id = l.directory_id and i.closed_at is null)`,
}

const GROUP = '$3::bigint'
const DIRECTORY = '$2::integer'
const KIND = '$4::text'

/** What held some of them before. */
const MOVE_LOSSES: Statement = {
  name: 'move-guard-losses',
  text: 'update guard_loss l set item_key = $3 where l.site_id = $1 and l.item_key = $2',
}

/** Whoever is held and was a loss already has a row for the item, outside of the window. */
const INSERT_GROUP_LOSSES: Statement = {
  name: 'insert-guard-group-losses',
  text: `
insert into guard_loss (site_id, key, directory_id, account_key, at, base, site_base, counts, item_key)
select $1, $6::bigint - 1 + row_number() over (order by n.account_key), ${DIRECTORY}, n.account_key,
  case when n.fresh then now() else now() - interval '24 hours' end, $7::integer, $8::integer, n.fresh, $5::bigint
from (${MARKED_LOSERS(GROUP, DIRECTORY, KIND)}) n
where n.fresh or ($5::bigint is not null and (
  select true from guard_loss l where l.site_id = $1 and l.account_key = n.account_key and l.item_key = $5 limit 1) is null)`,
}

/** Somebody is no longer held by the item of a group. */
const LEAVE_ITEMS: Statement = {
  name: 'leave-guard-items',
  text: `
update guard_loss l set item_key = null from unnest($2::bigint[], $3::bigint[]) as n (item_key, account_key)
where l.site_id = $1 and l.item_key = n.item_key and l.account_key = n.account_key`,
}

/** Those who would lose the last way stay in the group; the others' rows go with the batch. */
const KEEP_LOSERS: Statement = {
  name: 'keep-guard-losers',
  text: `
insert into site_member (site_id, group_key, account_key, origin)
select $1, ${GROUP}, n.account_key, -${DIRECTORY} from (${LOSERS(GROUP, DIRECTORY, `'emptied'::text`)}) n
on conflict do nothing`,
}

/** The group stays as it is. */
const KEEP_ALL: Statement = {
  name: 'keep-guard-group',
  text: `
insert into site_member (site_id, group_key, account_key, origin)
select $1, ${GROUP}, m.account_key, -${DIRECTORY} from site_member m
where m.site_id = $1 and m.group_key = ${GROUP} and m.origin = ${DIRECTORY}
on conflict do nothing`,
}

/** Before memberships are removed: what it says of them is as they were. */
export function writeGuardedGroups(
  client: pg.ClientBase,
  siteId: number,
  groups: readonly GuardedGroup[],
): Promise<unknown>[] {
  return groups.flatMap(({ kind, directoryId, siteGroupKey, itemKey, formerItemKey, firstLossKey, base, siteBase }) => {
    const place = [siteId, directoryId, siteGroupKey]
    const moved = formerItemKey === null ? [] : [run(client, MOVE_LOSSES, [siteId, formerItemKey, itemKey])]
    const lost = run(client, INSERT_GROUP_LOSSES, [...place, kind, itemKey, firstLossKey, base, siteBase])
    if (itemKey === null) return [...moved, lost]
    return [...moved, lost, run(client, kind === 'deleted' ? KEEP_ALL : KEEP_LOSERS, place)]
  })
}

export function writeGuard(
  client: pg.ClientBase,
  siteId: number,
  { items, losses, uncounted, left }: WriteSet['guard'],
): Promise<unknown>[] {
  const back = losses.updated.filter(({ before, after }) => before.counts && !after.counts)
  return [
    writeRows(
      client,
      UPDATE_ITEMS,
      siteId,
      items.updated.map(({ after }) => after),
      ITEM,
    ),
    writeRows(client, INSERT_ITEMS, siteId, items.inserted, NEW_ITEM),
    writeRows(client, INSERT_LOSSES, siteId, losses.inserted, LOSS),
    writeRows(client, UNCOUNT_LOSSES, siteId, back, [({ after }) => after.key]),
    writeRows(client, UNCOUNT_ITEMS, siteId, uncounted, [(key) => key]),
    writeRows(client, LEAVE_ITEMS, siteId, left, [({ itemKey }) => itemKey, ({ accountKey }) => accountKey]),
  ]
}
