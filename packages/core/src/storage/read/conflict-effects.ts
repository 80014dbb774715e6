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

/** Exported for the test that looks at plans. $2 keys of conflicts. */
export const LOST_WAYS = `
with ${conflictPeople(GIVES_ACCESS)}, leaving as materialized (
  select p.account_key, c.site_group_key from people p join chosen c on c.key = p.conflict_key where p."is" and not p.comes
), granted as materialized (
  select c.site_group_key, g.app_key
  from (select distinct site_group_key from chosen) c
  cross join lateral (select g.app_key from access_grant g where g.site_id = $1 and g.site_group_key = c.site_group_key offset 0) g
), ways as materialized (
  select a.app_key, array(
    select w.site_group_key from access_grant w
    where w.site_id = $1 and w.app_key = a.app_key and w.site_group_key not in (select site_group_key from chosen)) as others
  from (select distinct app_key from granted) a
), elsewhere as materialized (
  -- Once a person, however many apps there are.
  select l.account_key, array(
    select m.group_key from site_member m where m.site_id = $1 and m.account_key = l.account_key) as groups
  from (select distinct account_key from leaving) l
), stuck as materialized (
  select l.account_key, g.app_key
  from leaving l
  join elsewhere e on e.account_key = l.account_key
  join granted g on g.site_group_key = l.site_group_key
  join ways w on w.app_key = g.app_key
  where not e.groups && w.others
  except
  -- Through another of the chosen groups.
  select p.account_key, g.app_key
  from people p
  join chosen c on c.key = p.conflict_key
  join granted g on g.site_group_key = c.site_group_key
  where p.comes and (select count(*) from chosen) > 1
), lost as materialized (
  select s.account_key, s.app_key from stuck s
  where (select a.active from account a where a.site_id = $1 and a.key = s.account_key)
)
select (select count(distinct account_key) from lost) as losing,
  (select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind, 'name', p.name, 'losing', l.n) order by l.n desc, p.key), '[]')
   from (select app_key, count(*) as n from lost group by app_key) l
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
  const { rows } = await pool.query<Pick<DecisionEffects, 'losing' | 'apps'>>(LOST_WAYS, [siteId, keys])
  return { ...sum, losing: 0, apps: [], ...rows[0] }
}
