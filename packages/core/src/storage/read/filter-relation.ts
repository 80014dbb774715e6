/**
 * Membership in filters: the members of a group, the groups of a user. They are rows and no part of the stored resource.
 * `value eq` is an index look-up for each candidate, however many members a group has.
 */
import type { CheckedFilter } from '../../scim/filter-ast.ts'
import { fold } from '../../scim/fold.ts'
import type { FilterContext } from './filter-context.ts'
import type { Holder } from './filter-field.ts'
import { locationSql } from './filter-location.ts'
import { isResourceId } from './resource-id.ts'

/** By the name of the attribute. */
export type RelationName = 'members' | 'groups'

export function isRelation(name: string): name is RelationName {
  return name === 'members' || name === 'groups'
}

type Search = {
  /** On an element; null: any element will do. */
  readonly condition: ((element: Holder) => string) | null
  /** The id of the other end, when the filter says it. */
  readonly id: string | null
  /** Begin with the other end (its rows are few) instead of asking for each candidate. Needs `id`. */
  readonly drive: boolean
}

const OTHER_TABLES = {
  members: ['directory_user', 'directory_group'],
  groups: ['directory_group'],
} as const

/** The columns of `r` and of the other end. */
const ENDS = { members: ['group_key', 'member_key'], groups: ['member_key', 'group_key'] } as const

const ELEMENT: Holder = { returned: 'e.returned', compared: 'e.compared' }

/** Whether `r` has such a row. An id that is none has no row. */
export function hasRow(relation: RelationName, { condition, id, drive }: Search, context: FilterContext): string {
  if (id !== null && !isResourceId(id)) return 'false'
  const [own, other] = ENDS[relation]
  const source = condition === null ? 'directory_member m' : elements(relation, context)
  const wanted = [
    'm.site_id = $1::integer',
    ...(id === null ? [] : [`m.${other} = ${keyOf(relation, context.values.bind(id, 'uuid'))}`]),
    ...(condition === null ? [] : [condition(ELEMENT)]),
  ].join(' and ')
  return drive && id !== null
    ? `r.key = any (array(select m.${own} from ${source} where ${wanted}))`
    : `exists (select from ${source} where m.${own} = r.key and ${wanted})`
}

/** A text of the first element in the order of the answer, for sorting; SQL null when `r` has none. */
export function firstRow(relation: RelationName, pick: (element: Holder) => string, context: FilterContext): string {
  const [own, other] = ENDS[relation]
  return `(
    select ${pick(ELEMENT)} from ${elements(relation, context)}
    where m.site_id = $1::integer and m.${own} = r.key order by m.${other} limit 1)`
}

function keyOf(relation: RelationName, id: string): string {
  const selects = OTHER_TABLES[relation].map(
    (table) =>
      `select n.key from ${table} n where n.site_id = $1::integer and n.directory_id = $2::integer and n.id = ${id}`,
  )
  return `(${selects.join(' union all ')} limit 1)`
}

function elements(relation: RelationName, context: FilterContext): string {
  return relation === 'members' ? memberElements(context) : groupElements(context)
}

function memberElements(context: FilterContext): string {
  const user = locationSql('User', 'u.id::text', context)
  const group = locationSql('Group', 'g.id::text', context)
  const element = (form: keyof Holder, object: string, user_: string, group_: string) => `
  jsonb_strip_nulls(jsonb_build_object(
    'value', coalesce(u.id, g.id), '$ref', case when m.nested then ${group[form]} else ${user[form]} end,
    'display', coalesce(u.${object}, g.${object}) ->> 'displayName',
    'type', case when m.nested then '${group_}' else '${user_}' end)) as ${form}`
  return `directory_member m
left join directory_user u
  on not m.nested and u.site_id = m.site_id and u.directory_id = $2::integer and u.key = m.member_key
left join directory_group g
  on m.nested and g.site_id = m.site_id and g.directory_id = $2::integer and g.key = m.member_key
cross join lateral (select ${element('returned', 'resource', 'User', 'Group')},
  ${element('compared', 'compared', fold('User'), fold('Group'))}) e`
}

function groupElements(context: FilterContext): string {
  const group = locationSql('Group', 'g.id::text', context)
  const element = (form: keyof Holder, object: string) => `
  jsonb_strip_nulls(jsonb_build_object(
    'value', g.id, '$ref', ${group[form]}, 'display', g.${object} ->> 'displayName', 'type', 'direct')) as ${form}`
  return `directory_member m
join directory_group g on g.site_id = m.site_id and g.directory_id = $2::integer and g.key = m.group_key
cross join lateral (select ${element('returned', 'resource')}, ${element('compared', 'compared')}) e`
}

/** The value that every match has: of `value eq "…"` alone, or among conditions joined by `and`. */
export function valueAskedFor(filter: CheckedFilter): string | null {
  if (filter.kind === 'and') {
    for (const part of filter.filters) {
      const found = valueAskedFor(part)
      if (found !== null) return found
    }
    return null
  }
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || typeof filter.key !== 'string') return null
  return (filter.target.sub ?? filter.target.attribute).name === 'value' ? filter.key : null
}
