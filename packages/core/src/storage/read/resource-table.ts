/** Where users and groups are kept, and how their rows become what core/scim represents. */
import type { ResourceType } from '../../domain/operation.ts'
import type { JsonObject } from '../../scim/json.ts'
import type { Manager } from '../../scim/manager.ts'
import type { GroupInput, UserInput } from '../../scim/representation.ts'
import { type RecordTable, rowOfId, rowOfKey } from '../record-row.ts'

/** Every read is scoped by both: nothing else says whose rows may be seen. */
export type ReadScope = { readonly siteId: number; readonly directoryId: number }

/** A user or group as `userResource` and `groupResource` take it. */
export type StoredOf = { readonly User: UserInput; readonly Group: GroupInput }

export type ResourceRow = {
  id: string
  version: number
  created_at: Date
  last_modified: Date
  resource: JsonObject
  /** Absent when not asked for, null when there are none. */
  associations?: { id: string; display: string | null; type: string }[] | null
  /** Of a user. Absent when not asked for, null when there is none (any more). */
  manager?: Manager | null
}

/** What of other resources is read with one. */
export type Related = {
  /** With a user's groups or a group's members; without, the relation is not touched. */
  readonly associations: boolean
  /** With a user's manager; without, none is shown. */
  readonly manager?: boolean | undefined
}

/**
 * The manager of a user `r`, as a lateral sub-select of one JSON object. The directory is asked outside of the look-up, so that
 * it has no other way than the index on the id, whatever the statistics say.
 */
export const MANAGER_OF_ROW = `
    select json_build_object('id', n.id, 'display', n.resource ->> 'displayName') as manager
    from (${rowOfId('directory_user', 'r.manager_id', 'r.site_id')}) n
    where n.directory_id = $2::integer`

/** The other end of a membership `m`. @param when a condition without which there is none */
function otherEnd(table: RecordTable, key: string, when?: string): string {
  const wanted = when === undefined ? key : `(case when ${when} then ${key} end)`
  return rowOfKey(table, { site: 'm.site_id', directory: '$2::integer', key: wanted })
}

/** The attribute that is read from the membership relation, and only when it is returned. */
export const ASSOCIATIONS = { User: 'groups', Group: 'members' } as const

type ResourceTable = {
  readonly table: RecordTable
  /** The exact number of rows of a directory, kept by the lane. */
  readonly counter: 'users' | 'groups'
  /**
   * The membership relation seen from a row `r`: a lateral sub-select of one JSON array, in order of creation. The other
   * end is in the same directory, and its primary key leads with that ($2).
   */
  readonly associations: string
}

export const RESOURCE_TABLES: Record<ResourceType, ResourceTable> = {
  User: {
    table: 'directory_user',
    counter: 'users',
    associations: `
    select json_agg(json_build_object('id', g.id, 'display', g.resource ->> 'displayName', 'type', 'direct')
                    order by g.key) as associations
    from directory_member m
    join lateral (${otherEnd('directory_group', 'm.group_key')}) g on true
    where m.site_id = r.site_id and m.member_key = r.key`,
  },
  Group: {
    table: 'directory_group',
    counter: 'groups',
    associations: `
    select json_agg(json_build_object(
             'id', coalesce(u.id, g.id),
             'display', coalesce(u.resource, g.resource) ->> 'displayName',
             'type', case when m.nested then 'Group' else 'User' end) order by m.member_key) as associations
    from directory_member m
    left join lateral (${otherEnd('directory_user', 'm.member_key', 'not m.nested')}) u on true
    left join lateral (${otherEnd('directory_group', 'm.member_key', 'm.nested')}) g on true
    where m.site_id = r.site_id and m.group_key = r.key`,
  },
}

export const STORED_FROM_ROW: { readonly [Type in ResourceType]: (row: ResourceRow) => StoredOf[Type] } = {
  User: ({ associations, manager = null, ...row }) => ({
    ...stored(row),
    manager,
    ...(associations ? { groups: associations.map((group) => ({ ...group, type: 'direct' as const })) } : {}),
  }),
  Group: ({ associations, ...row }) => ({
    ...stored(row),
    ...(associations === undefined ? {} : { members: (associations ?? []).map(member) }),
  }),
}

function member({ id, display, type }: { id: string; display: string | null; type: string }) {
  return { id, display, type: type === 'Group' ? ('Group' as const) : ('User' as const) }
}

function stored(row: ResourceRow) {
  return {
    id: row.id,
    version: row.version,
    createdAt: row.created_at,
    lastModified: row.last_modified,
    attributes: row.resource,
  }
}
