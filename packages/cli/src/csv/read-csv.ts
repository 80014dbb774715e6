/** CSV files as spreadsheets write them (RFC 4180; UTF-8 with or without a mark; comma, semicolon or tab), row by row with their lines. */
import { readFile, stat } from 'node:fs/promises'
import { readCell } from '@syncline/core/runtime/csv.ts'
import { CsvError, parse } from 'csv-parse/sync'
import { CliError } from '../cli-error.ts'

const MOST_BYTES = 100_000_000

export type CsvRow = {
  /** Where it ends, from 1. */
  readonly line: number
  /** Trimmed, by the names of the columns; empty ones are left out. */
  readonly cells: Readonly<Record<string, string>>
}

export type CsvColumns = {
  /** Names of columns as they may be written, without case, spaces, `-` and `_` → as they are called here. */
  readonly names: Readonly<Record<string, string>>
  readonly required: readonly string[]
  /** Columns of an export that say how things are and that nobody can set by a file: without case, spaces, `-` and `_`. */
  readonly ignored: readonly string[]
}

export type CsvFile = {
  readonly rows: readonly CsvRow[]
  /** Names of columns, as the file has them, that are known and not read. */
  readonly ignored: readonly string[]
}

/** @throws CliError that says where and what to do */
export async function readCsv(path: string, columns: CsvColumns): Promise<CsvFile> {
  const [head, ...rows] = parsed(await textOf(path), path)
  if (head === undefined) throw new CliError(`${path} is empty: its first line names the columns.`)
  const names = columnNames(head.record, columns)
  const wide = rows.find(({ record }) => record.length > names.length)
  if (wide !== undefined) {
    throw new CliError(
      `Line ${wide.info.lines} has ${wide.record.length} cells and there are ${names.length} columns: put what has a separator in it in quotes.`,
    )
  }
  return {
    rows: rows.map(({ record, info }) => ({ line: info.lines, cells: cellsOf(names, record) })),
    ignored: head.record.flatMap((name, at) => (names[at] === null ? [name.trim()] : [])),
  }
}

type Record_ = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

async function textOf(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > MOST_BYTES) throw new CliError(`${path} is larger than 100 MB: split it.`)
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    if (error instanceof TypeError) throw new CliError(`${path} is not in UTF-8: save it as "CSV UTF-8".`)
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new CliError(`There is no file ${path}.`)
    throw error
  }
}

function parsed(text: string, path: string): Record_[] {
  const options = { info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true }
  try {
    return parse(text, { ...options, delimiter: separatorOf(text) }) as unknown as Record_[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new CliError(`${path} is not valid CSV at line ${error.lines}: look for a quote that is not closed.`)
  }
}

/** Whichever there is most of in the first line. */
function separatorOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1)
  const counted = [',', ';', '\t'].map((separator) => ({ separator, count: head.split(separator).length }))
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).separator
}

/** null: its column is not read. */
function columnNames(head: readonly string[], { names, required, ignored }: CsvColumns): (string | null)[] {
  const known = [...new Set(Object.values(names))].join(', ')
  const found = head.map((given) => {
    const plain = given.toLowerCase().replaceAll(/[\s_-]/g, '')
    const name = names[plain]
    if (name === undefined && !ignored.includes(plain)) {
      throw new CliError(`The column "${given.trim()}" is not known: take it out, or call it one of ${known}.`)
    }
    return name ?? null
  })
  const missing = required.find((name) => !found.includes(name))
  if (missing !== undefined) throw new CliError(`The first line names no column "${missing}". There are: ${known}.`)
  const twice = found.find((name, at) => name !== null && found.indexOf(name) !== at)
  if (typeof twice === 'string') throw new CliError(`Two columns are "${twice}": take one of them out.`)
  return found
}

function cellsOf(names: readonly (string | null)[], record: readonly string[]): Readonly<Record<string, string>> {
  const cells = names.flatMap((name, at) => (name === null ? [] : [[name, readCell(record[at] ?? '')] as const]))
  return Object.fromEntries(cells.filter(([, text]) => text !== ''))
}
