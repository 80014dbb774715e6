/** Which part of a list is read. */

/** A place in a sorted list: behind the row with this key and (sorted lists) this value, as text. */
export type Position = { readonly key: number; readonly value: string | null }

export type ListPage =
  /** RFC 7644 §3.4.2.4. */
  | { readonly kind: 'index'; readonly startIndex: number; readonly count: number }
  /** RFC 9865. `after` null: from the beginning. `total`: known from the first page, not counted again. */
  | { readonly kind: 'cursor'; readonly after: Position | null; readonly count: number; readonly total: number | null }
