/**
 * Operators on one value, as SQL (RFC 7644 §3.4.2.2, Table 3). Guarantee: true exactly where `evaluateFilter` says so of
 * the same value; without a value never true. Texts are compared bytewise, which in UTF-8 is by code point.
 */
import { storableKey } from '../../scim/compared-values.ts'
import type { CheckedComparison, ComparisonOperator } from '../../scim/filter-ast.ts'
import type { Attribute } from '../../scim/schema-attribute.ts'
import type { Expression } from './filter-field.ts'
import { instantBounds } from './sql-instant.ts'
import type { SqlValues } from './sql-values.ts'

type Operator = Pick<CheckedComparison, 'operator' | 'key'>

const ORDER: Partial<Record<ComparisonOperator, string>> = { gt: '>', ge: '>=', lt: '<', le: '<=' }

export function holds(leaf: Attribute, { operator, key }: Operator, value: Expression, values: SqlValues): string {
  if (leaf.type === 'boolean') return equality(operator, booleanOf(leaf, value), values.bind(key, 'boolean'))
  if (leaf.type === 'integer' || leaf.type === 'decimal') {
    const wanted = values.bind(key, 'numeric')
    const number = `${value.text()}::numeric`
    const order = ORDER[operator]
    return order === undefined ? equality(operator, number, wanted) : `${number} ${order} ${wanted}`
  }
  return textHolds(operator, `(${value.text()}) collate "C"`, String(storableKey(key)), values)
}

/** As jsonb it is true or false; an absent one may mean false. */
function booleanOf({ defaultValue }: Attribute, value: Expression): string {
  const text = `${value.text()}::boolean`
  return typeof defaultValue === 'boolean' ? `coalesce(${text}, ${defaultValue})` : text
}

export function textHolds(operator: ComparisonOperator, text: string, key: string, values: SqlValues): string {
  const order = ORDER[operator]
  if (order !== undefined) return `${text} ${order} ${values.bind(key, 'text')}`
  switch (operator) {
    case 'co':
      return `strpos(${text}, ${values.bind(key, 'text')}) > 0`
    case 'sw':
      return prefixHolds(text, key, values)
    case 'ew':
      // Both count in code points.
      return `right(${text}, ${values.bind([...key].length, 'integer')}) = ${values.bind(key, 'text')}`
    default:
      return equality(operator, text, values.bind(key, 'text'))
  }
}

/** As a range, which an index can be asked for. */
function prefixHolds(text: string, prefix: string, values: SqlValues): string {
  const from = `${text} >= ${values.bind(prefix, 'text')}`
  const end = afterPrefix(prefix)
  return end === null ? from : `(${from} and ${text} < ${values.bind(end, 'text')})`
}

/** The first text behind all that begin with the prefix, by code point; null when there is none. */
function afterPrefix(prefix: string): string | null {
  const points = [...prefix]
  while (points.length > 0) {
    const last = points.pop()?.codePointAt(0) ?? 0
    if (last === 0x10ffff) continue
    return points.join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1)
  }
  return null
}

function equality(operator: ComparisonOperator, actual: string, wanted: string): string {
  return operator === 'ne' ? `${actual} is distinct from ${wanted}` : `${actual} = ${wanted}`
}

/** A column of type timestamptz: microseconds, where the operand may have nanoseconds. */
export function instantHolds({ operator, key }: Operator, column: string, values: SqlValues): string {
  if (typeof key !== 'bigint') throw new TypeError(`an instant is compared with a ${typeof key}`)
  const { below, above, exact } = instantBounds(key)
  const bind = (bound: string) => values.bind(bound, 'timestamptz')
  switch (operator) {
    case 'eq':
      return exact ? `${column} = ${bind(below)}` : 'false'
    case 'ne':
      return exact ? `${column} <> ${bind(below)}` : 'true'
    case 'gt':
      return `${column} > ${bind(below)}`
    case 'ge':
      return `${column} >= ${bind(above)}`
    case 'lt':
      return `${column} < ${bind(above)}`
    default:
      return `${column} <= ${bind(below)}`
  }
}
