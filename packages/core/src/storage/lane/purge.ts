/**
 * The records of a directory that was disconnected 30 days ago go (design: Directory life), in portions, once what the journal says of
 * them is blanked: a statement takes
 * 5,000 rows at most, each in a transaction of its own, with the lane of the site held for it alone. What is at the site stays.
 */
import { type Kysely, sql } from 'kysely'
import { uuidv7 } from '../../runtime/uuid.ts'
import { recordControlEvent } from '../catalogue/control-event.ts'
import { holdLane } from '../catalogue/extension-lane.ts'
import type { Database } from '../schema.ts'

export type PurgePlace = { readonly siteId: number; readonly directoryId: number }

/** Rows of a statement. */
const PORTION = 5_000

/** Of records that are cut off from the site. Without it, the lane has not come to the end of the directory. */
const UNLINKED_USER = sql`not exists (select from user_link l where l.site_id = r.site_id and l.user_key = r.key)`
const UNLINKED_GROUP = sql`not exists (select from group_link l where l.site_id = r.site_id and l.group_key = r.key)`

/** What is found by another row goes before that row: whoever ends in between goes on where it was. */
const TABLES = [
  (place: PurgePlace, most: number) => sql`
    delete from directory_member where ctid = any (array(
      select m.ctid from directory_group r join directory_member m on m.site_id = r.site_id and m.group_key = r.key
      where r.site_id = ${place.siteId} and r.directory_id = ${place.directoryId} and ${UNLINKED_GROUP} limit ${most}
    )) and site_id = ${place.siteId}`,
  (place: PurgePlace, most: number) => sql`
    delete from preview_row where ctid = any (array(
      select r.ctid from preview p join preview_row r on r.site_id = p.site_id and r.preview_id = p.id
      where p.site_id = ${place.siteId} and p.directory_id = ${place.directoryId} limit ${most}
    )) and site_id = ${place.siteId}`,
  (place: PurgePlace, most: number) => sql`
    delete from preview_absent where ctid = any (array(
      select r.ctid from preview p join preview_absent r on r.site_id = p.site_id and r.preview_id = p.id
      where p.site_id = ${place.siteId} and p.directory_id = ${place.directoryId} limit ${most}
    )) and site_id = ${place.siteId}`,
  (place: PurgePlace, most: number) => sql`
    delete from start_difference where ctid = any (array(
      select r.ctid from start s join start_difference r on r.site_id = s.site_id and r.operation_id = s.operation_id
      where s.site_id = ${place.siteId} and s.directory_id = ${place.directoryId} limit ${most}
    )) and site_id = ${place.siteId}`,
  ofDirectory('directory_user_email'),
  ofDirectory('directory_value'),
  // Bodies of operations stay as long as the journal keeps them, and no longer: nothing points at them any more.
  ofDirectory('dead_letter'),
  ofDirectory('preview'),
  ofDirectory('start'),
  ofDirectory('directory_user', UNLINKED_USER),
  ofDirectory('directory_group', UNLINKED_GROUP),
  ofDirectory('counter'),
]

function ofDirectory(table: string, also = sql`true`) {
  return ({ siteId, directoryId }: PurgePlace, most: number) => sql`
    delete from ${sql.table(table)} where ctid = any (array(
      select r.ctid from ${sql.table(table)} r
      where r.site_id = ${siteId} and r.directory_id = ${directoryId} and ${also} limit ${most}
    )) and site_id = ${siteId}`
}

/** Over all sites: the look is of the system, not of a tenant. Those first that have waited longest. */
export async function findDirectoriesToPurge(db: Kysely<Database>): Promise<PurgePlace[]> {
  const { rows } = await sql<PurgePlace>`
    select d.site_id as "siteId", d.id as "directoryId" from directory d
    where d.phase = 'disconnected' and d.purged_at is null and d.disconnected_at < now() - interval '30 days'
      -- A lane that has stood still for so long has not seen the end of the directory.
      and not exists (
        select from pending p where p.site_id = d.site_id and p.accepted_at < d.disconnected_at + interval '1 day')
    order by d.disconnected_at`.execute(db)
  return rows
}

/**
 * What the journal says of its records is blanked first, while their ids are there to find it by (erasure-walk.ts).
 * @returns whether that is done; the first to ask begins it
 */
