/** Which parts of a filter an index answers, and how few rows it finds: the lower the rank, the fewer. */
import { referenceName } from '../../scim/attribute-reference.ts'
import type { CheckedFilter } from '../../scim/filter-ast.ts'
import { indexText } from '../../scim/indexed-value.ts'
import type { ResourceTypeDefinition } from '../../scim/resource-type.ts'
import { keyColumnOf, keyRank } from './filter-key.ts'
import { isManagerValue } from './filter-manager.ts'
import { isRelation, valueAskedFor } from './filter-relation.ts'
import type { SqlValues } from './sql-values.ts'

const ID_RANK = 0
const INDEX_RANK = 2
const EMAIL_RANK = 4
const RELATION_RANK = 5
const MANAGER_RANK = 6

/** Null: all rows of the directory have to be looked at. */
export function rankOf(filter: CheckedFilter, type: ResourceTypeDefinition): number | null {
  switch (filter.kind) {
    case 'and': {
      const ranks = filter.filters.map((part) => rankOf(part, type)).filter((rank) => rank !== null)
      return ranks.length === 0 ? null : Math.min(...ranks)
    }
    case 'or': {
      const ranks = filter.filters.map((part) => rankOf(part, type))
      return ranks.reduce((most, rank) => (most === null || rank === null ? null : Math.max(most, rank)), ID_RANK)
    }
    case 'compare': {
      if (indexAskedFor(filter) !== null) return INDEX_RANK
      const name = referenceName(filter.target)
      if (name === 'id') return filter.operator === 'eq' ? ID_RANK : null
      if (isManagerValue(filter)) return MANAGER_RANK
      const column = keyColumnOf(type.name, name)
      return column === null ? rankOfElement(filter) : keyRank(column, filter)
    }
    case 'element':
      return rankOfElement(filter)
    default:
      return null
  }
}

function rankOfElement(filter: Extract<CheckedFilter, { kind: 'compare' | 'element' }>): number | null {
  const { extension, attribute } = filter.target
  if (extension !== null) return null
  if (emailAskedFor(filter) !== null) return EMAIL_RANK
  const value = isRelation(attribute.name) ? valueAskedFor(filter.kind === 'element' ? filter.filter : filter) : null
  return value === null ? null : RELATION_RANK
}

/** Every match has this address: the side table finds it. Addresses that fold to nothing are not in there. */
function emailAskedFor(filter: CheckedFilter): string | null {
  if (filter.kind !== 'compare' && filter.kind !== 'element') return null
  if (filter.target.extension !== null || filter.target.attribute.name !== 'emails') return null
  const value = valueAskedFor(filter.kind === 'element' ? filter.filter : filter)
  return value === '' ? null : value
}

/** Implied by the filter, and found by an index; null when there is no such condition. */
export function emailDriver(filter: CheckedFilter, values: SqlValues): string | null {
  const email = emailAskedFor(filter)
  if (email === null) return null
  return `r.key = any (array(
    select e.user_key from directory_user_email e
    where e.site_id = $1::integer and e.directory_id = $2::integer and e.email_key = ${values.bind(email, 'text')}))`
}

/** The index of an extension schema's attribute that has every match, and the text to look up there. */
function indexAskedFor(filter: CheckedFilter): { readonly id: number; readonly text: string } | null {
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || filter.target.sub !== null) return null
  const { index } = filter.target.attribute
  const text = index?.ready === true ? indexText(filter.key) : null
  return index === null || text === null ? null : { id: index.id, text }
}

/** As emailDriver, for values of extension schemas. */
export function valueDriver(filter: CheckedFilter, values: SqlValues): string | null {
  const asked = indexAskedFor(filter)
  if (asked === null) return null
  return `r.key = any (array(
    select v.record_key from directory_value v
    where v.site_id = $1::integer and v.directory_id = $2::integer and v.index_id = ${values.bind(asked.id, 'integer')}
      and v.value_key = ${values.bind(asked.text, 'text')}))`
}
