/** Rows as parallel arrays for `unnest`: one statement a table, whatever the number of rows. */
import type pg from 'pg'
import { run, type Statement } from '../statement.ts'

/** One array for each column after the site; each column takes its value from a row. */
export type Columns<Row> = readonly ((row: Row) => unknown)[]

/** Nothing to write: no statement, no round trip. */
export async function writeRows<Row>(
  client: pg.ClientBase,
  statement: Statement,
  siteId: number,
  rows: readonly Row[],
  columns: Columns<Row>,
): Promise<void> {
  if (rows.length === 0) return
  await run(client, statement, [siteId, ...arraysOf(rows, columns)])
}

/** One array a column. */
export function arraysOf<Row>(rows: readonly Row[], columns: Columns<Row>): unknown[][] {
  return columns.map((column) => rows.map((row) => column(row)))
}
