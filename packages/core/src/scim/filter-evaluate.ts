/** Whether a resource, as it would be returned, matches a checked filter (RFC 7644 §3.4.2.2). Pure. */
import type { AttributeReference } from './attribute-reference.ts'
import { compareText, comparisonKey } from './comparison-key.ts'
import type { CheckedComparison, CheckedFilter, ComparisonKey, ComparisonOperator } from './filter-ast.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { Attribute } from './schema-attribute.ts'

export function evaluateFilter(filter: CheckedFilter, resource: JsonObject): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((part) => evaluateFilter(part, resource))
    case 'or':
      return filter.filters.some((part) => evaluateFilter(part, resource))
    case 'not':
      return !evaluateFilter(filter.filter, resource)
    case 'present':
      return valuesAt(filter.target, resource, false).some(isPresent)
    case 'compare':
      return compares(filter, resource)
    case 'element':
      return valuesAt(filter.target, resource, false).some(
        (element) => isJsonObject(element) && evaluateFilter(filter.filter, element),
      )
  }
}

/**
 * Every value that the reference reaches: the elements of a multi-valued attribute, or their sub-attributes.
 * With `defaults`, an absent value counts as what its absence means (active: true, primary: false).
 */
function valuesAt(target: AttributeReference, resource: JsonObject, defaults: boolean): Json[] {
  const { attribute, extension, sub } = target
  const holder = extension === null ? resource : (resource[extension] ?? {})
  const values = elements(holder, attribute, defaults)
  return sub === null ? values : values.flatMap((value) => elements(value, sub, defaults))
}

function elements(holder: Json, attribute: Attribute, defaults: boolean): Json[] {
  if (!isJsonObject(holder)) return []
  const value = holder[attribute.name] ?? (defaults ? attribute.defaultValue : null)
  return Array.isArray(value) ? value : value === null ? [] : [value]
}

/** Non-empty; false and 0 are values, "" is not; a complex value needs one non-empty sub-attribute. */
function isPresent(value: Json): boolean {
  if (value === null || value === '') return false
  if (Array.isArray(value)) return value.some(isPresent)
  return isJsonObject(value) ? Object.values(value).some(isPresent) : true
}

function compares(filter: CheckedComparison, resource: JsonObject): boolean {
  const { target, operator, key } = filter
  const leaf = target.sub ?? target.attribute
  const values = valuesAt(target, resource, true)
  // What is absent is not identical to anything.
  if (values.length === 0) return operator === 'ne'
  return values.some((value) => holds(operator, comparisonKey(leaf, value), key))
}

function holds(operator: ComparisonOperator, actual: ComparisonKey | null, wanted: ComparisonKey): boolean {
  switch (operator) {
    case 'eq':
      return actual === wanted
    case 'ne':
      return actual !== wanted
    case 'co':
    case 'sw':
    case 'ew':
      return typeof actual === 'string' && typeof wanted === 'string' && holdsText(operator, actual, wanted)
    default:
      return actual !== null && holdsOrder(operator, orderOf(actual, wanted))
  }
}

function holdsText(operator: 'co' | 'sw' | 'ew', actual: string, wanted: string): boolean {
  if (operator === 'co') return actual.includes(wanted)
  return operator === 'sw' ? actual.startsWith(wanted) : actual.endsWith(wanted)
}

function orderOf(actual: ComparisonKey, wanted: ComparisonKey): number {
  if (typeof actual === 'string' && typeof wanted === 'string') return compareText(actual, wanted)
  return actual < wanted ? -1 : actual > wanted ? 1 : 0
}

function holdsOrder(operator: 'gt' | 'ge' | 'lt' | 'le', order: number): boolean {
  if (operator === 'gt') return order > 0
  if (operator === 'ge') return order >= 0
  return operator === 'lt' ? order < 0 : order <= 0
}
