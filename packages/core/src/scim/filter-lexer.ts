/** Tokens of filters and PATCH paths. Words hold names, operators, numbers and (lenient) unquoted values. */
import { ScimError } from './error.ts'
import { isStorableText } from './text-check.ts'

export type Token = {
  readonly kind: 'word' | 'string' | 'single-quoted' | '(' | ')' | '[' | ']'
  /** Decoded for strings. */
  readonly text: string
  /** 1-based position of its first and of the next character. */
  readonly at: number
  readonly end: number
}

export const MAXIMUM_FILTER_LENGTH = 8192

const SPACES = / */y
// A word may hold an apostrophe, but a quote ends it: RFC 7644 §3.5.2.2 itself writes `value eq"2819c223"`.
const WORD = /[^ ()[\]"\p{Cc}]+/uy
const JSON_STRING = /"(?:[^"\\\p{Cc}]|\\.)*"/uy
const SINGLE_QUOTED = /'(?:[^'\\\p{Cc}]|\\.)*'/uy

export function lexFilter(text: string): Token[] {
  if (text.length > MAXIMUM_FILTER_LENGTH) throw invalidFilter(`longer than ${MAXIMUM_FILTER_LENGTH} characters`)
  const tokens: Token[] = []
  for (let at = skipSpaces(text, 0); at < text.length; ) {
    const token = lexOne(text, at)
    tokens.push(token)
    at = skipSpaces(text, token.end - 1)
  }
  return tokens
}

function lexOne(text: string, index: number): Token {
  const character = text.charAt(index)
  if (character === '(' || character === ')' || character === '[' || character === ']') {
    return { kind: character, text: character, at: index + 1, end: index + 2 }
  }
  if (character === '"') return token('string', text, index, JSON_STRING)
  if (character === "'") return token('single-quoted', text, index, SINGLE_QUOTED)
  return token('word', text, index, WORD)
}

function token(kind: 'word' | 'string' | 'single-quoted', text: string, index: number, pattern: RegExp): Token {
  const source = matchAt(pattern, text, index)
  if (source === '') throw invalidFilter(`${whatIsWrong(kind)} at position ${index + 1}`)
  const position = { at: index + 1, end: index + 1 + source.length }
  return { kind, text: kind === 'word' ? source : decode(source, index + 1), ...position }
}

function whatIsWrong(kind: 'word' | 'string' | 'single-quoted'): string {
  return kind === 'word' ? 'control character' : 'the quoted value is not closed, beginning'
}

/** Strings are JSON strings; in single quotes the roles of the two quotes are exchanged. */
function decode(source: string, at: number): string {
  const json = source.startsWith('"') ? source : `"${source.slice(1, -1).replace(/\\.|"/g, exchangeQuote)}"`
  const decoded = parseString(json)
  if (decoded === null)
    throw invalidFilter(`the quoted value at position ${at} has a bad escape; strings are JSON strings`)
  if (!isStorableText(decoded))
    throw invalidFilter(`the quoted value at position ${at} has a NUL or an unpaired surrogate`)
  return decoded
}

function parseString(json: string): string | null {
  try {
    return String(JSON.parse(json))
  } catch {
    return null
  }
}

function exchangeQuote(character: string): string {
  if (character === "\\'") return "'"
  return character === '"' ? '\\"' : character
}

function skipSpaces(text: string, index: number): number {
  return index + matchAt(SPACES, text, index).length
}

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index
  return pattern.exec(text)?.[0] ?? ''
}

export function invalidFilter(detail: string): ScimError {
  return ScimError.of('invalidFilter', `filter: ${detail}`)
}
