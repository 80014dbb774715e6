/** Values of simple attributes (RFC 7643 §2.3): checked, kept exactly as sent. */
import type { Mode } from '../domain/operation.ts'
import { parseInstant } from './date-time.ts'
import { quotedBoolean } from './dialect-entra.ts'
import { ScimError } from './error.ts'
import { fold } from './fold.ts'
import type { Json } from './json.ts'
import type { Attribute, AttributeType } from './schema-attribute.ts'
import { assertStorableText } from './text-check.ts'

const EXPECTED: Record<AttributeType, string> = {
  string: 'a string',
  boolean: 'a boolean (true or false, not in quotes)',
  decimal: 'a number',
  integer: 'a whole number',
  dateTime: 'a date and time such as 2024-05-13T04:42:34Z',
  binary: 'a base64 string',
  reference: 'a URI as a string',
  complex: 'an object',
}

const MOST_LETTERS_OF_ONE = 18

const BASE64 = /^[A-Za-z0-9+/_\s-]*[=\s]*$/

/** `name` is for the error's text. */
export function parseSimpleValue(attribute: Attribute, value: Json, name: string, mode: Mode): Json {
  if (attribute.type === 'boolean' && mode === 'lenient' && typeof value === 'string') {
    const quoted = quotedBoolean(value)
    if (quoted !== undefined) return quoted
  }
  if (typeof value === 'string') assertStorableText(value, name)
  if (typeof value === 'string' && isLongerThan(value, attribute.maximumLength)) {
    throw ScimError.of('invalidValue', `${name}: longer than ${attribute.maximumLength} characters`)
  }
  if (!hasType(attribute.type, value)) throw wrongType(attribute.type, name)
  return value
}

/** What an index keeps is the folded text, which can be many times as long (one Arabic ligature is 18 letters). */
function isLongerThan(text: string, limit: number): boolean {
  return (
    text.length > limit ||
    (Number.isFinite(limit) && text.length * MOST_LETTERS_OF_ONE > limit && fold(text).length > limit)
  )
}

export function wrongType(type: AttributeType, name: string): ScimError {
  return ScimError.of('invalidValue', `${name}: expected ${EXPECTED[type]}`)
}

function hasType(type: AttributeType, value: Json): boolean {
  switch (type) {
    case 'string':
    case 'reference':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value)
    case 'integer':
      return Number.isInteger(value)
    case 'dateTime':
      return typeof value === 'string' && parseInstant(value) !== null
    case 'binary':
      return typeof value === 'string' && BASE64.test(value)
    case 'complex':
      return false
  }
}
