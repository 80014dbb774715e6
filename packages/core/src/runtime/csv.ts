/**
 * CSV (RFC 4180) that people open in spreadsheets. Guarantee: no cell is taken for a formula: identity providers choose names,
 * and a cell that begins like one would be carried out by whoever opens the file.
 */
import { stringify } from 'csv-stringify/sync'

const FORMULA = /^[=+\-@\t\r]/

/** Lines with CRLF, the last one too. @param head the names of the columns; omitted: more lines of a file that has begun */
export function csvText(rows: readonly (readonly string[])[], head?: readonly string[]): string {
  const lines = head === undefined ? rows : [head, ...rows]
  return stringify(
    lines.map((cells) => cells.map(neutralised)),
    // A lone line feed ends a line for most readers, so it is quoted too.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  )
}

/** A leading apostrophe makes it text. */
function neutralised(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}
