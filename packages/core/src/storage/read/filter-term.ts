/**
 * The comparisons that SQL answers, by attribute: each with an index behind it, or (active) exact without one.
 * Adding one is adding a row here. Keys come folded from core/scim, as the key columns hold them; SQL never folds.
 */
import type { ResourceType } from '../../domain/operation.ts'
import type { CheckedComparison } from '../../scim/filter-ast.ts'
import type { SqlValues } from './sql-values.ts'

export type FilterTerm = {
  /** An index finds the few rows; other conditions can then be looked at row by row. */
  readonly selective: boolean
  readonly sql: (key: CheckedComparison['key'], values: SqlValues) => string
}

const NO_ROW = 'false'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The text of an id as we hand it out; ids are case-exact, so another spelling is another (unknown) id. */
export function isResourceId(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text)
}

const keyColumn = (column: string): FilterTerm => ({
  selective: true,
  sql: (key, values) => `r.${column} = ${values.bind(key, 'text')}`,
})

const ID: FilterTerm = {
  selective: true,
  sql: (key, values) => (isResourceId(key) ? `r.id = ${values.bind(key, 'uuid')}` : NO_ROW),
}

const EMAIL: FilterTerm = {
  selective: true,
  sql: (key, values) => `r.key = any (array(
    select e.user_key from directory_user_email e
    where e.site_id = $1::integer and e.directory_id = $2::integer and e.email_key = ${values.bind(key, 'text')}))`,
}

const MEMBER: FilterTerm = {
  selective: true,
  sql: (key, values) => {
    if (!isResourceId(key)) return NO_ROW
    const id = values.bind(key, 'uuid')
    const keyIn = (table: string) =>
      `select n.key from ${table} n where n.site_id = $1::integer and n.directory_id = $2::integer and n.id = ${id}`
    return `r.key = any (array(
    select m.group_key from directory_member m
    where m.site_id = $1::integer
      and m.member_key = (${keyIn('directory_user')} union all ${keyIn('directory_group')} limit 1)))`
  },
}

const ACTIVE: FilterTerm = { selective: false, sql: (key, values) => `r.active = ${values.bind(key, 'boolean')}` }

/** By the canonical name of the attribute compared with `eq`. */
export const FILTER_TERMS: Record<ResourceType, Readonly<Record<string, FilterTerm>>> = {
  User: {
    userName: keyColumn('user_name_key'),
    externalId: keyColumn('external_id'),
    id: ID,
    'emails.value': EMAIL,
    displayName: keyColumn('display_name_key'),
    active: ACTIVE,
  },
  Group: {
    displayName: keyColumn('display_name_key'),
    externalId: keyColumn('external_id'),
    id: ID,
    'members.value': MEMBER,
  },
}
