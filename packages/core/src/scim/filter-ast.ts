/** Filters (RFC 7644 §3.4.2.2): as parsed, and as checked against a schema. */
import type { AttributeReference } from './attribute-reference.ts'

export const COMPARISON_OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number]

export type Literal =
  /** `text` of a number is its source, for textual comparison. `quoted` is false for a bare word (lenient). */
  | { readonly kind: 'string'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'boolean'; readonly text: string; readonly value: boolean }
  | { readonly kind: 'null' }

/** As parsed. `at` is the 1-based position in the text. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'present'; readonly path: string; readonly at: number }
  | {
      readonly kind: 'compare'
      readonly path: string
      readonly operator: ComparisonOperator
      readonly literal: Literal
      readonly at: number
    }
  /** `path[filter]`: one and the same element satisfies the filter. */
  | { readonly kind: 'element'; readonly path: string; readonly filter: Filter; readonly at: number }

/** What both sides of a comparison become: folded text, instants in nanoseconds, canonical references. */
export type ComparisonKey = string | number | boolean | bigint

/**
 * Checked: names resolved, literals typed. Comparison with null has become `present`; a complex attribute without a
 * sub-attribute has become its `value`. Inside `element`, targets are sub-attributes of the element.
 */
export type CheckedFilter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly CheckedFilter[] }
  | { readonly kind: 'not'; readonly filter: CheckedFilter }
  | { readonly kind: 'present'; readonly target: AttributeReference }
  | CheckedComparison
  | { readonly kind: 'element'; readonly target: AttributeReference; readonly filter: CheckedFilter }

export type CheckedComparison = {
  readonly kind: 'compare'
  readonly target: AttributeReference
  readonly operator: ComparisonOperator
  /** As the client wrote it, in the attribute's type. */
  readonly value: string | number | boolean
  /** What to compare keys of stored values with. For co, sw, ew it is folded but not trimmed on the open side. */
  readonly key: ComparisonKey
}
