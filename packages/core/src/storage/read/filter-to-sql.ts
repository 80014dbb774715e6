/**
 * A checked filter as a SQL condition, and what of it SQL does not answer.
 * Guarantee: condition and rest together mean the filter; values are bound, names come from FILTER_TERMS alone.
 */
import type { ResourceType } from '../../domain/operation.ts'
import { type AttributeReference, referenceName } from '../../scim/attribute-reference.ts'
import { ScimError } from '../../scim/error.ts'
import type { CheckedFilter } from '../../scim/filter-ast.ts'
import { FILTER_TERMS, type FilterTerm } from './filter-term.ts'
import type { SqlCondition } from './resource-query.ts'

export type TranslatedFilter = {
  readonly condition: SqlCondition
  /** To be evaluated on each row that the condition finds (they are few); null when the condition says it all. */
  readonly rest: CheckedFilter | null
}

type Conjunct = {
  readonly term: FilterTerm | null
  readonly condition: SqlCondition | null
  /** The condition is true of every row that the conjunct is true of, and of no other. */
  readonly exact: boolean
  readonly filter: CheckedFilter
}

/** @throws ScimError invalidFilter for what cannot be answered yet; the text says what can. */
export function translateFilter(filter: CheckedFilter, type: ResourceType): TranslatedFilter {
  const conjuncts = conjunctsOf(filter).map((part) => translateConjunct(part, type))
  const conditions = conjuncts.flatMap(({ condition }) => (condition === null ? [] : [condition]))
  const rest = conjuncts.filter(({ exact }) => !exact).map((conjunct) => conjunct.filter)
  const selective = conjuncts.some(({ term }) => term?.selective === true)
  if (rest.length > 0 && (!selective || rest.some(needsRelation))) throw unsupported(type)
  return {
    condition: (values) => conditions.map((condition) => condition(values)).join(' and '),
    rest: rest.length === 0 ? null : { kind: 'and', filters: rest },
  }
}

function conjunctsOf(filter: CheckedFilter): CheckedFilter[] {
  return filter.kind === 'and' ? filter.filters.flatMap(conjunctsOf) : [filter]
}

function translateConjunct(filter: CheckedFilter, type: ResourceType): Conjunct {
  if (filter.kind === 'compare') return translateComparison(filter, filter.target, type, filter)
  if (filter.kind !== 'element') return { term: null, condition: null, exact: false, filter }
  // attr[value eq "x" and …]: rows with such a value, of which the rest is then looked at.
  const inner = conjunctsOf(filter.filter)
  const found = inner.flatMap((part) => {
    if (part.kind !== 'compare') return []
    const target = { ...filter.target, sub: part.target.attribute }
    const conjunct = translateComparison(part, target, type, filter)
    return conjunct.term === null ? [] : [conjunct]
  })
  const [first] = found
  if (first === undefined) return { term: null, condition: null, exact: false, filter }
  return { ...first, exact: inner.length === 1 }
}

function translateComparison(
  { operator, key }: Extract<CheckedFilter, { kind: 'compare' }>,
  target: AttributeReference,
  type: ResourceType,
  filter: CheckedFilter,
): Conjunct {
  const name = referenceName(target)
  const term = operator === 'eq' && Object.hasOwn(FILTER_TERMS[type], name) ? FILTER_TERMS[type][name] : undefined
  if (term === undefined) return { term: null, condition: null, exact: false, filter }
  return { term, condition: (values) => term.sql(key, values), exact: true, filter }
}

/** Members and groups are no part of a stored resource: a row cannot be asked for them. */
function needsRelation(filter: CheckedFilter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.some(needsRelation)
    case 'not':
      return needsRelation(filter.filter)
    default:
      return filter.target.attribute.relation || filter.target.attribute.name === 'groups'
  }
}

function unsupported(type: ResourceType): ScimError {
  const terms = Object.entries(FILTER_TERMS[type])
  const names = terms.filter(([, term]) => term.selective).map(([name]) => name)
  const other = terms.filter(([, term]) => !term.selective).map(([name]) => `${name} eq`)
  const alone = other.length === 0 ? '' : ` (${other.join(', ')} also alone)`
  return ScimError.of(
    'invalidFilter',
    `filter: supported is "eq" on one of ${names.join(', ')}, with further conditions joined to it by "and"${alone}`,
  )
}
