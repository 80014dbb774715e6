/**
 * What rows are sorted by (RFC 7644 §3.4.2.3): the folded value where case does not count, the primary value of several or
 * else the first. Missing and empty values are null: last when ascending, first when descending, as Postgres has it.
 */
import type { ResourceType } from '../../domain/operation.ts'
import { type AttributeReference, referenceName } from '../../scim/attribute-reference.ts'
import type { ResourceTypeDefinition } from '../../scim/resource-type.ts'
import type { AttributeType } from '../../scim/schema-attribute.ts'
import { FilterContext } from './filter-context.ts'
import { type Expression, type Field, jsonExpression, memberOf } from './filter-field.ts'
import { keyColumnOf } from './filter-key.ts'
import { firstRow, isRelation } from './filter-relation.ts'
import { rootField } from './filter-root.ts'
import type { SqlType, SqlValues } from './sql-values.ts'

/** By type; null where the type does not have the attribute. */
export type SortTargets = Readonly<Partial<Record<ResourceType, AttributeReference | null>>>

export type SortTerm = {
  readonly sql: string
  readonly type: SqlType
  readonly nullable: boolean
  /** True of every row; it lets a partial index be used. */
  readonly always?: string
}

/** By a type that does not have the attribute: as if every value were missing. */
export function sortTerm(by: SortTargets, type: ResourceTypeDefinition, baseUrl: string, values: SqlValues): SortTerm {
  const target = by[type.name] ?? null
  if (target === null) return missingTerm(by)
  const name = referenceName(target)
  const column = keyColumnOf(type.name, name)
  if (column !== null) return { sql: column.column, type: 'text', nullable: !column.always }
  if (name === 'active') return { sql: 'r.active', type: 'boolean', nullable: false }
  const context = new FilterContext(type, baseUrl, values)
  if (target.extension === null && isRelation(target.attribute.name)) {
    const sub = target.sub?.name ?? 'value'
    return text(firstRow(target.attribute.name, (element) => memberOf(element, sub, values).compared.text(), context))
  }
  return termOf(rootField(target, context), target, values)
}

/** Of the type that the values of the other resource types have: they are sorted together. */
function missingTerm(by: SortTargets): SortTerm {
  const leaf = Object.values(by).find((target) => target !== null)
  const type = leafType((leaf?.sub ?? leaf?.attribute)?.type ?? 'string')
  return { sql: type === 'text' ? 'null::text collate "C"' : `null::${type}`, type, nullable: true }
}

/** Of values in a resource; instants are kept as texts there. */
function leafType(type: AttributeType): SqlType {
  if (type === 'boolean') return 'boolean'
  return type === 'integer' || type === 'decimal' ? 'numeric' : 'text'
}

/** The index on the last change is only for statements that ask something of it. */
const alwaysTrue = (column: string) => `${column} >= '-infinity'`

function termOf(field: Field, target: AttributeReference, values: SqlValues): SortTerm {
  const { attribute, sub } = target
  if (field.kind === 'instant')
    return { sql: field.column, type: 'timestamptz', nullable: false, always: alwaysTrue(field.column) }
  if (field.kind === 'parts') {
    if (sub === null) throw new Error(`${attribute.name} has no value of its own`)
    return termOf(field.part(sub), { ...target, attribute: sub, sub: null }, values)
  }
  const one = attribute.multiValued ? preferred(field.compared) : field.compared
  const holder = { returned: one.json(), compared: one.json() }
  const leaf = sub === null ? one : memberOf(holder, sub.name, values).compared
  const type = leafType((sub ?? attribute).type)
  return type === 'text' ? text(leaf.text()) : { sql: `${leaf.text()}::${type}`, type, nullable: true }
}

const LONGEST_SORTED = 256

/** Long texts are told apart by their beginning alone: a cursor carries the value. */
function text(sql: string): SortTerm {
  return { sql: `nullif(left(${sql}, ${LONGEST_SORTED}), '') collate "C"`, type: 'text', nullable: true }
}

/** The primary element, else the first (RFC 7644 §3.4.2.3). */
function preferred(list: Expression): Expression {
  return jsonExpression(`(
    select t.element from jsonb_path_query(${list.json()}, 'lax $[*]') with ordinality as t (element, n)
    order by t.element @> '{"primary": true}' desc, t.n limit 1)`)
}
