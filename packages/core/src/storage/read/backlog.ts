/** How much is accepted and not yet applied. */
import type pg from 'pg'

export async function countPending(pool: pg.Pool, siteId: number): Promise<number> {
  const { rows } = await pool.query<{ pending: number }>('select count(*) as pending from pending where site_id = $1', [
    siteId,
  ])
  return rows[0]?.pending ?? 0
}

export type BacklogOf = {
  readonly siteId: number
  readonly directoryId: number
  /** Operations that are too many; counting ends with one more. */
  readonly most: number
}

export type Backlog = {
  readonly directoryId: number
  readonly pending: number
  /** Of the site: how far its lane is. */
  readonly appliedSeq: number
}

/** The backlogs of directories of any sites, each counted up to one more than its limit. */
export async function sampleBacklogs(pool: pg.Pool, directories: readonly BacklogOf[]): Promise<Backlog[]> {
  const { rows } = await pool.query<Backlog>({
    name: 'sample-backlogs',
    text: `
select d.directory_id as "directoryId", l.applied_seq as "appliedSeq",
       (select count(*)
        from (select from pending p
              where p.site_id = d.site_id and p.directory_id = d.directory_id
              order by p.seq
              limit d.most + 1) p) as pending
from unnest($1::integer[], $2::integer[], $3::integer[]) as d (site_id, directory_id, most)
join lane l on l.site_id = d.site_id`,
    values: [
      directories.map(({ siteId }) => siteId),
      directories.map(({ directoryId }) => directoryId),
      directories.map(({ most }) => most),
    ],
  })
  return rows
}
