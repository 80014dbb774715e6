/**
 * A copy of what a start would write, seen by one transaction alone: temporary tables with the names of the real ones, which
 * they stand before. So the lane's own statements run a start as a rehearsal, on the site as it is at one moment.
 * Guarantee: from `shadow` on the transaction is read only, which lets it write to temporary tables and nowhere else. A table
 * of the site that is missing here makes the preview fail as soon as something is written to it.
 */
import type pg from 'pg'
import type { Key } from '../../../domain/record.ts'
import { run, type Statement } from '../../statement.ts'

/** With the rows of the site. */
const COPIED = [
  'lane',
  'directory',
  'start',
  'dirty',
  'account',
  'site_group',
  'site_member',
  'user_link',
  'group_link',
  'hold',
  'tombstone',
  'app',
  'access_grant',
  'conflict',
  'guard_loss',
  'guard_item',
]
/** What is read off the rehearsal at its end. */
const EMPTY = ['preview_row', 'group_copy', 'group_copy_member']

const SPOOLED_IN_MEMORY = '32MB'

// Constraints and indexes come along: the rehearsal is held to what the site is held to.
const COPIES: Statement = {
  name: 'shadow-copies',
  text: `
select format('create temporary table %1$I (like %2$I.%1$I including defaults including constraints including indexes)
  on commit drop', c.name, current_schema())
  || case when c.copied then format('; insert into pg_temp.%1$I select * from %2$I.%1$I where site_id = %3$s', c.name,
    current_schema(), $1::integer) else '' end as text
from unnest($2::text[], $3::boolean[]) as c (name, copied)`,
}

// Ours goes before every other start.
const REHEARSE: readonly Statement[] = [
  {
    name: 'shadow-directory',
    text: `update directory set phase = 'starting', paused = null
where site_id = $1 and id = $2 and $3::uuid is not null`,
  },
  {
    name: 'shadow-starts',
    text: 'delete from start where site_id = $1 and directory_id = $2 and operation_id <> $3::uuid',
  },
  {
    name: 'shadow-start',
    text: `
insert into start (site_id, operation_id, directory_id, state, walked_to, walked, records, began_seq, actor, began_at)
values ($1, $3::uuid, $2, 'running', 0, 0, 0, -1, 'preview', now())`,
  },
]

export type Rehearsal = { readonly siteId: number; readonly directoryId: number; readonly previewId: string }

/** As of which place in the history of the site, and the first key that a new account or group would have. */
export type AsOf = { readonly appliedSeq: number; readonly nextKey: Key }

/**
 * Begins the transaction. Its end is that of its connection, which nobody may use again: prepared statements would go on to name
 * tables that are gone.
 * @param client fresh
 */
export async function shadow(client: pg.ClientBase, { siteId, directoryId, previewId }: Rehearsal): Promise<AsOf> {
  await client.query(`set temp_buffers = '${SPOOLED_IN_MEMORY}'`)
  await client.query('begin isolation level repeatable read')
  const tables = [...COPIED, ...EMPTY]
  const copied = tables.map((table) => COPIED.includes(table))
  const copies = await run<{ text: string }>(client, COPIES, [siteId, tables, copied])
  await client.query(copies.map(({ text }) => text).join(';\n'))
  await client.query('set transaction read only')
  for (const statement of REHEARSE) {
    // biome-ignore lint/performance/noAwaitInLoops: one connection, one after another
    await run(client, statement, [siteId, directoryId, previewId])
  }
  const [lane] = await run<{ applied_seq: number; next_key: Key }>(client, LANE, [siteId])
  if (lane === undefined) throw new Error(`site ${siteId} has no lane`)
  return { appliedSeq: lane.applied_seq, nextKey: lane.next_key }
}

const LANE: Statement = {
  name: 'shadow-lane',
  text: 'select l.applied_seq, l.next_key from lane l where l.site_id = $1',
}

/** Tells the planner of what has been copied and written: nobody else looks after temporary tables. */
export async function learnSizes(client: pg.ClientBase): Promise<void> {
  await client.query(`analyze ${COPIED.join(', ')}`)
}
