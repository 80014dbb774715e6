/**
 * Which operation after the preview made a row come out otherwise: one that changed the record itself, the account or group that
 * it is linked to or that is in its way, or the record that has that; else a change of settings that is about it.
 */
import type pg from 'pg'
import { run, type Statement } from '../../statement.ts'
import type { ReportTask } from './start-report.ts'

const CAUSES = `
create temporary table cause (subject_id uuid not null, operation_id uuid not null, applied_seq bigint not null)
on commit drop`

/** The last operation on each subject; what the start did itself explains nothing. */
const FILL: Statement = {
  name: 'explain-fill',
  text: `
insert into cause (subject_id, operation_id, applied_seq)
select distinct on (c.subject_id) c.subject_id, c.operation_id, c.applied_seq
from change c
where c.site_id = $1 and c.applied_seq > $2 and c.operation_id <> $3::uuid
order by c.subject_id, c.applied_seq desc`,
}

/** The nearest cause first. */
const BY_SUBJECTS: Statement = {
  name: 'explain-subjects',
  text: `
update start_difference d set changed_by = c.operation_id, changed_seq = c.applied_seq, changed_what = c.what
from (
  select distinct on (r.record_key) r.record_key, c.operation_id, c.applied_seq, s.what
  from start_difference r
  cross join lateral (values
    (1, 'record', r.record_id), (2, 'site', r.target_before), (2, 'site', r.target_now),
    (3, 'other', r.other_before), (3, 'other', r.other_now)) as s (rank, what, id)
  join cause c on c.subject_id = s.id
  where r.site_id = $1 and r.operation_id = $2::uuid
  order by r.record_key, s.rank, c.applied_seq desc
) c
where d.site_id = $1 and d.operation_id = $2::uuid and d.record_key = c.record_key`,
}

/** Who is in the way of a record may be there because somebody else is in theirs. */
const BY_OTHERS: Statement = {
  name: 'explain-others',
  text: `
update start_difference d set changed_by = o.changed_by, changed_seq = o.changed_seq, changed_what = 'other'
from start_difference o
where d.site_id = $1 and d.operation_id = $2::uuid and d.changed_by is null
  and o.site_id = $1 and o.operation_id = $2::uuid and o.changed_by is not null
  and o.record_id in (d.other_before, d.other_now)
returning d.record_key`,
}

/** Commands that were applied since, with what they were asked. They are few. */
const COMMANDS = `
with command as materialized (
  select x.operation_id, x.applied_seq, o.command, o.body::jsonb -> 'arguments' as given
  from outcome x
  cross join lateral (select * from operation y where y.site_id = $1 and y.id = x.operation_id limit 1) o
  where x.site_id = $1 and x.applied_seq > $3 and o.command in ('reproject', 'disconnect-directory')
)`

/**
 * A change of settings explains those rows that it is about (domain/mark.ts), also those in review, of which it has changed nothing. To
 * project rows again changes no rule: what comes of that is in its changes.
 */
const BY_SETTINGS: Statement = {
  name: 'explain-settings',
  text: `${COMMANDS}
update start_difference d set changed_by = c.operation_id, changed_seq = c.applied_seq, changed_what = 'settings'
from (
  select distinct on (r.record_key) r.record_key, x.operation_id, x.applied_seq
  from start_difference r
  left join lateral (
    select u.email_key from directory_user u
    where u.site_id = $1 and u.directory_id = $4 and u.key = r.record_key limit 1
  ) u on r.type = 'User'
  left join lateral (
    select g.display_name_key from directory_group g
    where g.site_id = $1 and g.directory_id = $4 and g.key = r.record_key limit 1
  ) g on r.type = 'Group'
  join (
    select c.operation_id, c.applied_seq, s.scope, s.scope ->> 'kind' as kind
    from command c cross join lateral jsonb_array_elements(c.given -> 'scopes') s (scope)
    where c.command = 'reproject'
  ) x on (x.kind = 'domains' and x.scope -> 'domains' ? split_part(u.email_key, '@', -1))
    or (x.kind = 'holds' and coalesce((x.scope ->> 'directoryId')::integer, $4) = $4
      and (x.scope -> 'holds' ? r.kind_before or x.scope -> 'holds' ? r.kind_now))
    or (x.kind = 'group-names' and x.scope -> 'names' ? g.display_name_key)
  where r.site_id = $1 and r.operation_id = $2::uuid and r.changed_by is null
  order by r.record_key, x.applied_seq desc
) c
where d.site_id = $1 and d.operation_id = $2::uuid and d.record_key = c.record_key`,
}

/** The directory of the record that is in its way, or was, is disconnected: its links go without a change of each. */
const BY_DISCONNECTED: Statement = {
  name: 'explain-disconnected',
  text: `${COMMANDS}
update start_difference d set changed_by = c.operation_id, changed_seq = c.applied_seq, changed_what = 'other'
from (
  select distinct on (r.record_key) r.record_key, c.operation_id, c.applied_seq
  from command c
  join start_difference r on r.site_id = $1 and r.operation_id = $2::uuid and r.changed_by is null
  where c.command = 'disconnect-directory' and (
    exists (select from directory_user u where u.site_id = $1 and u.directory_id = (c.given ->> 'directoryId')::integer
              and u.id in (r.other_before, r.other_now))
    or exists (select from directory_group g where g.site_id = $1 and g.directory_id = (c.given ->> 'directoryId')::integer
              and g.id in (r.other_before, r.other_now)))
  order by r.record_key, c.applied_seq desc
) c
where d.site_id = $1 and d.operation_id = $2::uuid and d.record_key = c.record_key`,
}

const LONGEST_CHAIN = 20

export async function explainDifferences(
  client: pg.ClientBase,
  { siteId, operationId, directoryId, asOfSeq }: ReportTask,
): Promise<void> {
  await client.query(CAUSES)
  await run(client, FILL, [siteId, asOfSeq, operationId])
  await client.query('analyze cause')
  await run(client, BY_SUBJECTS, [siteId, operationId])
  // The nearer cause first.
  await explainOthers(client, siteId, operationId)
  await run(client, BY_SETTINGS, [siteId, operationId, asOfSeq, directoryId])
  await run(client, BY_DISCONNECTED, [siteId, operationId, asOfSeq])
  await explainOthers(client, siteId, operationId)
}

async function explainOthers(client: pg.ClientBase, siteId: number, operationId: string): Promise<void> {
  for (let link = 0; link < LONGEST_CHAIN; link += 1) {
    // biome-ignore lint/performance/noAwaitInLoops: each link of a chain hangs on the one before
    const explained = await run(client, BY_OTHERS, [siteId, operationId])
    if (explained.length === 0) return
  }
}
