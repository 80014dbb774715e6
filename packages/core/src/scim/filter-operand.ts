/** Whether an operator fits an attribute's type, and the operand in that type (RFC 7644 §3.4.2.2, Table 3). */
import type { Mode } from '../domain/operation.ts'
import { comparisonKey, referenceKey } from './comparison-key.ts'
import { quotedBoolean } from './dialect-entra.ts'
import type { ComparisonKey, ComparisonOperator, Literal } from './filter-ast.ts'
import { invalidFilter } from './filter-lexer.ts'
import { foldFragment } from './fold.ts'
import type { Attribute, AttributeType } from './schema-attribute.ts'

export type Operand = { readonly value: string | number | boolean; readonly key: ComparisonKey }
export type TypedLiteral = Exclude<Literal, { kind: 'null' }>

const TEXT_OPERATORS: readonly ComparisonOperator[] = ['co', 'sw', 'ew']
const ORDER_OPERATORS: readonly ComparisonOperator[] = ['gt', 'ge', 'lt', 'le']

export function assertOperator(operator: ComparisonOperator, type: AttributeType, name: string): void {
  const text = type === 'string' || type === 'reference'
  const ordered = type !== 'boolean' && type !== 'binary'
  if (TEXT_OPERATORS.includes(operator) && !text) throw unfit(operator, type, name)
  if (ORDER_OPERATORS.includes(operator) && !ordered) throw unfit(operator, type, name)
}

function unfit(operator: ComparisonOperator, type: AttributeType, name: string) {
  return invalidFilter(`'${operator}' does not apply to ${name}, whose type is ${type}`)
}

export function operandOf(
  attribute: Attribute,
  operator: ComparisonOperator,
  literal: TypedLiteral,
  name: string,
  mode: Mode,
): Operand {
  const value = typedValue(attribute.type, literal, mode)
  if (value === null) throw invalidFilter(`the value compared with ${name} has to be ${expected(attribute.type)}`)
  const fragment = TEXT_OPERATORS.includes(operator) && typeof value === 'string'
  const key = fragment ? fragmentKey(attribute, operator, value) : comparisonKey(attribute, value)
  if (key === null) throw invalidFilter(`the value compared with ${name} has to be ${expected(attribute.type)}`)
  return { value, key }
}

function typedValue(type: AttributeType, literal: TypedLiteral, mode: Mode): string | number | boolean | null {
  const lenient = mode === 'lenient'
  if (type === 'boolean') {
    if (literal.kind === 'boolean') return literal.value
    return (lenient ? quotedBoolean(literal.text) : undefined) ?? null
  }
  if (type === 'integer' || type === 'decimal') return literal.kind === 'number' ? literal.value : null
  // Lenient: an unquoted number or word is compared as the text it is.
  return literal.kind === 'string' || lenient ? literal.text : null
}

/** A part of a text is not trimmed where the text goes on. */
function fragmentKey(attribute: Attribute, operator: ComparisonOperator, value: string): string {
  if (attribute.type === 'reference') return referenceKey(value)
  if (attribute.caseExact) return value
  const folded = foldFragment(value)
  if (operator === 'sw') return folded.trimStart()
  return operator === 'ew' ? folded.trimEnd() : folded
}

function expected(type: AttributeType): string {
  if (type === 'boolean') return 'true or false'
  if (type === 'dateTime') return 'a date and time such as "2024-05-13T04:42:34Z"'
  return type === 'integer' || type === 'decimal' ? 'a number' : 'a string in double quotes'
}
