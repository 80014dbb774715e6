/**
 * A faster wrong answer does not count: what was answered as done is counted again in the database.
 * Every operation was accepted once, applied once and successfully, and left exactly the rows it should have.
 */
import type pg from 'pg'
import { waitUntil } from '../support/wait-until.ts'

/** What has to be there, by name; each is one count. */
export type RowCounts = Readonly<Record<string, number>>

export type Expected = {
  readonly operations: number
  readonly users: number
  readonly groups?: number
  readonly members?: number
  /** Default: what directories have. */
  readonly siteMembers?: number
  readonly holds?: number
}

const COUNTS = `
select
  (select count(*) from operation where site_id = $1) as "operations",
  (select count(*) from pending where site_id = $1) as "pending operations",
  (select count(*) from outcome where site_id = $1 and status < 300) as "successful outcomes",
  (select count(*) from dead_letter where site_id = $1) as "dead letters",
  (select applied_seq from lane where site_id = $1) as "applied_seq",
  (select count(*) from directory_user where site_id = $1) as "users",
  (select count(*) from account where site_id = $1) as "accounts",
  (select count(*) from user_link where site_id = $1 and kind = 'owning') as "owned accounts",
  (select count(*) from directory_group where site_id = $1) as "groups",
  (select count(*) from site_group where site_id = $1) as "site groups",
  (select count(*) from directory_member where site_id = $1) as "members",
  (select coalesce(sum(member_count), 0)::bigint from directory_group where site_id = $1) as "members by group",
  (select count(*) from site_member where site_id = $1) as "site members",
  (select count(*) from hold where site_id = $1) as "holds",
  (select coalesce(sum(value), 0)::bigint from counter where site_id = $1 and name = 'users') as "users by counter",
  (select coalesce(sum(value), 0)::bigint from counter where site_id = $1 and name = 'accounts') as "accounts by counter",
  (select coalesce(sum(value), 0)::bigint from counter where site_id = $1 and name = 'members') as "members by counter"`

/** @returns what was counted. Throws when anything differs, and names it. */
export async function assertConserved(pool: pg.Pool, siteId: number, expected: Expected): Promise<RowCounts> {
  const { operations, users, groups = 0, members = 0, siteMembers = members, holds = 0 } = expected
  const wanted: RowCounts = {
    operations,
    'pending operations': 0,
    'successful outcomes': operations,
    'dead letters': 0,
    applied_seq: operations,
    users,
    accounts: users,
    'owned accounts': users,
    groups,
    'site groups': groups,
    members,
    'members by group': members,
    'site members': siteMembers,
    holds,
    'users by counter': users,
    'accounts by counter': users,
    'members by counter': members,
  }
  const { rows } = await pool.query<RowCounts>(COUNTS, [siteId])
  const found = rows[0] ?? {}
  const differences = Object.entries(wanted)
    .filter(([what, count]) => found[what] !== count)
    .map(([what, count]) => `${what}: ${found[what]} instead of ${count}`)
  if (differences.length > 0) throw new Error(`not conserved: ${differences.join(', ')}`)
  return found
}

/** Operations that nobody waits for are applied some time. */
export async function untilApplied(pool: pg.Pool, siteId: number, timeoutMs: number): Promise<void> {
  await waitUntil(
    async () => {
      const { rows } = await pool.query<{ n: number }>('select count(*) as n from pending where site_id = $1', [siteId])
      return rows[0]?.n
    },
    (pending) => pending === 0,
    { timeoutMs, intervalMs: 50 },
  )
}
