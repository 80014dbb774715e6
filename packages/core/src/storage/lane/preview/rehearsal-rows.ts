/** What a rehearsal came to: rows of records, counts, and the accounts that it left alone. On the rehearsal's connection. */
import type pg from 'pg'
import type { Audience } from '../../../domain/operation.ts'
import type { Key } from '../../../domain/record.ts'
import type { PreviewCounts } from '../../read/preview-counts.ts'
import { run, type Statement } from '../../statement.ts'
import { RECORD_ROWS } from './record-rows.ts'

export type RecordRow = {
  readonly record_key: Key
  readonly record_id: string
  readonly type: 'User' | 'Group'
  readonly kind: string
  readonly target_id: string | null
  readonly other_id: string | null
  readonly active: boolean | null
  readonly class: string | null
  readonly external: boolean
  readonly notices: readonly string[]
  readonly members: number | null
  readonly inside: number | null
  readonly outside: number | null
  /** Why a start could make nothing of it. */
  readonly failure: string | null
}

export type RehearsedDirectory = {
  readonly siteId: number
  readonly directoryId: number
  readonly previewId: string
  readonly audience: Audience
  /** Of what the rehearsal made. */
  readonly firstNewKey: Key
}

const FILL: Statement = {
  name: 'rehearsal-fill',
  text: `
insert into preview_row (site_id, preview_id, record_key, record_id, type, kind, target_id, other_id, active, class,
                         external, notices, members, failure)
select $1, $5::uuid, r.* from (${RECORD_ROWS}) r`,
}

const FILL_MEMBERS: Statement = {
  name: 'rehearsal-fill-members',
  text: `
update preview_row g set inside = m.inside, outside = m.outside
from (
  select d.group_key, count(*) filter (where not p.external) as inside, count(*) filter (where p.external) as outside
  from directory_member d
  join preview_row p on p.site_id = $1 and p.record_key = d.member_key
  where d.site_id = $1 and not d.nested
  group by d.group_key
) m
where g.site_id = $1 and g.record_key = m.group_key and g.type = 'Group'`,
}

/** The rest looks at all rows: by whatever way is the shortest. */
const FREELY = ['set local enable_seqscan = on', 'set local plan_cache_mode = auto']

export async function fillRecordRows(client: pg.ClientBase, directory: RehearsedDirectory): Promise<void> {
  const { siteId, directoryId, audience, firstNewKey, previewId } = directory
  await run(client, FILL, [siteId, directoryId, audience, firstNewKey, previewId])
  for (const setting of FREELY) {
    // biome-ignore lint/performance/noAwaitInLoops: one connection, one after another
    await client.query(setting)
  }
  await client.query('analyze preview_row')
  await run(client, FILL_MEMBERS, [siteId])
}

const ROWS: Statement = {
  name: 'rehearsal-rows',
  text: `
select record_key, record_id, type, kind, target_id, other_id, active, class, external, notices, members, failure,
  case when type = 'Group' then coalesce(inside, 0) end as inside,
  case when type = 'Group' then coalesce(outside, 0) end as outside
from preview_row where site_id = $1 and record_key > $2 order by record_key limit $3`,
}

/** In the order of keys. */
export function readRecordRows(client: pg.ClientBase, siteId: number, after: Key, limit: number): Promise<RecordRow[]> {
  return run<RecordRow>(client, ROWS, [siteId, after, limit])
}

const SEATS: Statement = {
  name: 'rehearsal-seats',
  text: `select count(*) as seats from account a where a.site_id = $1 and a.class = 'managed' and a.active`,
}

/** Accounts that are billed: managed and on. */
export async function countSeats(client: pg.ClientBase, siteId: number): Promise<number> {
  const [row] = await run<{ seats: number }>(client, SEATS, [siteId])
  return row?.seats ?? 0
}

const COUNTS: Statement = {
  name: 'rehearsal-counts',
  text: `
select type, kind, count(*) as count, count(*) filter (where external) as external,
  count(*) filter (where inside > 0 and outside > 0) as mixed
from preview_row where site_id = $1 group by type, kind`,
}

type CountRow = { type: 'User' | 'Group'; kind: string; count: number; external: number; mixed: number }

export async function countRecordRows(
  client: pg.ClientBase,
  siteId: number,
): Promise<Pick<PreviewCounts, 'users' | 'groups' | 'external' | 'mixedGroups'>> {
  const rows = await run<CountRow>(client, COUNTS, [siteId])
  const byKind = (type: CountRow['type']) =>
    Object.fromEntries(rows.filter((row) => row.type === type).map(({ kind, count }) => [kind, count]))
  const sum = (of: (row: CountRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    users: byKind('User'),
    groups: byKind('Group'),
    external: sum((row) => row.external),
    mixedGroups: sum((row) => row.mixed),
  }
}

const ABSENT: Statement = {
  name: 'rehearsal-absent',
  text: `
select a.key, a.email_key, a.display_name
from account a
where a.site_id = $1 and a.audience = 'workforce' and a.class = 'managed' and a.key < $2 and a.key > $3
  and not exists (select from user_link l where l.site_id = $1 and l.account_key = a.key)
order by a.key limit $4`,
}

export type Named = { readonly key: Key; readonly email_key: string; readonly display_name: string | null }

/** Accounts on verified domains that no directory has, also behind this start. */
export function readAbsentAccounts(
  client: pg.ClientBase,
  { siteId, firstNewKey }: RehearsedDirectory,
  after: Key,
  limit: number,
): Promise<Named[]> {
  return run<Named>(client, ABSENT, [siteId, firstNewKey, after, limit])
}

const NEW_PEOPLE: Statement = {
  name: 'rehearsal-new-people',
  text: `
select p.record_key as key, a.email_key, a.display_name
from preview_row p
join user_link l on l.site_id = $1 and l.user_key = p.record_key
join account a on a.site_id = $1 and a.key = l.account_key
where p.site_id = $1 and p.type = 'User' and p.kind = 'create' and p.record_key > $2
order by p.record_key limit $3`,
}

/** Records that get an account of their own, by what that is called. */
export function readNewPeople(client: pg.ClientBase, siteId: number, after: Key, limit: number): Promise<Named[]> {
  return run<Named>(client, NEW_PEOPLE, [siteId, after, limit])
}
