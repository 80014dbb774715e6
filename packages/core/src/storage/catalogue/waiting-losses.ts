/** Losses that a pause has kept back for long: said once a pause, on record, whichever worker sees it first. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'
import { recordControlEvent } from './control-event.ts'

export type WaitingLosses = { readonly siteId: number; readonly directoryId: number; readonly losses: number }

const LONG = sql`now() - interval '15 minutes'`

/** Over all sites: the look is of the system, not of a tenant. @returns the directories that were told of now */
export function reportWaitingLosses(db: Kysely<Database>, actor: string): Promise<WaitingLosses[]> {
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql<WaitingLosses>`
      update directory d set losses_reported_at = now()
      where d.paused = 'hold' and d.losses_reported_at is null and exists (
        select from dirty y where y.site_id = d.site_id and y.directory_id = d.id and y.loss and y.since < ${LONG})
      returning d.site_id as "siteId", d.id as "directoryId",
        (select count(*) from dirty y where y.site_id = d.site_id and y.directory_id = d.id and y.loss)::integer as losses
    `.execute(transaction)
    const recorded = rows.map(({ siteId, directoryId, losses }) =>
      recordControlEvent(transaction, {
        actor,
        action: 'directory.losses-waiting',
        siteId,
        directoryId,
        detail: { losses },
      }),
    )
    await Promise.all(recorded)
    return rows
  })
}
