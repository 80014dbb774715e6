/** Previews of a directory: what a start would make of its records. */
import type pg from 'pg'
import type { ConflictDecision } from '../../domain/conflict.ts'
import type { Key } from '../../domain/record.ts'
import { type Page, pageOf } from './look.ts'
import type { PreviewCounts } from './preview-counts.ts'

export type Preview = {
  readonly id: string
  /** `waiting`: a worker will compute it, or does. */
  readonly state: 'waiting' | 'ready' | 'failed'
  readonly actor: string
  readonly reason: string | null
  readonly askedAt: Date
  readonly finishedAt: Date | null
  /** Its place in the history of the site. */
  readonly asOfSeq: number | null
  readonly counts: PreviewCounts | null
  /** Why it failed, for operators. */
  readonly failure: string | null
  /** Operations of the directory that were applied since, at most MOST_COUNTED; null: not ready. */
  readonly operationsSince: number | null
}

/** There may be more. */
export const MOST_COUNTED = 10_000

export type OfDirectory = { readonly siteId: number; readonly directoryId: number }
export type OfPreview = OfDirectory & { readonly previewId: string }

const COLUMNS = `
  p.id, p.state, p.actor, p.reason, p.asked_at as "askedAt", p.finished_at as "finishedAt", p.as_of_seq as "asOfSeq",
  p.counts, p.failure,
  case when p.as_of_seq is not null then (
    select count(*) from (
      select from outcome x
      cross join lateral (select y.directory_id from operation y where y.site_id = $1 and y.id = x.operation_id limit 1) o
      where x.site_id = $1 and x.applied_seq > p.as_of_seq and o.directory_id = $2
      limit ${MOST_COUNTED}
    ) since
  ) end as "operationsSince"`

/** Newest first; there are few. */
export async function listPreviews(pool: pg.Pool, { siteId, directoryId }: OfDirectory): Promise<Preview[]> {
  const { rows } = await pool.query<Preview>(
    `select ${COLUMNS} from preview p where p.site_id = $1 and p.directory_id = $2 order by p.asked_at desc limit 20`,
    [siteId, directoryId],
  )
  return rows
}

/** @returns null: the directory has none of that id */
export async function readPreview(
  pool: pg.Pool,
  { siteId, directoryId, previewId }: OfPreview,
): Promise<Preview | null> {
  const { rows } = await pool.query<Preview>(
    `select ${COLUMNS} from preview p where p.site_id = $1 and p.directory_id = $2 and p.id = $3`,
    [siteId, directoryId, previewId],
  )
  return rows[0] ?? null
}

export type PreviewRow = {
  /** The SCIM id. */
  readonly record: string
  readonly type: 'User' | 'Group'
  /** As it is called now; null: it is gone. */
  readonly name: string | null
  /** create, link, or the hold that keeps it back; failed: the start could make nothing of it. */
  readonly kind: string
  /** The account or group of the site that it is linked to, or that is in its way. */
  readonly target: { readonly id: string; readonly name: string | null } | null
  /** The record that is in its way. */
  readonly other: string | null
  /** Of a group that clashes: what is decided about it by now, which the start carries out. */
  readonly decision: {
    readonly conflict: string
    readonly decision: ConflictDecision
    readonly givenName: string | null
  } | null
  readonly active: boolean | null
  readonly class: 'managed' | 'external' | 'portal-only' | null
  readonly external: boolean
  readonly notices: readonly string[]
  readonly members: number | null
  readonly inside: number | null
  readonly outside: number | null
  /** Of `failed`, for operators. */
  readonly failure: string | null
}

export type RowFilter = { readonly type?: 'User' | 'Group' | undefined; readonly kind?: string | undefined }

/** In the order of the records' keys. */
export async function listPreviewRows(
  pool: pg.Pool,
  { siteId, directoryId, previewId }: OfPreview,
  { type = undefined, kind = undefined }: RowFilter,
  { after, limit }: { readonly after: Key | null; readonly limit: number },
): Promise<Page<PreviewRow, Key>> {
  const { rows } = await pool.query<PreviewRow & { key: Key }>(
    `select r.record_key as key, r.record_id as record, r.type,
       coalesce(u.resource ->> 'userName', g.resource ->> 'displayName') as name, r.kind,
       case when r.target_id is not null
         then json_build_object('id', r.target_id, 'name', coalesce(a.email, s.name)) end as target,
       r.other_id as other, (
         select json_build_object('conflict', c.id, 'decision', c.decision, 'givenName', c.given_name) from conflict c
         where c.site_id = $1 and c.record_key = r.record_key and c.state = 'decided' limit 1) as decision, r.active, r.class, r.external, r.notices, r.members, r.inside, r.outside, r.failure
     from (
       select * from preview_row r
       where r.site_id = $1 and r.preview_id = $3 and r.record_key > $4
         and ($6::text is null or r.type = $6) and ($7::text is null or r.kind = $7)
       order by r.record_key limit $5
     ) r
     left join directory_user u on u.site_id = $1 and u.directory_id = $2 and u.key = r.record_key
     left join directory_group g on g.site_id = $1 and g.directory_id = $2 and g.key = r.record_key
     left join account a on a.site_id = $1 and r.type = 'User' and a.id = r.target_id
     left join site_group s on s.site_id = $1 and r.type = 'Group' and s.id = r.target_id
     order by r.record_key`,
    [siteId, directoryId, previewId, after ?? 0, limit + 1, type ?? null, kind ?? null],
  )
  const page = pageOf(rows, limit, ({ key }) => key)
  return { ...page, rows: page.rows.map(({ key: _, ...row }) => row) }
}

export type AbsentAccount = {
  readonly id: string
  readonly email: string
  readonly displayName: string | null
  readonly active: boolean
  /** Records that may be the same person: with the same name, or with the same address before the @. */
  readonly likely: readonly {
    readonly record: string
    readonly userName: string
    readonly email: string | null
    readonly name: boolean
    readonly localPart: boolean
  }[]
}

/** Accounts on verified domains that no directory has. */
export async function listAbsentAccounts(
  pool: pg.Pool,
  { siteId, directoryId, previewId }: OfPreview,
  { after, limit }: { readonly after: Key | null; readonly limit: number },
): Promise<Page<AbsentAccount, Key>> {
  const { rows } = await pool.query<AbsentAccount & { key: Key }>(
    `select b.account_key as key, a.id, a.email, a.display_name as "displayName", a.active, coalesce((
       select json_agg(json_build_object('record', u.id, 'userName', u.resource ->> 'userName', 'email', u.email_key,
         'name', (p ->> 'name')::boolean, 'localPart', (p ->> 'localPart')::boolean) order by u.key)
       from jsonb_array_elements(b.pairs) p
       join directory_user u on u.site_id = $1 and u.directory_id = $2 and u.key = (p ->> 'record')::bigint
     ), '[]') as likely
     from preview_absent b
     join account a on a.site_id = $1 and a.key = b.account_key
     where b.site_id = $1 and b.preview_id = $3 and b.account_key > $4
     order by b.account_key limit $5`,
    [siteId, directoryId, previewId, after ?? 0, limit + 1],
  )
  const page = pageOf(rows, limit, ({ key }) => key)
  return { ...page, rows: page.rows.map(({ key: _, ...row }) => row) }
}
