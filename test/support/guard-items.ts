/** Rows of the deprovisioning guard as its rules leave them, for tests of what reads them. */
import type { GuardItemKind, GuardItemState } from '@syncline/core/domain/guard-item.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import type pg from 'pg'

export type GuardItemGiven = {
  readonly kind?: GuardItemKind
  readonly state?: GuardItemState
  readonly accountKey?: number | null
  readonly siteGroupKey?: number | null
  readonly kept?: readonly number[]
  readonly people?: number
  readonly name?: string
  readonly groups?: readonly string[]
  /** The directory has deleted the record. */
  readonly gone?: boolean
  readonly since?: Date
  readonly closed?: boolean
}

/** @returns its public id */
export async function addGuardItem(
  pool: pg.Pool,
  { siteId, directoryId }: { readonly siteId: number; readonly directoryId: number },
  given: GuardItemGiven = {},
): Promise<string> {
  const { kind = 'deactivated', state = 'held', accountKey = null, siteGroupKey = null, kept = [], people = 1 } = given
  const { name = 'Jane', groups = [], gone = false, since = new Date(), closed = false } = given
  const id = uuidv7()
  const goneRecord = gone ? { type: 'User', id, attributes: {}, nextKey: 1 } : null
  await pool.query(
    `with taken as (update lane set next_key = next_key + 2 + $12 where site_id = $1 returning next_key - 2 - $12 as key),
     -- Whom it is about, where it is about more than one.
     people as (
       insert into guard_loss (site_id, key, directory_id, account_key, at, base, site_base, counts, item_key)
       select $1, t.key + 1 + n, $2, -t.key - 1 - n, now() - interval '24 hours', 0, 0, false, t.key
       from taken t, generate_series(1, $12::integer) n where $6::bigint is null
     )
     insert into guard_item (site_id, key, id, directory_id, record_key, record_id, kind, state, account_key, account_id,
       site_group_key, site_group_id, name, email, groups, kept, gone, people, operation_id, since, closed_at)
     select $1, t.key, $3::uuid, $2, t.key + 1, $3::uuid, $4, $5, $6::bigint,
       (select a.id from account a where a.site_id = $1 and a.key = $6::bigint), $7::bigint,
       (select s.id from site_group s where s.site_id = $1 and s.key = $7::bigint), $8, null, $9, $10, $11, $12, $3::uuid, $13,
       case when $14 then $13::timestamptz end
     from taken t`,
    [
      ...[siteId, directoryId, id, kind, state, accountKey, siteGroupKey, name],
      ...[JSON.stringify(groups), kept, goneRecord && JSON.stringify(goneRecord), people, since, closed],
    ],
  )
  return id
}
