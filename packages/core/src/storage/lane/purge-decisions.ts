/**
 * Closed conflicts and items of the guard go when no change tells of them any more. In portions, over all sites: the look is of the system,
 * not of a tenant. A row that the lane has in its hands stays until the next look.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { COPY_DAYS } from '../../domain/group-copy.ts'
import { DEFAULT_RETENTION } from '../partition-retention.ts'
import type { Database } from '../schema.ts'

/** Rows of a statement. */
const PORTION = 5_000

/** As long as changes are kept. */
const CHANGE_DAYS = DEFAULT_RETENTION.outcomeDays
/** What was decided may be taken back until then, which is a change as well. */
const CONFLICT_DAYS = CHANGE_DAYS + COPY_DAYS

/** @returns rows that are gone */
export function deleteOldConflicts(db: Kysely<Database>, most = PORTION): Promise<number> {
  return deleted(
    db,
    sql`
      with old as (
        select c.site_id, c.key from conflict c
        where c.closed_at < now() - make_interval(days => ${CONFLICT_DAYS})
          and c.state in ('resolved', 'superseded', 'undone')
        order by c.closed_at limit ${most} for update skip locked
      )
      delete from conflict c using old o where c.site_id = o.site_id and c.key = o.key`,
  )
}

/** @returns rows that are gone */
export function deleteOldGuardItems(db: Kysely<Database>, most = PORTION): Promise<number> {
  return deleted(
    db,
    sql`
      with old as (
        select i.site_id, i.key from guard_item i
        where i.closed_at < now() - make_interval(days => ${CHANGE_DAYS})
        order by i.closed_at limit ${most} for update skip locked
      )
      delete from guard_item i using old o where i.site_id = o.site_id and i.key = o.key`,
  )
}

async function deleted(db: Kysely<Database>, statement: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows = 0n } = await statement.execute(db)
  return Number(numAffectedRows)
}
