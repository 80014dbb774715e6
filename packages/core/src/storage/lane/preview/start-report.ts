/**
 * The report of a start: what became of each record, beside what the preview said. Made when the walk has ended, by statements
 * over all rows; equal rows are counted, the others kept with the operation that explains them.
 */
import type pg from 'pg'
import type { Audience } from '../../../domain/operation.ts'
import type { StartReport } from '../../read/start-read.ts'
import { run, type Statement } from '../../statement.ts'
import { explainDifferences } from './explain-differences.ts'
import { RECORD_ROWS } from './record-rows.ts'

const TAKE: Statement = {
  name: 'report-take',
  text: `
select s.site_id as "siteId", s.operation_id as "operationId", s.directory_id as "directoryId", d.audience,
  p.id as "previewId", coalesce(p.as_of_seq, s.began_seq) as "asOfSeq",
  coalesce(p.next_key, 9007199254740991) as "firstNewKey"
from start s
join directory d on d.id = s.directory_id
left join preview p on p.site_id = s.site_id and p.id = s.preview_id and p.state = 'ready'
where s.state = 'finished' and s.report is null
order by s.ended_at limit 1
for update of s skip locked`,
}

export type ReportTask = {
  readonly siteId: number
  readonly operationId: string
  readonly directoryId: number
  readonly audience: Audience
  readonly previewId: string | null
  readonly asOfSeq: number
  readonly firstNewKey: number
}

/** `analyze`: the planner knows nothing of what was made a moment ago. */
const NOW: readonly string[] = [
  'create temporary table now_row (like preview_row including defaults) on commit drop',
  'create index now_row_key on now_row (record_key)',
]

const FILL: Statement = {
  name: 'report-fill',
  text: `
insert into now_row (site_id, preview_id, record_key, record_id, type, kind, target_id, other_id, active, class, external,
                     notices, members, failure)
select $1, $5::uuid, r.* from (${RECORD_ROWS}) r`,
}

const DIFFER: Statement = {
  name: 'report-differ',
  text: `
insert into start_difference (site_id, operation_id, record_key, record_id, type, kind_before, kind_now, target_before,
                              target_now, other_before, other_now)
select $1, $2::uuid, coalesce(b.record_key, n.record_key), coalesce(b.record_id, n.record_id), coalesce(b.type, n.type),
  b.kind, n.kind, b.target_id, n.target_id, b.other_id, n.other_id
from (select * from preview_row where site_id = $1 and preview_id = $3::uuid) b
full join now_row n on n.record_key = b.record_key
where b.kind is distinct from n.kind or (b.kind = 'link' and b.target_id is distinct from n.target_id)`,
}

const COUNTS: Statement = {
  name: 'report-counts',
  text: `
select n.type, n.kind, count(*) as count,
  count(*) filter (where not exists (
    select from start_difference d
    where d.site_id = $1 and d.operation_id = $2::uuid and d.record_key = n.record_key)) as equal
from now_row n where n.site_id = $1 group by n.type, n.kind`,
}

const DIFFERENCES: Statement = {
  name: 'report-differences',
  text: `
select count(*) filter (where changed_by is not null) as changed, count(*) filter (where changed_by is null) as unexplained
from start_difference where site_id = $1 and operation_id = $2::uuid`,
}

const KEEP: Statement = {
  name: 'report-keep',
  text: 'update start set report = $3::jsonb where site_id = $1 and operation_id = $2::uuid',
}

const IS_DUE: Statement = {
  name: 'report-due',
  text: `select from start s where s.site_id > 0 and s.state = 'finished' and s.report is null limit 1`,
}

/** A short look, so that no connection is opened for nothing. */
export async function isReportDue(pool: pg.Pool): Promise<boolean> {
  return (await pool.query(IS_DUE)).rows.length > 0
}

/** @returns null: no start is without its report */
export async function reportStart(
  pool: pg.Pool,
): Promise<(Pick<ReportTask, 'siteId' | 'operationId'> & StartReport) | null> {
  const client = await pool.connect()
  let isDone = false
  try {
    await client.query('begin')
    const [task] = await run<ReportTask>(client, TAKE, [])
    const report = task === undefined ? null : await makeReport(client, task)
    await client.query('commit')
    isDone = true
    return task === undefined || report === null
      ? null
      : { siteId: task.siteId, operationId: task.operationId, ...report }
  } finally {
    // What it has prepared may name tables that are gone.
    client.release(!isDone)
  }
}

async function makeReport(client: pg.PoolClient, task: ReportTask): Promise<StartReport> {
  const { siteId, operationId, directoryId, audience, previewId, firstNewKey } = task
  for (const text of NOW) {
    // biome-ignore lint/performance/noAwaitInLoops: one connection, one after another
    await client.query(text)
  }
  await run(client, FILL, [siteId, directoryId, audience, firstNewKey, operationId])
  await client.query('analyze now_row')
  for (const setting of ['set local enable_seqscan = on', 'set local plan_cache_mode = force_custom_plan']) {
    // biome-ignore lint/performance/noAwaitInLoops: one connection, one after another
    await client.query(setting)
  }
  if (previewId !== null) {
    await run(client, DIFFER, [siteId, operationId, previewId])
    await explainDifferences(client, task)
  }
  const counts = await run<{ type: 'User' | 'Group'; kind: string; count: number; equal: number }>(client, COUNTS, [
    siteId,
    operationId,
  ])
  const [differences] = await run<{ changed: number; unexplained: number }>(client, DIFFERENCES, [siteId, operationId])
  const byKind = (type: 'User' | 'Group') =>
    Object.fromEntries(counts.filter((row) => row.type === type).map(({ kind, count }) => [kind, count]))
  const report: StartReport = {
    users: byKind('User'),
    groups: byKind('Group'),
    equal: previewId === null ? null : counts.reduce((sum, { equal }) => sum + equal, 0),
    changed: differences?.changed ?? 0,
    unexplained: differences?.unexplained ?? 0,
  }
  await run(client, KEEP, [siteId, operationId, JSON.stringify(report)])
  return report
}
