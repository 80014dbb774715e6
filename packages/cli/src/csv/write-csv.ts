/** CSV for spreadsheets (RFC 4180). What one would take for a formula has an apostrophe before it. */
import { stringify } from 'csv-stringify/sync'

export type CsvCell = string | number | boolean | Date | null

export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(
    rows.map((row) => row.map(textOf)),
    { escape_formulas: true, record_delimiter: '\r\n' },
  )
}

function textOf(cell: CsvCell): string {
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (cell instanceof Date) return cell.toISOString()
  return cell === null ? '' : String(cell)
}
