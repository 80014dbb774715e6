/** Conflicts that a plan needs, among the other statements of its round: only where something clashes, or did. */
import type { Conflict } from '../../domain/conflict.ts'
import { filterName } from '../../domain/conflict.ts'
import type { Loaded } from '../../domain/loaded.ts'
import { scoped } from '../../domain/lookup.ts'
import type { Need } from '../../domain/need.ts'
import type { Statement } from '../statement.ts'
import { the } from './load-statement.ts'

const CONFLICT = `
  c.key, c.id, c.directory_id as "directoryId", c.record_key as "recordKey", c.record_id as "recordId",
  c.site_group_key as "siteGroupKey", c.site_group_id as "siteGroupId", c.kind, c.name, c.name_key as "nameKey", c.state,
  c.version, c.decision, c.given_name as "givenName", c.decided_by as "decidedBy", c.decided_at as "decidedAt",
  c.decided_in as "decidedIn", c.first_seen as "firstSeen", c.closed_at as "closedAt"`

export const LIVE_OF_RECORDS: Statement = {
  name: 'load-conflicts-of-records',
  text: `
select ${CONFLICT}
from unnest($2::bigint[]) as q (key)${the('c', 'conflict', `x.record_key = q.key and x.state in ('open', 'decided')`)}`,
}

const BY_ID: Statement = {
  name: 'load-conflicts-by-id',
  text: `select ${CONFLICT} from unnest($2::uuid[]) as q (id)${the('c', 'conflict', 'x.id = q.id')}`,
}

/** As many as there are. */
const WHERE: Statement = {
  name: 'load-conflicts-where',
  text: `
select q.name as "filterName", ${CONFLICT}
from unnest($2::text[], $3::integer[], $4::text[], $5::boolean[]) as q (name, directory_id, kind, left_local)
join conflict c on c.site_id = $1 and c.state = 'open'
  and (q.directory_id is null or c.directory_id = q.directory_id) and (q.kind is null or c.kind = q.kind)
where not q.left_local or exists (
  select from site_group s where s.site_id = $1 and s.key = c.site_group_key and s.left_by is not null
)`,
}

/** A statement of its own, so that nobody looks into the changes for each conflict. */
const CHANGED_SINCE: Statement = {
  name: 'load-conflicts-changed',
  text: `
select distinct q.name, x.subject_id as id
from unnest($2::text[], $3::bigint[]) as q (name, as_of)
cross join lateral (
  select h.subject_id from change h
  where h.site_id = $1 and h.applied_seq > q.as_of and h.subject_type = 'conflict'
  order by h.applied_seq, h.n
) x`,
}

type Query = (statement: Statement, ...arrays: readonly (readonly unknown[])[]) => Promise<readonly unknown[]>

export async function loadConflicts(query: Query, need: Need): Promise<Pick<Loaded, 'conflicts' | 'conflictsWhere'>> {
  const filters = [...need.conflictsWhere.values()]
  const looked = filters.filter(({ asOf }) => asOf !== undefined)
  const [live, byId, where, changed] = await Promise.all([
    query(LIVE_OF_RECORDS, [...need.conflictsOf]) as Promise<Conflict[]>,
    query(BY_ID, [...need.conflictIds]) as Promise<Conflict[]>,
    query(
      WHERE,
      filters.map(filterName),
      filters.map(({ directoryId }) => directoryId ?? null),
      filters.map(({ kind }) => kind ?? null),
      filters.map(({ leftLocal }) => leftLocal ?? false),
    ) as Promise<(Conflict & { readonly filterName: string })[]>,
    query(
      CHANGED_SINCE,
      looked.map(filterName),
      looked.map(({ asOf }) => asOf),
    ) as Promise<{ name: string; id: string }[]>,
  ])
  const found = where.map(({ filterName: name, ...conflict }) => ({ name, conflict }))
  const isChanged = new Set(changed.map(({ name, id }) => scoped(name, id)))
  const conflicts = new Map([...live, ...byId, ...found.map((each) => each.conflict)].map((row) => [row.key, row]))
  return {
    conflicts: [...conflicts.values()],
    conflictsWhere: found.map(({ name, conflict: { key, id } }) => ({
      name,
      key,
      changed: isChanged.has(scoped(name, id)),
    })),
  }
}
