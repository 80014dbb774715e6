/** What a value becomes before it is compared (RFC 7643 §2.2, §2.3; RFC 7644 §3.4.2.2). */
import { parseInstant } from './date-time.ts'
import type { ComparisonKey } from './filter-ast.ts'
import { fold } from './fold.ts'
import type { Json } from './json.ts'
import { RESOURCE_TYPES } from './resource-type.ts'
import type { Attribute } from './schema-attribute.ts'

/** null: a value that the attribute's type does not have; it compares with nothing. */
export function comparisonKey(attribute: Attribute, value: Json): ComparisonKey | null {
  if (typeof value === 'boolean') return attribute.type === 'boolean' ? value : null
  if (typeof value === 'number') return attribute.type === 'integer' || attribute.type === 'decimal' ? value : null
  if (typeof value !== 'string') return null
  switch (attribute.type) {
    case 'string':
      return attribute.caseExact ? value : fold(value)
    case 'reference':
      return referenceKey(value)
    case 'binary':
      return value
    case 'dateTime':
      return parseInstant(value)
    default:
      return null
  }
}

const ENDPOINTS = Object.values(RESOURCE_TYPES).map((type) => type.endpoint.slice(1))
/** Also a regular expression of Postgres, but for the class of digits. */
export const VERSION_SEGMENT = new RegExp(`/v\\d+(?=/(?:${ENDPOINTS.join('|')})(?:/|$))`, 'i')

/** References to our resources are the same whatever protocol version their path names (RFC 7643 §2.4). */
export function referenceKey(uri: string): string {
  return uri.replace(VERSION_SEGMENT, '')
}

/** Order of texts by code point, as Postgres orders them under COLLATE "C". */
export function compareText(a: string, b: string): number {
  let index = 0
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index++
  return rank(a, index) - rank(b, index)
}

/** UTF-16 puts surrogates (code points from U+10000) before U+E000–U+FFFF; moving them up restores the order. */
function rank(text: string, index: number): number {
  if (index >= text.length) return -1
  const unit = text.charCodeAt(index)
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
