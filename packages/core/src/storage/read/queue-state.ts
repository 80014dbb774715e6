/** The lane of a site as an operator asks for it: is it stuck, why, and since when; and what it gave up. */
import type pg from 'pg'
import { type Page, pageOf } from './look.ts'

export type QueueState = {
  /** Accepted and not applied, over all directories. */
  readonly pending: number
  /** When the oldest of them was accepted. */
  readonly oldestAt: Date | null
  /** `directory`: null for the commands of administrators, which are in a row of their own. */
  readonly directories: readonly {
    readonly directory: string | null
    readonly pending: number
    readonly oldestAt: Date
  }[]
  /** Operations that were ever settled. */
  readonly appliedSeq: number
  readonly lastAppliedAt: Date | null
  /** Why the lane waits, and until when; null while it does not. */
  readonly failure: string | null
  readonly retryAt: Date | null
  readonly deadLetters: number
}

export async function readQueueState(pool: pg.Pool, siteId: number): Promise<QueueState> {
  // One after the other: on one connection.
  const backlog = await pool.query<QueueState['directories'][number]>(
    `select d.public_id as directory, p.pending, p."oldestAt"
     from (select directory_id, count(*) as pending, min(accepted_at) as "oldestAt"
           from pending where site_id = $1 group by directory_id) p
     left join directory d on d.site_id = $1 and d.id = p.directory_id
     order by p.directory_id`,
    [siteId],
  )
  const lane = await pool.query<
    Pick<QueueState, 'appliedSeq' | 'lastAppliedAt' | 'failure' | 'retryAt' | 'deadLetters'>
  >(
    `select applied_seq as "appliedSeq", case when applied_seq > 0 then settled_at end as "lastAppliedAt",
       failure, retry_at as "retryAt", (select count(*) from dead_letter where site_id = $1) as "deadLetters"
     from lane where site_id = $1`,
    [siteId],
  )
  const [state] = lane.rows
  if (state === undefined) throw new Error('the site has no lane')
  const directories = backlog.rows
  const times = directories.map(({ oldestAt }) => oldestAt.getTime())
  return {
    ...state,
    pending: directories.reduce((sum, { pending }) => sum + pending, 0),
    oldestAt: times.length === 0 ? null : new Date(Math.min(...times)),
    directories,
  }
}

export type DeadLetter = {
  readonly operation: string
  /** Public id; null for a command of an administrator. */
  readonly directory: string | null
  readonly reason: string
  readonly at: Date
}

/** Newest operation first. @param before behind the one of that operation */
export async function listDeadLetters(
  pool: pg.Pool,
  siteId: number,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<Page<DeadLetter, string>> {
  const { rows } = await pool.query<DeadLetter>(
    `select g.operation_id as operation, d.public_id as directory, g.reason, g.at
     from dead_letter g
     left join directory d on d.site_id = $1 and d.id = g.directory_id
     where g.site_id = $1 and ($2::uuid is null or g.operation_id < $2)
     order by g.operation_id desc
     limit $3`,
    [siteId, before, limit + 1],
  )
  return pageOf(rows, limit, ({ operation }) => operation)
}
