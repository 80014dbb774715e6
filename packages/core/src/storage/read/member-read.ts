/** Who ids of members belong to, for answers that list the members that a request named. */
import type pg from 'pg'
import type { ResourceType } from '../../domain/operation.ts'
import type { Association } from '../../scim/representation.ts'
import { type RecordTable, rowOfId } from '../record-row.ts'
import { isResourceId } from './resource-id.ts'
import type { ReadScope } from './resource-table.ts'

/** In the order in which a group lists its members; those that do not exist (were skipped, or are gone by now) are left out. */
export async function readMembers(
  pool: pg.Pool,
  { siteId, directoryId }: ReadScope,
  ids: readonly string[],
): Promise<Association<ResourceType>[]> {
  if (ids.length === 0) return []
  const { rows } = await pool.query<{ id: string; display: string | null; type: ResourceType }>({
    name: 'read members',
    text: `
select r.id, r.display, r.type from (
  select u.key, u.id, u.resource ->> 'displayName' as display, 'User' as type
  from unnest($3::uuid[]) as q (id) ${the('directory_user')} u where u.directory_id = $2
  union all
  select g.key, g.id, g.resource ->> 'displayName', 'Group'
  from unnest($3::uuid[]) as q (id) ${the('directory_group')} g where g.directory_id = $2
) r order by r.key`,
    values: [siteId, directoryId, ids.filter(isResourceId)],
  })
  return rows.map(({ id, display, type }) => ({ id, display, type }))
}

/** One look-up for each id, whatever the statistics say: a list of many thousands is no filter to hold each row against. */
function the(table: RecordTable): string {
  return `cross join lateral (${rowOfId(table, 'q.id')})`
}
