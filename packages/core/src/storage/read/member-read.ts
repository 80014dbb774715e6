/** Who ids of members belong to, for answers that list the members that a request named. */
import type pg from 'pg'
import type { ResourceType } from '../../domain/operation.ts'
import type { Association } from '../../scim/representation.ts'
import { isResourceId } from './resource-id.ts'
import type { ReadScope } from './resource-table.ts'

/** In the order of the ids; those that are gone by now are taken for users without a name. */
export async function readMembers(
  pool: pg.Pool,
  { siteId, directoryId }: ReadScope,
  ids: readonly string[],
): Promise<Association<ResourceType>[]> {
  if (ids.length === 0) return []
  const { rows } = await pool.query<{ id: string; display: string | null; type: ResourceType }>({
    name: 'read members',
    text: `
select u.id, u.resource ->> 'displayName' as display, 'User' as type
from directory_user u where u.site_id = $1 and u.directory_id = $2 and u.id = any ($3::uuid[])
union all
select g.id, g.resource ->> 'displayName', 'Group'
from directory_group g where g.site_id = $1 and g.directory_id = $2 and g.id = any ($3::uuid[])`,
    values: [siteId, directoryId, ids.filter(isResourceId)],
  })
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => found.get(id) ?? { id, display: null, type: 'User' })
}
