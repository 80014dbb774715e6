/** Values in filters: JSON strings, numbers, true, false, null; lenient also bare words and 'single quotes'. */
import type { Mode } from '../domain/operation.ts'
import { unquotedText } from './dialect-ping.ts'
import type { Literal } from './filter-ast.ts'
import { invalidFilter, type Token } from './filter-lexer.ts'

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i

/** null when the token is no value at all. */
export function parseLiteral(token: Token, mode: Mode): Literal | null {
  const { kind, text } = token
  if (kind === 'string') return { kind: 'string', text, quoted: true }
  if (kind !== 'word' && kind !== 'single-quoted') return null
  if (kind === 'word') {
    if (text === 'null') return { kind: 'null' }
    if (text === 'true' || text === 'false') return { kind: 'boolean', text, value: text === 'true' }
    if (JSON_NUMBER.test(text)) return { kind: 'number', text, value: Number(text) }
  }
  if (mode === 'strict') throw invalidFilter(`the value at position ${token.at} has to be in double quotes`)
  return unquotedText(token)
}
