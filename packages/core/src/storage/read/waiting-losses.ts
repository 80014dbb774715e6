/** What a paused directory keeps back: records that wait for the end of the pause, and who keeps access by it. */
import type pg from 'pg'

export type Waiting = {
  readonly records: number
  /** Records of which somebody keeps access that the directory has taken away. */
  readonly losses: number
  /** Of the oldest loss. */
  readonly lossesSince: Date | null
}

export async function readWaiting(
  pool: pg.Pool,
  { siteId, directoryId }: { readonly siteId: number; readonly directoryId: number },
): Promise<Waiting> {
  const { rows } = await pool.query<Waiting>(
    `select count(*)::integer as records, (count(*) filter (where loss))::integer as losses,
       min(since) filter (where loss) as "lossesSince"
     from dirty where site_id = $1 and directory_id = $2`,
    [siteId, directoryId],
  )
  return rows[0] ?? { records: 0, losses: 0, lossesSince: null }
}
