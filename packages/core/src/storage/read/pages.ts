/** Rows of a whole table read page after page by key, so that memory and the age of a snapshot stay bounded. */
import type pg from 'pg'

const PAGE_ROWS = 10_000

type KeyPart = number | string

/**
 * @param text its parameters are those of its scope, the last key and the page size
 * @param first a key below all of them
 */
export async function* pages<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  scope: readonly number[],
  first: readonly KeyPart[],
  keyOf: (row: Row) => readonly KeyPart[],
): AsyncGenerator<Row> {
  const { rows } = await pool.query<Row>(text, [...scope, ...first, PAGE_ROWS])
  yield* rows
  const last = rows.at(-1)
  if (last !== undefined && rows.length === PAGE_ROWS) yield* pages(pool, text, scope, keyOf(last), keyOf)
}
