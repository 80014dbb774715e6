/** Previews that are to be computed: taken by one worker at a time, by the lock on their row, and kept as long as that one lives. */
import type pg from 'pg'
import type { Audience } from '../../../domain/operation.ts'
import type { Key } from '../../../domain/record.ts'
import type { PreviewCounts } from '../../read/preview-counts.ts'
import { run, type Statement } from '../../statement.ts'
import { type Columns, writeRows } from '../columnar.ts'
import type { RecordRow } from './rehearsal-rows.ts'
import type { AsOf } from './shadow.ts'

export type PreviewTask = {
  readonly siteId: number
  readonly previewId: string
  readonly directoryId: number
  readonly audience: Audience
}

/** A preview whose computing ends its process is given up. */
const MOST_TRIES = 5
/** Of a directory. A start keeps that which it was begun with. */
const KEPT = 3

const TRY = `
update preview p set tries = p.tries + 1
from (
  select w.site_id, w.id from preview w where w.state = 'waiting'
  order by w.asked_at limit 1 for update skip locked
) n
where p.site_id = n.site_id and p.id = n.id
returning p.site_id, p.id, p.tries`

const TAKE: Statement = {
  name: 'preview-take',
  text: `
select p.site_id as "siteId", p.id as "previewId", p.directory_id as "directoryId", d.audience
from preview p join directory d on d.id = p.directory_id
where p.site_id = $1 and p.id = $2 and p.state = 'waiting'
for update of p skip locked`,
}

/** @returns null: nobody waits for one that nobody computes */
export async function tryPreview(pool: pg.Pool): Promise<{ readonly siteId: number; readonly id: string } | null> {
  const { rows } = await pool.query<{ site_id: number; id: string; tries: number }>({ name: 'preview-try', text: TRY })
  const [row] = rows
  if (row === undefined) return null
  const { site_id: siteId, id, tries } = row
  if (tries <= MOST_TRIES) return { siteId, id }
  await failPreview(pool, { siteId, id }, `the process ended ${MOST_TRIES} times while it was computed`)
  return null
}

/** Begins a transaction that lasts as long as the computing. @returns null: another worker has it */
export async function takePreview(
  client: pg.ClientBase,
  { siteId, id }: { readonly siteId: number; readonly id: string },
): Promise<PreviewTask | null> {
  await client.query('begin')
  const [task] = await run<PreviewTask>(client, TAKE, [siteId, id])
  return task ?? null
}

const INSERT_ROWS: Statement = {
  name: 'preview-rows',
  text: `
insert into preview_row (site_id, preview_id, record_key, record_id, type, kind, target_id, other_id, active, class,
                         external, notices, members, inside, outside, failure)
select $1, n.preview_id, n.record_key, n.record_id, n.type, n.kind, n.target_id, n.other_id, n.active, n.class,
  n.external, array(select jsonb_array_elements_text(n.notices)), n.members, n.inside, n.outside, n.failure
from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::boolean[],
            $10::text[], $11::boolean[], $12::jsonb[], $13::integer[], $14::integer[], $15::integer[], $16::text[])
  as n (preview_id, record_key, record_id, type, kind, target_id, other_id, active, class, external, notices, members,
        inside, outside, failure)`,
}

export function insertPreviewRows(
  client: pg.ClientBase,
  { siteId, previewId }: PreviewTask,
  rows: readonly RecordRow[],
): Promise<void> {
  const columns: Columns<RecordRow> = [
    () => previewId,
    (row) => row.record_key,
    (row) => row.record_id,
    (row) => row.type,
    (row) => row.kind,
    (row) => row.target_id,
    (row) => row.other_id,
    (row) => row.active,
    (row) => row.class,
    (row) => row.external,
    (row) => JSON.stringify(row.notices),
    (row) => row.members,
    (row) => row.inside,
    (row) => row.outside,
    (row) => row.failure,
  ]
  return writeRows(client, INSERT_ROWS, siteId, rows, columns)
}

/** `name`, `localPart`: what they have in common. */
export type LikelyPair = { readonly record: Key; readonly name: boolean; readonly localPart: boolean }
export type AbsentRow = { readonly accountKey: Key; readonly pairs: readonly LikelyPair[] }

const INSERT_ABSENT: Statement = {
  name: 'preview-absent',
  text: `
insert into preview_absent (site_id, preview_id, account_key, pairs)
select $1, n.* from unnest($2::uuid[], $3::bigint[], $4::jsonb[]) as n`,
}

export function insertAbsent(
  client: pg.ClientBase,
  { siteId, previewId }: PreviewTask,
  rows: readonly AbsentRow[],
): Promise<void> {
  return writeRows(client, INSERT_ABSENT, siteId, rows, [
    () => previewId,
    (row) => row.accountKey,
    (row) => JSON.stringify(row.pairs),
  ])
}

const READY: Statement = {
  name: 'preview-ready',
  text: `
update preview set state = 'ready', finished_at = clock_timestamp(), as_of_seq = $3, next_key = $4, counts = $5::jsonb
where site_id = $1 and id = $2`,
}

const OUTDATED = `
  select o.id from preview o
  where o.site_id = $1 and o.directory_id = $2 and o.state <> 'waiting'
    and not exists (select from start s where s.site_id = $1 and s.preview_id = o.id)
  order by o.asked_at desc offset ${KEPT}`

const PRUNE: readonly Statement[] = [
  {
    name: 'preview-prune-rows',
    text: `delete from preview_row r where r.site_id = $1 and r.preview_id in (${OUTDATED})`,
  },
  {
    name: 'preview-prune-absent',
    text: `delete from preview_absent a where a.site_id = $1 and a.preview_id in (${OUTDATED})`,
  },
  { name: 'preview-prune', text: `delete from preview p where p.site_id = $1 and p.id in (${OUTDATED})` },
]

/** Commits. The earlier ones of the directory go, but for the last. */
export async function finishPreview(
  client: pg.ClientBase,
  { siteId, previewId, directoryId }: PreviewTask,
  { appliedSeq, nextKey }: AsOf,
  counts: PreviewCounts,
): Promise<void> {
  await run(client, READY, [siteId, previewId, appliedSeq, nextKey, JSON.stringify(counts)])
  for (const statement of PRUNE) {
    // biome-ignore lint/performance/noAwaitInLoops: rows first
    await run(client, statement, [siteId, directoryId])
  }
  await client.query('commit')
}

/** @param reason for operators, without values */
export async function failPreview(
  pool: pg.Pool,
  { siteId, id }: { readonly siteId: number; readonly id: string },
  reason: string,
): Promise<void> {
  await pool.query({
    name: 'preview-fail',
    text: `
update preview set state = 'failed', finished_at = clock_timestamp(), failure = $3
where site_id = $1 and id = $2 and state = 'waiting'`,
    values: [siteId, id, reason],
  })
}
