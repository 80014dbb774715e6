/** One condition of a filter as SQL: on a value, on any value of several, on one and the same element. */
import type { CheckedComparison } from '../../scim/filter-ast.ts'
import type { Attribute } from '../../scim/schema-attribute.ts'
import type { FilterContext } from './filter-context.ts'
import {
  type Expression,
  type Field,
  type Holder,
  isPresentSql,
  jsonExpression,
  memberOf,
  type ValueField,
} from './filter-field.ts'
import { holds, instantHolds } from './filter-operator.ts'

/** `pr`: never by a default, for what is absent is not there. */
export function presence(field: Field, attribute: Attribute, sub: Attribute | null, context: FilterContext): string {
  if (field.kind === 'instant') return 'true'
  if (sub === null) {
    if (field.kind === 'parts') return field.present()
    const plain = attribute.type !== 'complex' && !attribute.multiValued
    return plain ? `${field.returned.text()} <> ''` : isPresentSql(field.returned.json())
  }
  if (field.kind === 'parts') return presence(field.part(sub), sub, null, context)
  if (!attribute.multiValued) return presence(memberOf(holderOf(field), sub.name, context.values), sub, null, context)
  return someElement(field, context, (element) =>
    presence(memberOf(element, sub.name, context.values), sub, null, context),
  )
}

export function comparison(field: Field, filter: CheckedComparison, context: FilterContext): string {
  const { attribute, sub } = filter.target
  if (field.kind === 'instant') return instantHolds(filter, field.column, context.values)
  if (sub !== null && field.kind === 'parts') return comparison(field.part(sub), ofPart(filter, sub), context)
  if (field.kind === 'parts') throw new Error(`${attribute.name} has no value of its own`)
  if (sub === null || !attribute.multiValued) {
    const leaf = sub ?? attribute
    const one = sub === null ? field : memberOf(holderOf(field), sub.name, context.values)
    return leaf.multiValued
      ? anyValue(
          filter,
          leaf,
          (test) => someElement(one, context, (element) => test(jsonExpression(element.compared))),
          context,
        )
      : holds(leaf, filter, one.compared, context.values)
  }
  return anyValue(
    filter,
    sub,
    (test) => someElement(field, context, (element) => test(memberOf(element, sub.name, context.values).compared)),
    context,
  )
}

function ofPart(filter: CheckedComparison, sub: Attribute): CheckedComparison {
  return { ...filter, target: { ...filter.target, attribute: sub, sub: null } }
}

/**
 * Whether any of several values satisfies the comparison. `ne` is also satisfied by having no value at all.
 * @param some whether a test is true of any of the values
 */
export function anyValue(
  filter: CheckedComparison,
  leaf: Attribute,
  some: (test: (value: Expression) => string) => string,
  { values }: FilterContext,
): string {
  if (filter.operator !== 'ne') return some((value) => holds(leaf, filter, value, values))
  // An absent sub-attribute is no value, unless its absence means one (primary).
  const isThere = (value: Expression) => (leaf.defaultValue === null ? `${value.json()} is not null` : 'true')
  const differs = some((value) => `${isThere(value)} and ${holds(leaf, filter, value, values)}`)
  return `(${differs} or not ${some(isThere)})`
}

/** `path[…]`. @param inside the filter between the brackets, on the fields of an element */
export function elementHolds(
  field: Field,
  attribute: Attribute,
  context: FilterContext,
  inside: (fieldOf: (sub: Attribute) => Field) => string,
): string {
  if (field.kind === 'instant') return 'false'
  if (field.kind === 'parts') return `(${field.there()} and ${inside((sub) => field.part(sub))})`
  const within = (holder: Holder) => inside((sub) => memberOf(holder, sub.name, context.values))
  if (attribute.multiValued) return someElement(field, context, within)
  const holder = holderOf(field)
  return `(${holder.returned} is not null and ${within(holder)})`
}

function holderOf(field: ValueField): Holder {
  return { returned: field.returned.json(), compared: field.compared.json() }
}

/** In lax mode a value that is no array is its own only element, and nothing has none. */
function someElement(field: ValueField, context: FilterContext, condition: (element: Holder) => string): string {
  const alias = context.alias()
  const { returned, compared } = holderOf(field)
  const each = (json: string) => `jsonb_path_query(${json}, 'lax $[*]')`
  return `exists (
  select from rows from (${each(returned)}, ${each(compared)}) as ${alias} (returned, compared)
  where ${condition({ returned: `${alias}.returned`, compared: `${alias}.compared` })})`
}
