/** One record whole: its status, what it is linked to, what it clashes with, and what is worth knowing of its members. */
import type pg from 'pg'
import type { Named } from '../../domain/hold-reason.ts'
import type { AccountClass, Key } from '../../domain/record.ts'
import { rowOfId, rowOfKey } from '../record-row.ts'
import { listOperations, type OperationSummary } from './operation-list.ts'
import { summariesOf } from './record-details.ts'
import { FACTS, type FactsRow, type RecordSummary } from './record-facts.ts'
import { isResourceId } from './resource-id.ts'

const OPERATIONS_SHOWN = 10
const NESTED_SHOWN = 20
/** Members of a group that are looked at for `mixed`. */
export const MOST_MEMBERS_LOOKED_AT = 10_000

export type RecordDetail = RecordSummary & {
  readonly createdAt: Date
  readonly lastModified: Date
  readonly account: LinkedAccount | null
  readonly group: GroupNotes | null
  /** Newest first. */
  readonly operations: readonly OperationSummary[]
}

export type LinkedAccount = {
  readonly id: string
  readonly email: string
  readonly displayName: string | null
  readonly class: AccountClass
  readonly active: boolean
  readonly switchedOffBy: 'directory' | 'admin' | null
  /** Whether the groups of the record count for it. */
  readonly joins: boolean
  /** `lane`, or the administrator who linked it. */
  readonly linkedBy: string
}

export type GroupNotes = {
  readonly memberCount: number
  /** Of the site; null: it has not reached it. */
  readonly siteGroup: (Named & { readonly source: 'local' | 'synced' }) | null
  /** Groups among its members, which are not projected; the first of them. */
  readonly nested: readonly Named[]
  /** People inside and outside of the verified domains, among the first MOST_MEMBERS_LOOKED_AT that reach the site. */
  readonly mixed: boolean
}

const oneOf = (type: 'User' | 'Group') => `
select ${FACTS[type]}, r.created_at as "createdAt", r.last_modified as "lastModified"
from directory d
cross join lateral (${rowOfId(type === 'User' ? 'directory_user' : 'directory_group', '$2::uuid')}) r
where d.site_id = $1 and r.directory_id = d.id`

const ONE = `${oneOf('User')} union all ${oneOf('Group')}`

/** Null when no directory of the site has a user or group of that id. */
export async function readRecord(pool: pg.Pool, siteId: number, id: string): Promise<RecordDetail | null> {
  if (!isResourceId(id)) return null
  type Row = FactsRow & Pick<RecordDetail, 'createdAt' | 'lastModified'>
  const { rows } = await pool.query<Row>(ONE, [siteId, id])
  const [row] = rows
  if (row === undefined) return null
  const { key, type, directoryId, createdAt, lastModified } = row
  // One after the other: on one connection.
  const [summary] = await summariesOf(pool, siteId, [row])
  if (summary === undefined) return null
  const account = type === 'User' ? await readLinkedAccount(pool, siteId, key) : null
  const group = type === 'Group' ? await readGroupNotes(pool, siteId, directoryId, key) : null
  const page = { before: null, limit: OPERATIONS_SHOWN }
  const operations = await listOperations(pool, siteId, { resourceId: id }, page)
  return { ...summary, createdAt, lastModified, account, group, operations: operations.rows }
}

async function readLinkedAccount(pool: pg.Pool, siteId: number, key: Key): Promise<LinkedAccount | null> {
  const { rows } = await pool.query<LinkedAccount>(
    `select a.id, a.email, a.display_name as "displayName", a.class, a.active, a.switched_off_by as "switchedOffBy",
       l.joins, l.made_by as "linkedBy"
     from user_link l join account a on a.site_id = $1 and a.key = l.account_key
     where l.site_id = $1 and l.user_key = $2`,
    [siteId, key],
  )
  return rows[0] ?? null
}

async function readGroupNotes(
  pool: pg.Pool,
  siteId: number,
  directoryId: number,
  key: Key,
): Promise<GroupNotes | null> {
  const { rows } = await pool.query<GroupNotes>(GROUP_NOTES, [
    ...[siteId, directoryId, key],
    ...[NESTED_SHOWN, MOST_MEMBERS_LOOKED_AT],
  ])
  return rows[0] ?? null
}

/** Exported for the test that looks at plans. */
export const GROUP_NOTES = `
select r.member_count as "memberCount",
  case when s.id is not null then json_build_object('id', s.id, 'name', s.name, 'source', s.source) end as "siteGroup",
  (select coalesce(json_agg(json_build_object('id', n.id, 'name', n.name) order by n.key), '[]')
   from (select m.key, m.id, m.resource ->> 'displayName' as name
         from (select b.member_key from directory_member b
               where b.site_id = $1 and b.group_key = $3 and b.nested order by b.member_key limit $4) b
         cross join lateral (${rowOfKey('directory_group', { directory: '$2', key: 'b.member_key' })}) m) n) as nested,
  coalesce((select bool_or(a.class = 'managed') and bool_or(a.class = 'external')
   from (select distinct p.account_key from site_member p
         where p.site_id = $1 and p.group_key = s.key order by p.account_key limit $5) p
   join account a on a.site_id = $1 and a.key = p.account_key), false) as mixed
from (${rowOfKey('directory_group', { directory: '$2', key: '$3' })}) r
left join group_link l on l.site_id = $1 and l.group_key = r.key
left join site_group s on s.site_id = $1 and s.key = l.site_group_key`
