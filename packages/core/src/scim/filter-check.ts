/** Resolves a filter's names against the schema and types its literals; what does not fit is 400 invalidFilter. */
import type { Mode, ResourceType } from '../domain/operation.ts'
import { type AttributeReference, referenceName, resolveReference } from './attribute-reference.ts'
import { unknownAttribute } from './attribute-value.ts'
import type { CheckedFilter, Filter, Literal } from './filter-ast.ts'
import { invalidFilter } from './filter-lexer.ts'
import { assertOperator, operandOf, type TypedLiteral } from './filter-operand.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'
import type { Attribute } from './schema-attribute.ts'

/** Names are looked up in a resource type, or among the sub-attributes of an element. */
type Lookup = (path: string) => AttributeReference | 'undefined here' | null

export function checkFilter(filter: Filter, type: ResourceTypeDefinition, mode: Mode): CheckedFilter {
  return check(filter, mode, (path) => attributeIn(path, type))
}

/**
 * One filter over several types: an attribute that a type does not have is one without a value (RFC 7644 §3.4.2.1). One that
 * none of the types has is refused.
 */
export function checkFilterAcross(
  filter: Filter,
  types: readonly ResourceTypeDefinition[],
  mode: Mode,
): ReadonlyMap<ResourceType, CheckedFilter> {
  const lookupIn = (type: ResourceTypeDefinition) => (path: string) =>
    attributeIn(path, type) ?? (types.some((other) => attributeIn(path, other) !== null) ? 'undefined here' : null)
  return new Map(types.map((type) => [type.name, check(filter, mode, lookupIn(type))]))
}

function attributeIn(path: string, type: ResourceTypeDefinition): AttributeReference | null {
  const reference = resolveReference(path, type)
  return reference?.kind === 'attribute' ? reference : null
}

/** What is true of every resource, and of none. */
const ALWAYS: CheckedFilter = { kind: 'and', filters: [] }
const NEVER: CheckedFilter = { kind: 'or', filters: [] }

/** The part between brackets: names are sub-attributes of `attribute`. */
export function checkElementFilter(filter: Filter, attribute: Attribute, mode: Mode): CheckedFilter {
  return check(filter, mode, (path) => {
    const sub = attribute.subAttributesByName.get(path.toLowerCase())
    return sub === undefined ? null : { kind: 'attribute', extension: null, attribute: sub, sub: null }
  })
}

function check(filter: Filter, mode: Mode, lookup: Lookup): CheckedFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, filters: filter.filters.map((part) => check(part, mode, lookup)) }
    case 'not':
      return { kind: 'not', filter: check(filter.filter, mode, lookup) }
    case 'present': {
      const target = resolve(filter.path, filter.at, lookup)
      return target === null ? NEVER : { kind: 'present', target }
    }
    case 'compare':
      return checkComparison(filter, mode, lookup)
    case 'element': {
      const target = resolve(filter.path, filter.at, lookup)
      if (target === null) return NEVER
      if (target.sub !== null || target.attribute.type !== 'complex') {
        throw invalidFilter(`${referenceName(target)} has no sub-attributes to put in brackets`)
      }
      return { kind: 'element', target, filter: checkElementFilter(filter.filter, target.attribute, mode) }
    }
  }
}

function checkComparison(filter: Extract<Filter, { kind: 'compare' }>, mode: Mode, lookup: Lookup): CheckedFilter {
  const { operator } = filter
  const named = resolve(filter.path, filter.at, lookup)
  // RFC 7643 §2.5: null and unassigned are the same.
  if (!isTyped(filter.literal)) {
    if (operator !== 'eq' && operator !== 'ne') throw invalidFilter(`null can be compared with eq and ne only`)
    const present: CheckedFilter = named === null ? NEVER : { kind: 'present', target: named }
    return operator === 'ne' ? present : { kind: 'not', filter: present }
  }
  if (named === null) return operator === 'ne' ? ALWAYS : NEVER
  const target = withImplicitValue(named)
  const leaf = target.sub ?? target.attribute
  const name = referenceName(target)
  assertOperator(operator, leaf.type, name)
  return { kind: 'compare', target, operator, ...operandOf(leaf, operator, filter.literal, name, mode) }
}

function isTyped(literal: Literal): literal is TypedLiteral {
  return literal.kind !== 'null'
}

/** Null: the attribute is one of another type. */
function resolve(path: string, at: number, lookup: Lookup): AttributeReference | null {
  const reference = lookup(path)
  if (reference === 'undefined here') return null
  if (reference === null) throw invalidFilter(`${unknownAttribute(path)} (position ${at})`)
  // A filter must not become an oracle for what is never returned (RFC 7643 §7).
  if (reference.attribute.returned === 'never') throw invalidFilter(`${referenceName(reference)} cannot be filtered on`)
  return reference
}

/** `emails co "x"` means `emails.value co "x"` (RFC 7644 §3.4.2.2, Figure 2). */
function withImplicitValue(reference: AttributeReference): AttributeReference {
  if (reference.sub !== null || reference.attribute.type !== 'complex') return reference
  const sub = reference.attribute.subAttributesByName.get('value')
  if (sub !== undefined) return { ...reference, sub }
  throw invalidFilter(`${referenceName(reference)} needs a sub-attribute to compare, such as ${example(reference)}`)
}

function example(reference: AttributeReference): string {
  return `${reference.attribute.name}.${reference.attribute.subAttributes[0]?.name ?? 'value'}`
}
