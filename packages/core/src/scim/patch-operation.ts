/** PATCH after parsing (RFC 7644 §3.5.2): plain data, so that the journal can keep it. */
import type { Json } from './json.ts'

export type PatchOperation = {
  readonly op: 'add' | 'remove' | 'replace'
  /** The path as sent, checked by the path parser; absent: the value is an object of attributes. */
  readonly path?: string
  readonly value?: Json
}

/** What a PATCH (or PUT) does to a group's members. Membership is a relation: steps are row deltas. */
export type MemberStep =
  | { readonly kind: 'add'; readonly ids: readonly string[] }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | { readonly kind: 'replace'; readonly ids: readonly string[] }
