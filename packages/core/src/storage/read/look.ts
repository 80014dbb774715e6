/**
 * Lists that look for rows no index finds: a page looks at a bounded number of rows and goes on where it stopped, so that
 * none takes long, however seldom a filter hits. A page may therefore be short, or empty, and still have a next one.
 */

/** Rows that one page looks at. */
export const MOST_LOOKED_AT = 2_000

export type Page<Row, Position> = {
  readonly rows: readonly Row[]
  /** Where the next page begins; null: there is none. */
  readonly next: Position | null
}

/** Of rows in their order, one more than asked for when there are more. */
export function pageOf<Row, Position>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
): Page<Row, Position> {
  const last = rows[limit - 1]
  if (rows.length <= limit || last === undefined) return { rows, next: null }
  return { rows: rows.slice(0, limit), next: positionOf(last) }
}

/** The same of a bounded look: `stoppedAt` is the last row that was looked at when there may be more behind it. */
export function lookedPage<Row, Position>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
  stoppedAt: Position | null,
): Page<Row, Position> {
  return rows.length > limit ? pageOf(rows, limit, positionOf) : { rows, next: stoppedAt }
}
