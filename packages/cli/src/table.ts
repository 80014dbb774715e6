/** Tables for a terminal, readable at 80 columns: plain text without lines and colours, so that it can be piped. */
import Table from 'cli-table3'
import { wrapText } from './plain-text.ts'
import { fitWidths } from './table-widths.ts'

export type Cell = string | { readonly content: string; readonly colSpan: number }

export type TableData = {
  readonly head: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** Numbers of the columns that are aligned to the right. */
  readonly right?: readonly number[]
  /** Of each column, with the two spaces after it; what one does not need, others have, and longer texts are wrapped. Default: as wide as needed. */
  readonly widths?: readonly number[]
}

const GAP = 2

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
}

export function renderTable({ head, rows, right = [], widths: given }: TableData): string {
  const textsOf = (column: number) =>
    [head[column], ...rows.map((row) => row[column])].filter((cell) => typeof cell === 'string')
  const widths =
    given &&
    fitWidths(
      given,
      head.map((_, column) => textsOf(column)),
      GAP,
    )
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (right.includes(column) ? 'right' : 'left')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    chars: NO_LINES,
    ...(widths === undefined ? {} : { colWidths: [...widths] }),
  })
  table.push(...rows.map((row) => row.map((cell, column) => fitted(cell, widths?.[column]))))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

/** A cell of several columns stays whole. */
function fitted(cell: Cell, width: number | undefined): Cell {
  return typeof cell === 'string' && width !== undefined ? wrapText(cell, width - GAP) : cell
}
