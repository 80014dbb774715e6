/**
 * Shapes that PingFederate and PingOne send and RFC 7644 does not have, read in lenient mode on every connection. What
 * was sent: `test/idp/conversations/ping*.json`.
 */
import type { Literal } from './filter-ast.ts'
import type { Token } from './filter-lexer.ts'

/**
 * `userName eq jsmith`, `emails eq 'jsmith@example.com'`: a value of a filter without quotes, or in single ones.
 * Source: the match filter is a template that an administrator writes; whether the value is quoted is not documented.
 */
export function unquotedText({ kind, text }: Token): Literal {
  return { kind: 'string', text, quoted: kind === 'single-quoted' }
}
