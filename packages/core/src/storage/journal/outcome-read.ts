/** Outcomes of operations that somebody waits for, with what is known of who may have the answer. */
import type pg from 'pg'
import type { AppliedOutcome } from '../../domain/outcome.ts'
import type { ScimType } from '../../scim/error.ts'
import type { JsonObject } from '../../scim/json.ts'
import type { Manager } from '../../scim/manager.ts'
import type { Association } from '../../scim/representation.ts'
import { managerIdSql } from '../manager-id.ts'
import { rowOfId, rowOfKey } from '../record-row.ts'

export type ReadOutcome = AppliedOutcome & {
  /** Null: nobody joined the operation and its answer was not missed; it belongs to the request that was appended. */
  readonly redelivery: { readonly waiter: string | null; readonly delivered: boolean } | null
  /** Of the user that was replaced or patched, as they are now: its answer shows them (RFC 7643 §4.1.2). */
  readonly groups: GroupsOfUser
  /** The user that the manager of `resource` names; null when there is none (any more). */
  readonly manager: Manager | null
}

export type GroupsOfUser = readonly Association<'direct'>[]

type OutcomeRow = {
  operation_id: string
  applied_seq: number
  status: number
  scim_type: ScimType | null
  detail: string | null
  resource_id: string | null
  version: number | null
  created_at: Date | null
  last_modified: Date | null
  resource: JsonObject | null
  contested: boolean
  waiter: string | null
  delivered: boolean | null
  groups: { id: string; display: string | null }[] | null
  manager: Manager | null
}

/**
 * The bounds let Postgres leave out partitions before it looks at any; the limits keep it to index look-ups. Exported for the
 * test that looks at plans.
 */
export const READ_OUTCOMES = `
select o.operation_id, o.applied_seq, o.status, o.scim_type, o.detail, o.resource_id, o.version, o.created_at,
       o.last_modified, o.resource, v.operation_id is not null as contested, v.waiter, v.delivered, g.groups, m.manager
from unnest($2::uuid[]) as w (id)
cross join lateral (
  select * from outcome x
  where x.site_id = $1 and x.operation_id = w.id and x.operation_id between $3::uuid and $4::uuid
  limit 1
) o
left join lateral (
  select * from redelivery r where r.site_id = $1 and r.operation_id = o.operation_id limit 1
) v on true
left join lateral (
  select json_agg(json_build_object('id', d.id, 'display', d.resource ->> 'displayName') order by d.key) as groups
  from (${rowOfId('directory_user', '(case when o.resource is not null then o.resource_id end)')}) u
  join directory_member m on m.site_id = u.site_id and m.member_key = u.key
  cross join lateral (${rowOfKey('directory_group', { directory: 'u.directory_id', key: 'm.group_key' })}) d
) g on true
left join lateral (
  select json_build_object('id', n.id, 'display', n.resource ->> 'displayName') as manager
  from (select ${managerIdSql('o.resource')} as id) q
  cross join lateral (${rowOfId('directory_user', '(case when q.id is not null then o.resource_id end)')}) u
  cross join lateral (${rowOfId('directory_user', 'q.id')}) n
  where n.directory_id = u.directory_id
) m on true`

/** Those of the operations that have an outcome. One that is seen here is committed, with every join to its operation. */
export async function readOutcomes(
  pool: pg.Pool,
  siteId: number,
  operationIds: readonly string[],
): Promise<ReadOutcome[]> {
  const [first, last] = bounds(operationIds)
  const { rows } = await pool.query<OutcomeRow>({
    name: 'read-outcomes',
    text: READ_OUTCOMES,
    values: [siteId, operationIds, first, last],
  })
  return rows.map((row) => readOutcome(siteId, row))
}

/** uuids of one length in lower case: their text sorts as Postgres sorts them. */
function bounds(ids: readonly string[]): [string | undefined, string | undefined] {
  let [least, greatest] = [ids[0], ids[0]]
  for (const id of ids) {
    if (least === undefined || id < least) least = id
    if (greatest === undefined || id > greatest) greatest = id
  }
  return [least, greatest]
}

function readOutcome(siteId: number, row: OutcomeRow): ReadOutcome {
  return {
    siteId,
    operationId: row.operation_id,
    appliedSeq: row.applied_seq,
    status: row.status,
    scimType: row.scim_type,
    detail: row.detail,
    resourceId: row.resource_id,
    version: row.version,
    createdAt: row.created_at,
    lastModified: row.last_modified,
    resource: row.resource,
    groups: (row.groups ?? []).map((group) => ({ ...group, type: 'direct' })),
    manager: row.manager,
    redelivery: row.contested ? { waiter: row.waiter, delivered: row.delivered === true } : null,
  }
}
