/**
 * The filter grammar (RFC 7644 §3.4.2.2 with errata 4670, 4690, 7319, 7322). Precedence: ( ) and [ ], then attribute
 * operators, then not, and, or. Limits: 8 KiB, depth 50, 200 terms; beyond them 400 invalidFilter.
 */
import type { Mode } from '../domain/operation.ts'
import { isBehindBrackets } from './dialect-entra.ts'
import { COMPARISON_OPERATORS, type ComparisonOperator, type Filter } from './filter-ast.ts'
import { invalidFilter, lexFilter, type Token } from './filter-lexer.ts'
import { parseLiteral } from './filter-literal.ts'

const MAXIMUM_DEPTH = 50
const MAXIMUM_TERMS = 200
const PATH = /^[a-z$][\w$:.-]*$/i

/** Lenient also reads unquoted and 'single-quoted' values and `attr[…].sub op value` (Entra). */
export function parseFilter(text: string, mode: Mode): Filter {
  return new FilterParser(lexFilter(text), text.length + 1, mode, false).parse()
}

/** The part between the brackets of a PATCH path; `end` is its 1-based end in the text. */
export function parseElementFilter(tokens: readonly Token[], end: number, mode: Mode): Filter {
  return new FilterParser(tokens, end, mode, true).parse()
}

class FilterParser {
  private readonly tokens: readonly Token[]
  private readonly end: number
  private readonly mode: Mode
  private insideBrackets: boolean
  private index = 0
  private depth = 0
  private terms = 0

  constructor(tokens: readonly Token[], end: number, mode: Mode, insideBrackets: boolean) {
    this.tokens = tokens
    this.end = end
    this.mode = mode
    this.insideBrackets = insideBrackets
  }

  parse(): Filter {
    if (this.tokens.length === 0) throw invalidFilter('is empty; write for instance: userName eq "name"')
    const filter = this.parseOr()
    const rest = this.peek()
    if (rest !== undefined) throw invalidFilter(`expected "and", "or" or the end at position ${rest.at}`)
    return filter
  }

  private parseOr(): Filter {
    return this.parseSequence('or', () => this.parseSequence('and', () => this.parseNot()))
  }

  private parseSequence(kind: 'and' | 'or', parseNext: () => Filter): Filter {
    const first = parseNext()
    const filters = [first]
    while (this.takeKeyword(kind)) filters.push(parseNext())
    return filters.length === 1 ? first : { kind, filters }
  }

  private parseNot(): Filter {
    const negated = this.tokens[this.index + 1]?.kind === '(' && this.takeKeyword('not')
    if (this.peek()?.kind !== '(') return this.parseTerm()
    this.next()
    const filter = this.nested(')', () => this.parseOr())
    return negated ? { kind: 'not', filter } : filter
  }

  private parseTerm(): Filter {
    if (++this.terms > MAXIMUM_TERMS) throw invalidFilter(`more than ${MAXIMUM_TERMS} terms`)
    const token = this.next()
    if (token?.kind !== 'word' || !PATH.test(token.text)) throw this.expected('an attribute name', token)
    if (this.peek()?.kind === '[') return this.parseElement(token)
    return this.parseOperator(token.text, token.at, `'${token.text}'`)
  }

  private parseElement(attribute: Token): Filter {
    if (this.insideBrackets) throw invalidFilter(`brackets inside brackets at position ${attribute.end}`)
    this.next()
    this.insideBrackets = true
    const filter = this.nested(']', () => this.parseOr())
    this.insideBrackets = false
    const element = { kind: 'element', path: attribute.text, at: attribute.at } as const
    const sub = this.peek()
    if (this.mode === 'strict' || sub?.kind !== 'word' || !isBehindBrackets(sub.text)) return { ...element, filter }
    this.next()
    const condition = this.parseOperator(sub.text.slice(1), sub.at + 1, 'the sub-attribute')
    return { ...element, filter: { kind: 'and', filters: [filter, condition] } }
  }

  private parseOperator(path: string, at: number, after: string): Filter {
    const token = this.next()
    const operator = token?.kind === 'word' ? token.text.toLowerCase() : ''
    if (operator === 'pr') return { kind: 'present', path, at }
    if (isComparison(operator)) {
      const value = this.next()
      const literal = value === undefined ? null : parseLiteral(value, this.mode)
      if (literal === null) throw this.expected(`a value after '${operator}'`, value)
      return { kind: 'compare', path, operator, literal, at }
    }
    const known = [...COMPARISON_OPERATORS, 'pr'].join(', ')
    if (/^[a-z]{1,12}$/.test(operator) && operator !== 'and' && operator !== 'or') {
      throw invalidFilter(`'${operator}' at position ${token?.at} is no operator; operators are ${known}`)
    }
    throw invalidFilter(
      `expected an operator after ${after} at position ${token?.at ?? this.end}; operators are ${known}`,
    )
  }

  private nested(close: ')' | ']', parse: () => Filter): Filter {
    if (++this.depth > MAXIMUM_DEPTH) throw invalidFilter(`nested deeper than ${MAXIMUM_DEPTH}`)
    const filter = parse()
    const token = this.next()
    if (token?.kind !== close) throw this.expected(`"and", "or" or '${close}'`, token)
    this.depth--
    return filter
  }

  private takeKeyword(keyword: 'and' | 'or' | 'not'): boolean {
    const token = this.peek()
    if (token?.kind !== 'word' || token.text.toLowerCase() !== keyword) return false
    this.index++
    return true
  }

  private peek(): Token | undefined {
    return this.tokens[this.index]
  }

  private next(): Token | undefined {
    return this.tokens[this.index++]
  }

  private expected(what: string, token: Token | undefined) {
    return invalidFilter(`expected ${what} at position ${token?.at ?? this.end}`)
  }
}

function isComparison(operator: string): operator is ComparisonOperator {
  return COMPARISON_OPERATORS.some((known) => known === operator)
}
