/**
 * Losses that a pause, or the deprovisioning guard, has kept back for long: said once a pause, and once for all that the guard holds
 * until it holds nothing any more; on record, whichever worker sees it first.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../schema.ts'
import { type ControlAction, recordControlEvent } from './control-event.ts'

export type WaitingLosses = {
  readonly by: 'pause' | 'guard'
  readonly siteId: number
  readonly directoryId: number
  readonly losses: number
}

const LONG = sql`now() - interval '15 minutes'`

const ACTIONS: Readonly<Record<WaitingLosses['by'], ControlAction>> = {
  pause: 'directory.losses-waiting',
  guard: 'directory.guard-waiting',
}

const OF_PAUSE = sql<WaitingLosses>`
  update directory d set losses_reported_at = now()
  where d.paused = 'hold' and d.losses_reported_at is null and exists (
    select from dirty y where y.site_id = d.site_id and y.directory_id = d.id and y.loss and y.since < ${LONG})
  returning 'pause' as by, d.site_id as "siteId", d.id as "directoryId",
    (select count(*) from dirty y where y.site_id = d.site_id and y.directory_id = d.id and y.loss)::integer as losses`

const HELD = sql`guard_item i where i.site_id = d.site_id and i.directory_id = d.id and i.state = 'held'`

/** What is held next is said anew. */
const GUARD_IS_DONE = sql`
  update directory d set guard_reported_at = null
  where d.guard_reported_at is not null and not exists (select from ${HELD})`

const OF_GUARD = sql<WaitingLosses>`
  update directory d set guard_reported_at = now()
  where d.guard_reported_at is null and exists (select from ${HELD} and i.since < ${LONG})
  returning 'guard' as by, d.site_id as "siteId", d.id as "directoryId",
    (select count(distinct p.account_key) from (
      select i.account_key from ${HELD} and i.account_key is not null
      union all
      select l.account_key from guard_loss l
      where l.site_id = d.site_id and l.item_key = any (array(select i.key from ${HELD} and i.account_key is null))
    ) p)::integer as losses`

/** Over all sites: the look is of the system, not of a tenant. @returns the directories that were told of now */
export function reportWaitingLosses(db: Kysely<Database>, actor: string): Promise<WaitingLosses[]> {
  return db.transaction().execute(async (transaction) => {
    const take = async (statement: RawBuilder<WaitingLosses>) => (await statement.execute(transaction)).rows
    await GUARD_IS_DONE.execute(transaction)
    const found = [...(await take(OF_PAUSE)), ...(await take(OF_GUARD))]
    const recorded = found.map(({ by, siteId, directoryId, losses }) =>
      recordControlEvent(transaction, { actor, action: ACTIONS[by], siteId, directoryId, detail: { losses } }),
    )
    await Promise.all(recorded)
    return found
  })
}
