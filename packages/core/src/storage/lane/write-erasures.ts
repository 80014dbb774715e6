/**
 * What goes with a person beside the rows that the plan deletes, by statements at the end of the batch; and the erasure itself, on
 * record, which tells the walk through the history (erasure-walk.ts) whom to look for.
 */
import type pg from 'pg'
import type { NewErasure } from '../../domain/erasure.ts'
import { run, type Statement } from '../statement.ts'

/** $2 operation, $3 account key or null, $4 record keys, $5 person, $6 ids, $7 traces. */
const ERASE: Statement = {
  name: 'erasure-begin',
  text: `
with marks as (
  delete from dirty y where y.site_id = $1 and (y.key = $3::bigint or y.key = any ($4::bigint[]))
  returning y.gone
), items as (
  -- A group's item is about the group.
  update guard_item i set name = null, email = null, email_key = null, external_id = null, groups = '[]', gone = null
  where i.site_id = $1 and i.account_key = $3::bigint
  returning i.record_id
), losses as (
  -- What was lost counts still; nobody is kept by it.
  update guard_loss l set item_key = null where l.site_id = $1 and l.account_key = $3::bigint and l.item_key is not null
), tombstones as (
  delete from tombstone t where t.site_id = $1 and t.account_key = $3::bigint returning t.directory_id, t.external_id
), absent as (
  delete from preview_absent p where p.site_id = $1 and p.account_key = $3::bigint
), event as (
  insert into control_event (actor, action, site_id, detail, reason)
  select o.actor, 'person.erased', $1, jsonb_build_object('person', $5::uuid, 'operation', o.id), o.body ->> 'reason'
  from operation o where o.site_id = $1 and o.id = $2::uuid
)
insert into erasure (site_id, id, person_id, subjects, traces, actor, reason)
select $1, o.id, $5::uuid,
  array(
    select unnest($6::uuid[]) union select (m.gone ->> 'id')::uuid from marks m where m.gone is not null
    union select i.record_id from items i
  ),
  jsonb_set($7::jsonb, '{externalIds}', ($7::jsonb -> 'externalIds') || coalesce(
    (select jsonb_agg(jsonb_build_array(t.directory_id, t.external_id)) from tombstones t), '[]')),
  o.actor, o.body ->> 'reason'
from operation o where o.site_id = $1 and o.id = $2::uuid`,
}

/** Behind everything else that the batch writes, and before its marks. */
export function writeErasures(
  client: pg.ClientBase,
  siteId: number,
  erased: readonly NewErasure[],
): Promise<unknown>[] {
  return erased.map(({ operationId, personId, accountKey, recordKeys, subjects, traces }) =>
    run(client, ERASE, [siteId, operationId, accountKey, recordKeys, personId, subjects, JSON.stringify(traces)]),
  )
}
