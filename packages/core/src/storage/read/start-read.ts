/** Starts of a directory: how far they have come, and what they came to. */
import type pg from 'pg'
import { type Page, pageOf } from './look.ts'

export type StartReport = {
  /** Records by what has become of them: create, link, or the hold that keeps them back. */
  readonly users: Readonly<Record<string, number>>
  readonly groups: Readonly<Record<string, number>>
  /** Rows that are as the preview said; null: it was started without one. */
  readonly equal: number | null
  /** Rows that are otherwise, with the operation after the preview that explains it, and without one. */
  readonly changed: number
  readonly unexplained: number
}

export type Start = {
  /** Of the operation that began it. */
  readonly id: string
  readonly preview: string | null
  readonly state: 'running' | 'finished' | 'stopped'
  /** Records when it began, and those that have left the review. */
  readonly records: number
  readonly walked: number
  readonly actor: string
  readonly reason: string | null
  readonly beganAt: Date
  readonly endedAt: Date | null
  /** Null: not made yet. */
  readonly report: StartReport | null
}

type OfDirectory = { readonly siteId: number; readonly directoryId: number }

/** @returns the last one; null: none was begun */
export async function readStart(pool: pg.Pool, { siteId, directoryId }: OfDirectory): Promise<Start | null> {
  const { rows } = await pool.query<Start>(
    `select s.operation_id as id, s.preview_id as preview, s.state, greatest(s.records, s.walked) as records, s.walked,
       s.actor, s.reason, s.began_at as "beganAt", s.ended_at as "endedAt", s.report
     from start s where s.site_id = $1 and s.directory_id = $2 order by s.began_at desc limit 1`,
    [siteId, directoryId],
  )
  return rows[0] ?? null
}

/** `explained`: by an operation after the preview. */
export type DifferenceState = 'explained' | 'unexplained'

export type StartDifference = {
  readonly record: string
  readonly type: 'User' | 'Group'
  /** As users and groups are called now; null: it is gone. */
  readonly name: string | null
  /** Null: the preview does not have it. */
  readonly before: string | null
  /** Null: it is gone. */
  readonly now: string | null
  /** Public ids of accounts or groups. */
  readonly targetBefore: string | null
  readonly targetNow: string | null
  readonly changedBy: { readonly operation: string; readonly appliedSeq: number; readonly what: string } | null
}

type Row = Omit<StartDifference, 'changedBy'> & {
  key: number
  changed_by: string | null
  changed_seq: number
  changed_what: string
}

export type DifferencesAsked = OfDirectory & { readonly startId: string; readonly state?: DifferenceState | undefined }

/** In the order of the records' keys. */
export async function listStartDifferences(
  pool: pg.Pool,
  { siteId, directoryId, startId, state }: DifferencesAsked,
  { after, limit }: { readonly after: number | null; readonly limit: number },
): Promise<Page<StartDifference, number>> {
  const { rows } = await pool.query<Row>(
    `select d.record_key as key, d.record_id as record, d.type,
       coalesce(u.resource ->> 'userName', g.resource ->> 'displayName') as name, d.kind_before as before,
       d.kind_now as now, d.target_before as "targetBefore", d.target_now as "targetNow", d.changed_by, d.changed_seq,
       d.changed_what
     from start_difference d
     left join directory_user u on u.site_id = $1 and u.directory_id = $2 and u.key = d.record_key
     left join directory_group g on g.site_id = $1 and g.directory_id = $2 and g.key = d.record_key
     where d.site_id = $1 and d.operation_id = $3 and d.record_key > $4
       and ($6::boolean is null or (d.changed_by is not null) = $6)
     order by d.record_key limit $5`,
    [siteId, directoryId, startId, after ?? 0, limit + 1, state === undefined ? null : state === 'explained'],
  )
  const page = pageOf(rows, limit, ({ key }) => key)
  return { ...page, rows: page.rows.map(differenceOf) }
}

function differenceOf({ key: _, changed_by, changed_seq, changed_what, ...row }: Row): StartDifference {
  const changedBy = changed_by === null ? null : { operation: changed_by, appliedSeq: changed_seq, what: changed_what }
  return { ...row, changedBy }
}
