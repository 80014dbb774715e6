/**
 * What a decision about conflicts would do, today and taken together: who gets into groups, who leaves them, and who would lose
 * the only way into which app or project. Whoever leaves one group and comes into another that gives the same loses nothing.
 */
import type pg from 'pg'
import type { ConflictDecision } from '../../domain/conflict.ts'
import type { ConflictKind } from '../../domain/group-conflict.ts'
import type { Key } from '../../domain/record.ts'
import { readDifferenceCounts } from './conflict-counts.ts'
import { conflictPeople } from './conflict-people.ts'

export type DecisionEffects = {
  /** Memberships: a person in two groups counts twice. */
  readonly added: number
  readonly removed: number
  readonly unchanged: number
  readonly withoutAccount: number
  /** People, each once, that lose the only way into something. */
  readonly losing: number
  /** Where to, most people first. */
  readonly apps: readonly {
    readonly id: string
    readonly kind: 'app' | 'project'
    readonly name: string
    readonly losing: number
  }[]
}

// Of all others nobody can lose anything.
const GIVES_ACCESS =
  '(select true from access_grant g where g.site_id = $1 and g.site_group_key = c.site_group_key limit 1)'

/**
 * Exported for the test that looks at plans. $2 keys of conflicts. Rows of many people are never joined with one another: without
 * statistics that would be done by nested loops, and take minutes.
 * @param several of one conflict there is no other group that somebody could come into
 */
export const lostWays = (several: boolean) => `
with ${conflictPeople(GIVES_ACCESS)}, granted as materialized (
  select c.site_group_key, g.app_key
  from (select distinct site_group_key from chosen) c
  cross join lateral (select g.app_key from access_grant g where g.site_id = $1 and g.site_group_key = c.site_group_key offset 0) g
), app_granted as materialized (
  select a.app_key, a.chosen, array(
    select w.site_group_key from access_grant w
    where w.site_id = $1 and w.app_key = a.app_key and w.site_group_key <> all (a.chosen)) as others
  from (select app_key, array_agg(site_group_key) as chosen from granted group by app_key) a
), person as (
  select account_key, site_group_key, "is" and not comes as leaves,
    ${several ? 'array_agg(site_group_key) filter (where comes) over (partition by account_key)' : 'null::bigint[]'} as stays
  from people
), lost as materialized (
  select p.account_key, p.apps
  from (
    select p.account_key, array(
      select g.app_key from app_granted g
      where p.site_group_key = any (g.chosen) and (p.stays && g.chosen) is not true
        and (g.others = '{}' or (
          select true from site_member m
          where m.site_id = $1 and m.account_key = p.account_key and m.group_key = any (g.others) limit 1) is null)) as apps
    from person p
    where p.leaves
    offset 0
  ) p
  where p.apps <> '{}' and (select a.active from account a where a.site_id = $1 and a.key = p.account_key)
)
select (select count(distinct account_key) from lost) as losing,
  (select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind, 'name', p.name, 'losing', l.n) order by l.n desc, p.key), '[]')
   from (
     select u.app_key, count(distinct l.account_key) as n
     from lost l cross join lateral unnest(l.apps) as u (app_key)
     group by u.app_key
   ) l
   join app p on p.site_id = $1 and p.key = l.app_key) as apps`

const NOTHING = { added: 0, removed: 0, unchanged: 0, withoutAccount: 0, losing: 0, apps: [] }

/** @param conflicts that allow the decision */
export async function readDecisionEffects(
  pool: pg.Pool,
  siteId: number,
  decision: ConflictDecision,
  conflicts: readonly { readonly key: Key; readonly kind: ConflictKind }[],
): Promise<DecisionEffects> {
  // The old name stays, or the other group gets one: who is in which does not change.
  const moving = decision === 'keep' ? [] : conflicts.filter(({ kind }) => kind !== 'rename-clash')
  if (moving.length === 0) return NOTHING
  const keys = moving.map(({ key }) => key)
  const sum = { added: 0, removed: 0, unchanged: 0, withoutAccount: 0 }
  const counted = await readDifferenceCounts(pool, siteId, keys)
  for (const counts of counted.values()) {
    sum.added += counts.added
    sum.removed += counts.removed
    sum.unchanged += counts.unchanged
    sum.withoutAccount += counts.withoutAccount
  }
  if (decision === 'merge') return { ...sum, removed: 0, unchanged: sum.unchanged + sum.removed, losing: 0, apps: [] }
  // A group of its own, which gives access to nothing yet.
  if (decision === 'rename')
    return { ...sum, added: sum.added + sum.unchanged, removed: 0, unchanged: 0, losing: 0, apps: [] }
  if (sum.removed === 0) return { ...sum, losing: 0, apps: [] }
  const { rows } = await pool.query<Pick<DecisionEffects, 'losing' | 'apps'>>(lostWays(keys.length > 1), [siteId, keys])
  return { ...sum, losing: 0, apps: [], ...rows[0] }
}
