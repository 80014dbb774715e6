/** The groups of many users at once, for answers that show them beside what a request has written. */
import type pg from 'pg'
import type { UserInput } from '../../scim/representation.ts'
import { RESOURCE_TABLES, type ReadScope, type ResourceRow } from './resource-table.ts'

export type GroupsOfUser = NonNullable<UserInput['groups']>

// The limit keeps it to one index look-up a user.
const READ_GROUPS = `
select r.id, a.associations
from unnest($3::uuid[]) as w (id)
cross join lateral (
  select * from directory_user x where x.site_id = $1 and x.directory_id = $2 and x.id = w.id limit 1
) r
cross join lateral (${RESOURCE_TABLES.User.associations}) a
where a.associations is not null`

/** By id of the user, in order of creation. Who is in no group, or gone, is not in it. */
export async function readGroupsOfUsers(
  pool: pg.Pool,
  { siteId, directoryId }: ReadScope,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, GroupsOfUser>> {
  const { rows } = await pool.query<Pick<ResourceRow, 'id' | 'associations'>>({
    name: 'read-groups-of-users',
    text: READ_GROUPS,
    values: [siteId, directoryId, userIds],
  })
  return new Map(
    rows.map(({ id, associations }) => [
      id,
      (associations ?? []).map((group) => ({ ...group, type: 'direct' as const })),
    ]),
  )
}
