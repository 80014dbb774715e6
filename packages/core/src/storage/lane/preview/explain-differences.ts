/**
 * Which operation after the preview made a row come out otherwise: one that changed the record itself, the account or group that
 * it is linked to or that is in its way, or the record that has that; else a change of settings.
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

const BY_SETTINGS: Statement = {
  name: 'explain-settings',
  text: `
update start_difference d set changed_by = c.operation_id, changed_seq = c.applied_seq, changed_what = 'settings'
from (
  select x.operation_id, x.applied_seq
  from outcome x
  cross join lateral (select * from operation y where y.site_id = $1 and y.id = x.operation_id limit 1) o
  where x.site_id = $1 and x.applied_seq > $3 and o.command = 'reproject'
  order by x.applied_seq desc limit 1
) c
where d.site_id = $1 and d.operation_id = $2::uuid and d.changed_by is null`,
}

const LONGEST_CHAIN = 20

export async function explainDifferences(
  client: pg.ClientBase,
  { siteId, operationId, asOfSeq }: ReportTask,
): Promise<void> {
  await client.query(CAUSES)
  await run(client, FILL, [siteId, asOfSeq, operationId])
  await client.query('analyze cause')
  await run(client, BY_SUBJECTS, [siteId, operationId])
  for (let link = 0; link < LONGEST_CHAIN; link += 1) {
    // biome-ignore lint/performance/noAwaitInLoops: each link of a chain hangs on the one before
    const explained = await run(client, BY_OTHERS, [siteId, operationId])
    if (explained.length === 0) break
  }
  await run(client, BY_SETTINGS, [siteId, operationId, asOfSeq])
}
