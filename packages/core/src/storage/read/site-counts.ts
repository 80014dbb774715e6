/** How many people and groups a site has, by what they are. Counted when somebody asks, in one look over the accounts. */
import type pg from 'pg'
import { type HoldCount, readHoldCounts } from './hold-counts.ts'

export type AccountCount = {
  readonly audience: 'workforce' | 'customers'
  readonly class: 'managed' | 'external' | 'portal-only'
  readonly active: boolean
  /** A user of a directory is linked to them. */
  readonly linked: boolean
  readonly count: number
}

export type GroupCount = {
  readonly audience: 'workforce' | 'customers'
  readonly source: 'local' | 'synced'
  readonly count: number
}

export type SiteCounts = {
  readonly accounts: readonly AccountCount[]
  /** Addresses: who is of the workforce and a customer is one person. */
  readonly people: number
  /** Managed and on, each once, from however many directories they come. */
  readonly billable: number
  readonly groups: readonly GroupCount[]
  readonly holds: readonly HoldCount[]
}

/** Exported for the test that looks at plans. */
export const ACCOUNTS = `
select a.audience, a.class, a.active, l.account_key is not null as linked, count(*)::integer as count
from account a
left join (select distinct account_key from user_link where site_id = $1) l on l.account_key = a.key
where a.site_id = $1
group by 1, 2, 3, 4
order by 1 desc, 2, 3 desc, 4 desc`

const PEOPLE = `select count(distinct email_key)::integer as people from account where site_id = $1`

const GROUPS = `
select audience, source, count(*)::integer as count from site_group where site_id = $1 group by 1, 2 order by 1 desc, 2`

/** On one connection, one after the other. */
export async function readSiteCounts(pool: pg.Pool, siteId: number): Promise<SiteCounts> {
  const accounts = (await pool.query<AccountCount>(ACCOUNTS, [siteId])).rows
  const { rows: people } = await pool.query<{ people: number }>(PEOPLE, [siteId])
  const groups = (await pool.query<GroupCount>(GROUPS, [siteId])).rows
  const billable = accounts.filter((row) => row.class === 'managed' && row.active)
  return {
    accounts,
    people: people[0]?.people ?? 0,
    billable: billable.reduce((sum, { count }) => sum + count, 0),
    groups,
    holds: await readHoldCounts(pool, siteId),
  }
}
