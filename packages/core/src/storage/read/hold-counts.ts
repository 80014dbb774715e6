/** Holds of a site by kind: how many wait for somebody, and how many an administrator has set or dismissed. */
import type pg from 'pg'
import { HOLD_KINDS, type HoldKind } from '../../domain/record.ts'

export type HoldCount = {
  readonly kind: HoldKind
  /** Nobody has looked at them. */
  readonly open: number
  /** An administrator has set or dismissed them. */
  readonly decided: number
}

/** All of a kind are in the kept counts; those of administrators are few, and counted by an index of their own. */
const COUNTS = `
select k.kind, coalesce(c.value, 0) - coalesce(n.decided, 0) as open, coalesce(n.decided, 0) as decided
from unnest($2::text[]) with ordinality k (kind, at)
left join (select c.name, sum(c.value)::bigint as value from counter c
           where c.site_id = $1 and c.directory_id <> 0 group by c.name) c on c.name = 'hold:' || k.kind
left join (select h.kind, count(*) as decided from hold h
           where h.site_id = $1 and h.by <> 'lane' group by h.kind) n on n.kind = k.kind
order by k.at`

/** Kinds that nobody is held by are left out. */
export async function readHoldCounts(pool: pg.Pool, siteId: number): Promise<HoldCount[]> {
  const { rows } = await pool.query<HoldCount>(COUNTS, [siteId, [...HOLD_KINDS]])
  return rows.filter(({ open, decided }) => open > 0 || decided > 0)
}
