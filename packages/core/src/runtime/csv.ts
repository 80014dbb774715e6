/**
 * CSV (RFC 4180) that people open in spreadsheets. Guarantee: no cell is taken for a formula: identity providers choose names,
 * and a cell that begins like one would be carried out by whoever opens the file. What is read back is what was written.
 */
import { stringify } from 'csv-stringify/sync'

/** Apostrophes before it count as well, so that those of a name can be told from the one that is put before it. */
const FORMULA = /^[\s']*[=+\-@\t\r]/

/** Lines with CRLF, the last one too. @param head the names of the columns; omitted: more lines of a file that has begun */
export function csvText(rows: readonly (readonly string[])[], head?: readonly string[]): string {
  const lines = head === undefined ? rows : [head, ...rows]
  return stringify(
    lines.map((cells) => cells.map(neutralised)),
    // A lone line feed ends a line for most readers, so it is quoted too.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  )
}

/** A cell without what `csvText` has put before it, and without blanks around it. */
export function readCell(cell: string): string {
  const text = cell.trim()
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1).trim() : text
}

/** A leading apostrophe makes it text. */
function neutralised(cell: string): string {
  return FORMULA.test(cell.trimEnd()) ? `'${cell}` : cell
}
