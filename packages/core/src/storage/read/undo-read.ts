/** What taking a decision about a conflict back would do, today, or why it cannot be taken back (design: Conflicts, Undo). */
import type pg from 'pg'
import type { ConflictDecision, ConflictState } from '../../domain/conflict.ts'
import type { ConflictKind } from '../../domain/group-conflict.ts'
import type { CopyLoss } from '../../domain/group-copy.ts'
import { type UndoRefusal, undoneUntil, whyNotUndone } from '../../domain/undo-reason.ts'
import { fold } from '../../scim/fold.ts'
import { copyLosses } from './copy-losses.ts'
import { decisionBehind } from './decision-behind.ts'
import { isResourceId } from './resource-id.ts'

export type UndoPreview = {
  /** Null: it can be taken back; or it is taken back already. */
  readonly refusal: UndoRefusal | null
  readonly isUndone: boolean
  readonly until: Date | null
  /** The group of the site that is concerned; null when it is gone. */
  readonly group: { readonly id: string; readonly name: string } | null
  /** Memberships that the link brought and that leave, and people who come back by hand as they were. */
  readonly leaving: number
  readonly returning: number
  /** Of those, whose account is gone, and who come back without access; MOST_LOSSES of both together are named. */
  readonly gone: number
  readonly switchedOff: number
  readonly named: readonly CopyLoss[]
}

type Row = {
  kind: ConflictKind
  state: ConflictState
  decision: ConflictDecision | null
  name_key: string
  closed_at: Date | null
  now: Date
  phase: string | null
  paused: string | null
  later: string | null
  copy_name: string | null
  copy_key: number | null
  audience: string | null
  group_key: number | null
  group_id: string | null
  group_name: string | null
  directory_id: number
  has_record: boolean
  linked_to: number | null
  name_kept_for: string | null
  wanted_taken: boolean
}

/** `$1` site, `$2` id. The record may be gone while the guard keeps its link. */
const FACTS = `
select c.kind, c.state, c.decision, c.name_key, c.closed_at, now() as now, d.phase, d.paused, c.directory_id,
  (select b.id from (${decisionBehind('c.key')}) b) as later,
  p.name as copy_name, p.key as copy_key, s.key as group_key, s.id as group_id, s.name as group_name, s.audience,
  exists (select from directory_group r where r.site_id = $1 and r.directory_id = c.directory_id and r.key = c.record_key) as has_record,
  l.site_group_key as linked_to, l.name_kept_for,
  -- What the record wants: the site's group of that name is in its way, and not its own.
  exists (select from site_group w where w.site_id = $1 and w.audience = s.audience and w.name_key = c.name_key
    and w.key <> s.key) as wanted_taken
from conflict c
left join directory d on d.site_id = $1 and d.id = c.directory_id
left join group_copy p on p.site_id = $1 and p.conflict_key = c.key
left join site_group s on s.site_id = $1 and s.key = case when c.decision = 'keep' and c.kind <> 'rename-clash'
  then c.site_group_key else p.site_group_key end
left join group_link l on l.site_id = $1 and l.group_key = c.record_key
where c.site_id = $1 and c.id = $2`

/** `$2` group of the site that the link leads to, `$3` directory, `$4` copy. */
const PEOPLE = `
select
  (select count(*) from site_member m where m.site_id = $1 and m.group_key = $2 and m.origin = $3)::integer as leaving,
  l.people - l.gone as returning, l.gone, l."switchedOff", l.named
from (${copyLosses('$4::bigint')}) l`

const NOBODY = { leaving: 0, returning: 0, gone: 0, switchedOff: 0, named: [] }

type People = Pick<UndoPreview, 'leaving' | 'returning' | 'gone' | 'switchedOff' | 'named'>

/** Null when the site has no such conflict. */
export async function readUndo(pool: pg.Pool, siteId: number, conflictId: string): Promise<UndoPreview | null> {
  if (!isResourceId(conflictId)) return null
  const facts = await pool.query<Row>(FACTS, [siteId, conflictId])
  const [row] = facts.rows
  if (row === undefined) return null
  const group = row.group_id === null ? null : { id: row.group_id, name: row.group_name ?? '' }
  const until = row.closed_at === null ? null : undoneUntil(row.closed_at)
  const isUndone = row.state === 'undone'
  const refusal = isUndone ? null : whyNotUndone({ ...factsOf(row), isNameTaken: await isNameTaken(pool, siteId, row) })
  const moves = row.decision !== 'keep' && row.kind !== 'rename-clash'
  if (isUndone || refusal !== null || !moves) return { refusal, isUndone, until, group, ...NOBODY }
  const people = await pool.query<People>(PEOPLE, [
    siteId,
    row.linked_to === row.group_key ? row.group_key : null,
    row.directory_id,
    row.decision === 'accept' ? row.copy_key : null,
  ])
  return { refusal, isUndone, until, group, ...(people.rows[0] ?? NOBODY) }
}

function factsOf(row: Row) {
  return {
    state: row.state,
    decision: row.decision,
    closedAt: row.closed_at,
    now: row.now,
    isConnected: row.phase !== null && row.phase !== 'disconnected',
    isPaused: row.paused === 'hold',
    laterDecision: row.state === 'resolved' ? row.later : null,
    hasGroup: row.group_key !== null,
    isGuarded: row.kind === 'rename-clash' && !row.has_record && row.linked_to !== null,
  }
}

/** Only of a group that was renamed by decision, while that counts and something clashes still. */
async function isNameTaken(pool: pg.Pool, siteId: number, row: Row): Promise<boolean> {
  const counts = row.kind === 'rename-clash' && row.name_kept_for === row.name_key && row.wanted_taken
  if (!counts || row.copy_name === null) return false
  const { rows } = await pool.query(
    'select from site_group s where s.site_id = $1 and s.audience = $2 and s.name_key = $3 and s.key <> $4',
    [siteId, row.audience, fold(row.copy_name), row.group_key],
  )
  return rows.length > 0
}
