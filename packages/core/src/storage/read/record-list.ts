/**
 * Records of directories with their status: those of one directory by name, or those of a site that are held for one reason, in
 * the order of their keys. A page looks at no more than MOST_LOOKED_AT of them.
 */
import type pg from 'pg'
import type { AccountClass, HoldKind, Key } from '../../domain/record.ts'
import type { Status } from '../../domain/status.ts'
import { fold } from '../../scim/fold.ts'
import { rowOfKey } from '../record-row.ts'
import { lookedPage, MOST_LOOKED_AT, type Page } from './look.ts'
import { summariesOf } from './record-details.ts'
import { classOfRow, FACTS, type FactsRow, type RecordSummary, statusOfRow } from './record-facts.ts'
import { END_OF_TEXTS } from './site-list.ts'

export type RecordFilter = {
  readonly status?: Status | undefined
  readonly class?: AccountClass | undefined
  readonly hold?: HoldKind | undefined
}

const TABLES = {
  User: { table: 'directory_user', text: 'user_name_key' },
  Group: { table: 'directory_group', text: 'display_name_key' },
} as const

/** Exported for the test that looks at plans. $2 the directory, $3 and $4 from and to which text, $5 behind which, $6 the most rows. */
export function recordsByName(type: 'User' | 'Group'): string {
  const { table, text } = TABLES[type]
  return `
select ${FACTS[type]}, r.${text} as text
from directory d
join ${table} r on r.site_id = $1 and r.directory_id = d.id
where d.site_id = $1 and d.id = $2::integer and r.directory_id = $2::integer
  and r.${text} >= $3 and r.${text} < $4 and ($5::text is null or r.${text} > $5)
order by r.${text}
limit $6`
}

export type RecordsAsked = {
  readonly siteId: number
  readonly directoryId: number
  readonly type: 'User' | 'Group'
  /** How userName or the name of the group begins, in any case. */
  readonly prefix?: string | undefined
  readonly filter: RecordFilter
}

/** Those of one directory, by name. @param after behind this folded name */
export async function listRecords(
  pool: pg.Pool,
  { siteId, directoryId, type, prefix = '', filter }: RecordsAsked,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Page<RecordSummary, string>> {
  const most = isFilter(filter) ? MOST_LOOKED_AT : limit + 1
  const first = fold(prefix)
  const { rows } = await pool.query<FactsRow & { text: string }>(recordsByName(type), [
    ...[siteId, directoryId],
    ...[after !== null && after > first ? after : first, first + END_OF_TEXTS, after, most],
  ])
  const textOf = ({ text }: { text: string }) => text
  return shownPage(pool, siteId, rows, { most, limit, filter, positionOf: textOf })
}

const heldFacts = (type: 'User' | 'Group') => `
  select ${FACTS[type]}
  from directory d
  cross join lateral (${rowOfKey(TABLES[type].table, { directory: 'd.id', key: 'l.key' })}) r
  where d.site_id = $1 and ($6::integer is null or d.id = $6)`

/**
 * Exported for the test that looks at plans. $2 the kind, $3 behind which key, $4 the most rows, $5 only those that nobody (true)
 * or somebody (false) has dismissed, $6 of one directory only.
 */
export const RECORDS_BY_HOLD = `
with looked as materialized (
  select h.record_key as key, h.by from hold h
  where h.site_id = $1 and h.kind = $2 and h.record_key > $3::bigint
  order by h.record_key
  limit $4
)
select l.key as "lookedKey", f.*
from looked l
left join lateral (${heldFacts('User')} union all ${heldFacts('Group')}) f
  on $5::boolean is null or (l.by = 'lane') = $5
order by l.key`

export type HeldAsked = {
  readonly siteId: number
  readonly kind: HoldKind
  readonly directoryId?: number | undefined
  /** True: nobody has dismissed them. */
  readonly open?: boolean | undefined
}

/** Those that are held for one reason. @param after behind this row key */
export async function listHeld(
  pool: pg.Pool,
  { siteId, kind, directoryId, open }: HeldAsked,
  { after, limit }: { readonly after: Key; readonly limit: number },
): Promise<Page<RecordSummary, Key>> {
  const most = directoryId === undefined && open === undefined ? limit + 1 : MOST_LOOKED_AT
  const { rows } = await pool.query<FactsRow & { lookedKey: Key }>(RECORDS_BY_HOLD, [
    ...[siteId, kind, after, most],
    ...[open ?? null, directoryId ?? null],
  ])
  const keyOf = ({ lookedKey }: { lookedKey: Key }) => lookedKey
  return shownPage(pool, siteId, rows, { most, limit, filter: {}, positionOf: keyOf })
}

type PageAsked<Row, Position> = {
  readonly most: number
  readonly limit: number
  readonly filter: RecordFilter
  readonly positionOf: (row: Row) => Position
}

/** Names and clashes are read for the rows of the page only. */
async function shownPage<Row extends FactsRow, Position>(
  pool: pg.Pool,
  siteId: number,
  looked: readonly Row[],
  { most, limit, filter, positionOf }: PageAsked<Row, Position>,
): Promise<Page<RecordSummary, Position>> {
  const last = looked.at(-1)
  const stoppedAt = last !== undefined && looked.length >= most ? positionOf(last) : null
  const found = looked.filter((row) => row.key !== null && isWanted(row, filter))
  const page = lookedPage(found, limit, positionOf, stoppedAt)
  return { rows: await summariesOf(pool, siteId, page.rows), next: page.next }
}

function isFilter(filter: RecordFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

const NO_OTHERS = new Map()

function isWanted(row: FactsRow, { status, hold, ...filter }: RecordFilter): boolean {
  if (hold !== undefined && !(row.holds ?? []).some(({ kind }) => kind === hold)) return false
  if (filter.class !== undefined && classOfRow(row) !== filter.class) return false
  return status === undefined || statusOfRow(row, NO_OTHERS).status === status
}
