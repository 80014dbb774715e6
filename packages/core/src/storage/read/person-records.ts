/** Why a person is, or is not, provisioned: the records that are linked to an account, and those that wait for its address. */
import type pg from 'pg'
import { accountReason } from '../../domain/account-reason.ts'
import { rowOfKey } from '../record-row.ts'
import type { PersonDetail } from './person-read.ts'
import { summariesOf } from './record-details.ts'
import { FACTS, type FactsRow, type RecordSummary } from './record-facts.ts'

const MOST_WAITING = 20

export type PersonRecords = {
  /** One sentence on the account. */
  readonly reason: string
  /** Linked to the account, the owning one first. */
  readonly records: readonly RecordSummary[]
  /** Not linked to it, or not fully, because it has the address that they want; the first of them. */
  readonly waiting: readonly RecordSummary[]
}

/** Exported for the test that looks at plans. */
export const LINKED_RECORDS = `
select ${FACTS.User}
from account a
join user_link k on k.site_id = $1 and k.account_key = a.key
join directory d on d.site_id = $1
cross join lateral (${rowOfKey('directory_user', { directory: 'd.id', key: 'k.user_key' })}) r
where a.site_id = $1 and a.id = $2
order by k.kind desc, r.key`

/** Exported for the test that looks at plans. */
export const WAITING_RECORDS = `
with waiting as materialized (
  select distinct w.record_key as key, a.audience
  from account a
  join hold w on w.site_id = $1 and w.kind in ('duplicate', 'email-taken') and w.basis_key = a.email_key
  where a.site_id = $1 and a.id = $2
  order by w.record_key
  limit $3
)
select ${FACTS.User}
from waiting q
join directory d on d.site_id = $1 and d.audience = q.audience
cross join lateral (${rowOfKey('directory_user', { directory: 'd.id', key: 'q.key' })}) r
order by r.key`

export async function readPersonRecords(
  pool: pg.Pool,
  siteId: number,
  person: Pick<PersonDetail, 'id' | 'active' | 'switchedOffBy'>,
): Promise<PersonRecords> {
  // One after the other: on one connection.
  const linked = await pool.query<FactsRow>(LINKED_RECORDS, [siteId, person.id])
  const held = await pool.query<FactsRow>(WAITING_RECORDS, [siteId, person.id, MOST_WAITING])
  const records = await summariesOf(pool, siteId, linked.rows)
  const owner = records.find(({ link }) => link?.kind === 'owning') ?? null
  const members = records.length - (owner === null ? 0 : 1)
  return {
    reason: accountReason({ ...person, owner, members }),
    records,
    waiting: await summariesOf(pool, siteId, held.rows),
  }
}
