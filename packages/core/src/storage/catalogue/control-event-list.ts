/** What was done to the catalogue, newest first. */
import type { Kysely } from 'kysely'
import type { JsonObject } from '../../scim/json.ts'
import type { Database } from '../schema.ts'

export type RecordedEvent = {
  readonly id: number
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly reason: string | null
  readonly detail: JsonObject
  /** Public ids; null: of no site, of no directory. */
  readonly site: string | null
  readonly directory: string | null
}

/** @param of `siteId` null: of all sites and of none; `before`: older than the event with that id */
export async function listControlEvents(
  db: Kysely<Database>,
  of: { readonly siteId: number | null; readonly before: number | null; readonly limit: number },
): Promise<RecordedEvent[]> {
  let query = db
    .selectFrom('control_event')
    .leftJoin('site', 'site.id', 'control_event.site_id')
    .leftJoin('directory', 'directory.id', 'control_event.directory_id')
    .select([
      'control_event.id',
      'control_event.at',
      'control_event.actor',
      'control_event.action',
      'control_event.reason',
      'control_event.detail',
      'site.public_id as site',
      'directory.public_id as directory',
    ])
    .orderBy('control_event.id', 'desc')
    .limit(of.limit)
  if (of.siteId !== null) query = query.where('control_event.site_id', '=', of.siteId)
  if (of.before !== null) query = query.where('control_event.id', '<', of.before)
  return query.execute()
}
