/**
 * Operations of a site, newest first: what was asked, and what came of it. Guarantee: a page looks at no more than
 * MOST_LOOKED_AT operations, each by the primary key or an index; another site's are never seen.
 */
import type pg from 'pg'
import type { Method, ResourceType } from '../../domain/operation.ts'
import { smallestUuidv7 } from '../../runtime/uuid.ts'
import { lookedPage, MOST_LOOKED_AT, type Page } from './look.ts'
import type { OperationState } from './operation-state.ts'

export type OperationSummary = {
  readonly id: string
  /** Public id; null: of a command. */
  readonly directory: string | null
  readonly actor: string
  /** Of an administrator, by its name; null: a request of an identity provider, which has all of the following. */
  readonly command: string | null
  readonly method: Method | null
  readonly resourceType: ResourceType | null
  /** What it aimed at; of a POST the id that the new resource was to get. */
  readonly resourceId: string | null
  readonly acceptedAt: Date
  readonly state: OperationState
  /** As SCIM answered it; null while it is pending. */
  readonly status: number | null
  readonly scimType: string | null
  readonly appliedAt: Date | null
}

export type OperationFilter = {
  readonly directoryId?: number | undefined
  readonly resourceId?: string | undefined
  readonly state?: OperationState | undefined
  /** Accepted at or after it. */
  readonly since?: Date | undefined
  /** Accepted before it. */
  readonly until?: Date | undefined
}

/** Ids of the operations to look at, newest first, between $2 (included) and $3 (excluded). */
const LOOKED = {
  all: `
    select o.id from operation o
    where o.site_id = $1 and o.id >= $2 and o.id < $3
    order by o.id desc limit $4`,
  resource: `
    select o.id from operation o
    where o.site_id = $1 and o.resource_id = $8 and o.id >= $2 and o.id < $3
    order by o.id desc limit $4`,
  refused: `
    select x.operation_id as id from outcome x
    where x.site_id = $1 and x.status >= 400 and x.operation_id >= $2 and x.operation_id < $3
    order by x.operation_id desc limit $4`,
  dead: `
    select d.operation_id as id from dead_letter d
    where d.site_id = $1 and d.operation_id >= $2 and d.operation_id < $3
    order by d.operation_id desc limit $4`,
} as const

// Lateral look-ups, whatever the planner thinks of them: joined as tables, all outcomes of the site would be read.
/** Exported for the test that looks at plans. */
export function operationListText(by: keyof typeof LOOKED): string {
  return `
with looked as materialized (${LOOKED[by]}
), state as materialized (
  select o.id, o.directory_id, o.actor, o.command, o.method, o.resource_type, o.resource_id, o.accepted_at,
    x.status, x.scim_type, x.applied_at,
    case when x.status is null then 'pending' when g.operation_id is not null then 'dead'
      when x.status >= 400 then 'refused' else 'applied' end as state
  from looked l
  cross join lateral (select * from operation where site_id = $1 and id = l.id offset 0) o
  left join lateral (select * from outcome where site_id = $1 and operation_id = l.id offset 0) x on true
  left join lateral (select operation_id from dead_letter where site_id = $1 and operation_id = l.id offset 0) g on true
), found as (
  select s.*, d.public_id as directory from state s left join directory d on d.id = s.directory_id
  where ($5::integer is null or s.directory_id = $5) and ($6::text is null or s.state = $6)
    and ($8::uuid is null or s.resource_id = $8)
  order by s.id desc limit $7
)
select f.id, f.directory, f.actor, f.command, f.method, f.resource_type as "resourceType", f.resource_id as "resourceId",
  f.accepted_at as "acceptedAt", f.state, f.status, f.scim_type as "scimType", f.applied_at as "appliedAt",
  e.id as "lastLooked", e.n as "looked"
from (select (select id from looked order by id limit 1) as id, (select count(*) from looked) as n) e
left join found f on true
where e.n > 0
order by f.id desc`
}

const NO_UUID = '00000000-0000-0000-0000-000000000000'
const LAST_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** @param before older than the operation with that id; null: from the newest on */
export async function listOperations(
  pool: pg.Pool,
  siteId: number,
  filter: OperationFilter,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<Page<OperationSummary, string>> {
  const { directoryId = null, resourceId = null, state = null, since, until } = filter
  const isFiltered = directoryId !== null || state !== null
  const most = isFiltered ? MOST_LOOKED_AT : limit + 1
  const newest = until === undefined ? LAST_UUID : smallestUuidv7(until.getTime())
  const values = [
    siteId,
    since === undefined ? NO_UUID : smallestUuidv7(since.getTime()),
    before !== null && before < newest ? before : newest,
    most,
    directoryId,
    state,
    limit + 1,
    resourceId,
  ]
  const { rows } = await pool.query<Row>(operationListText(sourceOf(state, resourceId)), values)
  const [first] = rows
  const stoppedAt = first !== undefined && first.looked === most ? first.lastLooked : null
  // One row without an operation says how far the look went.
  const found = rows.filter((row) => row.id !== null).map(({ lastLooked: _, looked: __, ...operation }) => operation)
  return lookedPage(found, limit, (operation) => operation.id, stoppedAt)
}

type Row = OperationSummary & { readonly lastLooked: string; readonly looked: number }

/** What finds the fewest rows to look at. */
function sourceOf(state: OperationState | null, resourceId: string | null): keyof typeof LOOKED {
  if (resourceId !== null) return 'resource'
  return state === 'refused' || state === 'dead' ? state : 'all'
}
