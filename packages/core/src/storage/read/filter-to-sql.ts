/**
 * A checked filter as a SQL condition on a row `r` of users or groups, of which `$1` is the site and `$2` the directory.
 * Guarantee: true of exactly the rows whose resource `evaluateFilter` accepts; every value and name is bound, the text
 * depends on the shape of the filter alone.
 */
import { referenceName } from '../../scim/attribute-reference.ts'
import type { CheckedComparison, CheckedFilter } from '../../scim/filter-ast.ts'
import type { ResourceTypeDefinition } from '../../scim/resource-type.ts'
import type { Attribute } from '../../scim/schema-attribute.ts'
import { FilterContext } from './filter-context.ts'
import { type Field, type Holder, memberOf } from './filter-field.ts'
import { idHolds, keyColumnOf, keyHolds } from './filter-key.ts'
import { anyValue, comparison, elementHolds, presence } from './filter-leaf.ts'
import { managerHolds } from './filter-manager.ts'
import { emailDriver, rankOf, valueDriver } from './filter-rank.ts'
import { hasRow, isRelation, type RelationName, valueAskedFor } from './filter-relation.ts'
import { rootField } from './filter-root.ts'
import type { SqlCondition } from './resource-query.ts'

export type TranslatedFilter = {
  readonly condition: SqlCondition
  /** An index finds the rows: they are few, and sorted once they are found. */
  readonly selective: boolean
}

export function translateFilter(
  filter: CheckedFilter,
  type: ResourceTypeDefinition,
  baseUrl: string,
): TranslatedFilter {
  return {
    condition: (values) => new Translation(new FilterContext(type, baseUrl, values)).of(filter, false, true),
    selective: rankOf(filter, type) !== null,
  }
}

class Translation {
  private readonly context: FilterContext
  /** Inside brackets: the sub-attributes of the element. */
  private readonly fieldOf: ((sub: Attribute) => Field) | null

  constructor(context: FilterContext, fieldOf: ((sub: Attribute) => Field) | null = null) {
    this.context = context
    this.fieldOf = fieldOf
  }

  /**
   * @param negated `not` is carried to the conditions, so that "no value" is false everywhere else
   * @param drive an index may begin with this part of the filter
   */
  of(filter: CheckedFilter, negated: boolean, drive: boolean): string {
    switch (filter.kind) {
      case 'not':
        return this.of(filter.filter, !negated, false)
      case 'and':
      case 'or':
        return this.join(filter.kind, filter.filters, negated, drive && !negated)
      default: {
        const condition = this.leaf(filter, drive && !negated)
        return negated ? `(${condition}) is not true` : condition
      }
    }
  }

  private join(kind: 'and' | 'or', filters: readonly CheckedFilter[], negated: boolean, drive: boolean): string {
    const all = (kind === 'and') !== negated
    if (filters.length === 0) return all ? 'true' : 'false'
    const driver = kind === 'and' && drive ? this.driverOf(filters) : null
    const parts = filters.map((part) => this.of(part, negated, kind === 'and' ? part === driver : drive))
    return `(${parts.join(all ? ' and ' : ' or ')})`
  }

  /** Of several conditions that must all hold, the one with the fewest rows. */
  private driverOf(filters: readonly CheckedFilter[]): CheckedFilter | null {
    const ranked = filters.flatMap((part) => {
      const rank = rankOf(part, this.context.type)
      return rank === null ? [] : [{ part, rank }]
    })
    return ranked.sort((a, b) => a.rank - b.rank)[0]?.part ?? null
  }

  private leaf(filter: Exclude<CheckedFilter, { kind: 'and' | 'or' | 'not' }>, drive: boolean): string {
    const { target } = filter
    if (this.fieldOf !== null) return this.onField(filter, this.fieldOf(target.attribute))
    const { name } = target.attribute
    if (target.extension === null && isRelation(name)) return this.onRelation(filter, name, drive)
    const found = filter.kind === 'compare' ? this.onColumn(filter) : null
    if (found !== null) return found
    const condition = this.onField(filter, rootField(target, this.context))
    const driver = drive ? (emailDriver(filter, this.context.values) ?? valueDriver(filter, this.context.values)) : null
    return driver === null ? condition : `(${driver} and ${condition})`
  }

  private onColumn(filter: CheckedComparison): string | null {
    const { values, type } = this.context
    const name = referenceName(filter.target)
    if (name === 'id') return idHolds(filter, values)
    if (name === 'active')
      return `r.active ${filter.operator === 'eq' ? '=' : '<>'} ${values.bind(filter.key, 'boolean')}`
    const column = keyColumnOf(type.name, name)
    return column === null ? managerHolds(filter, values) : keyHolds(column, filter, values)
  }

  private onField(filter: Exclude<CheckedFilter, { kind: 'and' | 'or' | 'not' }>, field: Field): string {
    const { attribute, sub } = filter.target
    if (filter.kind === 'present') return presence(field, attribute, sub, this.context)
    if (filter.kind === 'compare') return comparison(field, filter, this.context)
    return elementHolds(field, attribute, this.context, (fieldOf) => this.inside(filter.filter, fieldOf))
  }

  private inside(filter: CheckedFilter, fieldOf: (sub: Attribute) => Field): string {
    return new Translation(this.context, fieldOf).of(filter, false, false)
  }

  private onRelation(
    filter: Exclude<CheckedFilter, { kind: 'and' | 'or' | 'not' }>,
    relation: RelationName,
    drive: boolean,
  ): string {
    const { context } = this
    const { sub } = filter.target
    const some = (condition: ((element: Holder) => string) | null, id: string | null = null) =>
      hasRow(relation, { condition, id, drive }, context)
    const fieldIn = (element: Holder) => (part: Attribute) => memberOf(element, part.name, context.values)
    if (filter.kind === 'element') {
      return some((element) => this.inside(filter.filter, fieldIn(element)), valueAskedFor(filter.filter))
    }
    // Every row has a value.
    if (sub === null || (filter.kind === 'present' && sub.name === 'value')) return some(null)
    if (filter.kind === 'present') return some((element) => presence(fieldIn(element)(sub), sub, null, context))
    const id = valueAskedFor(filter)
    if (id !== null) return some(null, id)
    return anyValue(filter, sub, (test) => some((element) => test(fieldIn(element)(sub).compared)), context)
  }
}