export async function isHistoryBlanked(db: Kysely<Database>, place: PurgePlace, actor: string): Promise<boolean> {
  const { siteId, directoryId } = place
  await sql`
    insert into erasure (site_id, id, directory_id, actor, reason, state, began_at)
    select d.site_id, ${uuidv7()}::uuid, d.id, ${actor}, 'purge', 'blanking', d.disconnected_at
    from directory d where d.site_id = ${siteId} and d.id = ${directoryId} and d.phase = 'disconnected'
    on conflict do nothing`.execute(db)
  const { rows } = await sql`
    select from erasure e
    where e.site_id = ${siteId} and e.directory_id = ${directoryId} and e.finished_at is not null`.execute(db)
  return rows.length > 0
}

/** To be asked behind `isHistoryBlanked`. @param most rows of a portion. @returns rows that are gone; 0: there is nothing left to take */
export async function purgePortion(db: Kysely<Database>, place: PurgePlace, most = PORTION): Promise<number> {
  for (const statement of TABLES) {
    // biome-ignore lint/performance/noAwaitInLoops: a table comes when the one before it is empty
    const taken = await db.transaction().execute(async (transaction) => {
      await holdLane(transaction, place.siteId)
      return (await statement(place, most).execute(transaction)).numAffectedRows ?? 0n
    })
    if (taken > 0n) return Number(taken)
  }
  return 0
}

/** On record, once; not while something of the directory is there. @returns whether it is purged by this */
export function finishPurge(db: Kysely<Database>, place: PurgePlace, actor: string): Promise<boolean> {
  const { siteId, directoryId } = place
  return db.transaction().execute(async (transaction) => {
    const { numAffectedRows = 0n } = await sql`
      update directory d set purged_at = now()
      where d.id = ${directoryId} and d.site_id = ${siteId} and d.purged_at is null
        and not exists (select from directory_user u where u.site_id = ${siteId} and u.directory_id = ${directoryId})
        and not exists (select from directory_group g where g.site_id = ${siteId} and g.directory_id = ${directoryId})
    `.execute(transaction)
    if (numAffectedRows === 0n) return false
    await recordControlEvent(transaction, { actor, action: 'directory.purged', siteId, directoryId, detail: {} })
    return true
  })
}

/** Over all sites; a row that the lane has in its hands stays until the next look. @returns rows that are gone */
export async function deleteExpiredTombstones(db: Kysely<Database>, most = PORTION): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with expired as (
      select t.site_id, t.directory_id, t.audience, t.external_id from tombstone t
      where t.expires_at < now() order by t.expires_at limit ${most} for update skip locked
    )
    delete from tombstone t using expired e
    where t.site_id = e.site_id and t.directory_id = e.directory_id and t.audience = e.audience
      and t.external_id = e.external_id`.execute(db)
  return Number(numAffectedRows)
}

/** A lane whose transaction began before the end of a copy may still read it. */
const COPY_GRACE = sql`interval '1 hour'`

/** Over all sites: what nobody can undo or restore any more. Who was in it goes before the copy. @returns rows that are gone */
export async function deleteExpiredGroupCopies(db: Kysely<Database>, most = PORTION): Promise<number> {
  const members = await sql`
    with expired as (
      select m.site_id, m.copy_key, m.account_key, m.origin
      from group_copy c join group_copy_member m on m.site_id = c.site_id and m.copy_key = c.key
      where c.expires_at < now() - ${COPY_GRACE} limit ${most}
    )
    delete from group_copy_member m using expired e
    where m.site_id = e.site_id and m.copy_key = e.copy_key and m.account_key = e.account_key and m.origin = e.origin`.execute(
    db,
  )
  const taken = Number(members.numAffectedRows ?? 0n)
  if (taken > 0) return taken
  const copies = await sql`
    with expired as (
      select c.site_id, c.key from group_copy c
      where c.expires_at < now() - ${COPY_GRACE}
        and not exists (select from group_copy_member m where m.site_id = c.site_id and m.copy_key = c.key)
      order by c.expires_at limit ${most}
    )
    delete from group_copy c using expired e where c.site_id = e.site_id and c.key = e.key`.execute(db)
  return Number(copies.numAffectedRows ?? 0n)
}

/** Over all sites: losses of windows that are over, but for those of whom an item still holds. @returns rows that are gone */
export async function deleteExpiredLosses(db: Kysely<Database>, most = PORTION): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with expired as (
      select l.site_id, l.key from guard_loss l
      where l.at < now() - interval '25 hours' and not exists (
        select from guard_item i where i.site_id = l.site_id and i.key = l.item_key and i.closed_at is null)
      limit ${most} for update skip locked
    )
    delete from guard_loss l using expired e where l.site_id = e.site_id and l.key = e.key`.execute(db)
  return Number(numAffectedRows)
}
