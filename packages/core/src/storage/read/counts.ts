/** The kept counts (docs/architecture.md, "Counts are kept") of one directory. */
import type pg from 'pg'

export type DirectoryCounts = {
  readonly users: number
  readonly activeUsers: number
  readonly groups: number
  readonly members: number
  /** Open holds by their kind. */
  readonly holds: Readonly<Record<string, number>>
}

const HOLD = 'hold:'

export async function readDirectoryCounts(
  pool: pg.Pool,
  { siteId, directoryId }: { readonly siteId: number; readonly directoryId: number },
): Promise<DirectoryCounts> {
  const { rows } = await pool.query<{ name: string; value: number }>(
    'select name, value from counter where site_id = $1 and directory_id = $2',
    [siteId, directoryId],
  )
  const counts = new Map(rows.map(({ name, value }) => [name, value]))
  const holds = rows.filter(({ name, value }) => name.startsWith(HOLD) && value > 0)
  return {
    users: counts.get('users') ?? 0,
    activeUsers: counts.get('active-users') ?? 0,
    groups: counts.get('groups') ?? 0,
    members: counts.get('members') ?? 0,
    holds: Object.fromEntries(holds.map(({ name, value }) => [name.slice(HOLD.length), value])),
  }
}
