/** `syncline import accounts|groups|members <file>`: checked whole before anything is sent, then sent in shares. */
import {
  type ImportResult,
  MOST_IMPORTED_ROWS,
  ROW_FAULTS,
  type RowDone,
  type RowFault,
} from '@syncline/core/domain/import.ts'
import type { Audience } from '@syncline/core/domain/operation.ts'
import { SingleBar } from 'cli-progress'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { type CsvRow, readCsv } from '../csv/read-csv.ts'
import { chooseSite } from './choose.ts'
import { CellFault, FILE_KINDS, type ImportedRow, type ImportKind } from './import-columns.ts'
import { type ImportShare, sendImport } from './send-import.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

const FAULTS_SHOWN = 20

export type ImportOptions = OutputOptions & {
  readonly site: string
  readonly audience: Audience
  readonly reason?: string
}

type Line = { readonly line: number; readonly row: ImportedRow }
type LineResult = { readonly line: number; readonly result: RowDone | 'refused'; readonly fault?: RowFault }

export async function importVerb(
  context: CliContext,
  kind: ImportKind,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const { rows, ignored } = await readCsv(file, FILE_KINDS[kind])
  const lines = checked(kind, rows, options.audience)
  const shares = Array.from({ length: Math.ceil(lines.length / MOST_IMPORTED_ROWS) }, (_, at) =>
    lines.slice(at * MOST_IMPORTED_ROWS, (at + 1) * MOST_IMPORTED_ROWS),
  )
  const results: LineResult[] = []
  const bar = progressBar(context, lines.length)
  try {
    await withCatalogue(context, async (db, pool) => {
      const site = await chooseSite(db, options.site)
      await sendImport(db, pool, shares.map(shareOf(kind)), {
        siteId: site.id,
        reason: options.reason ?? null,
        signal: context.signal,
        onApplied(result, at) {
          results.push(...lineResults(shares[at] ?? [], result[kind]))
          bar?.update(results.length)
        },
      })
    })
  } finally {
    bar?.stop()
  }
  report(context, { kind, results, ignored }, options)
}

/** @throws CliError with every line that is wrong, up to a limit */
function checked(kind: ImportKind, rows: readonly CsvRow[], audience: Audience): Line[] {
  const { row: rowOf, key: keyOf } = FILE_KINDS[kind]
  const first = new Map<string, number>()
  const faults: string[] = []
  const lines = rows.flatMap(({ line, cells }): Line[] => {
    try {
      const row = rowOf(cells, audience)
      const key = keyOf(row)
      const before = key === null ? undefined : first.get(key)
      if (before !== undefined) throw new CellFault(`It is in line ${before} already: leave one of them out.`)
      if (key !== null) first.set(key, line)
      return [{ line, row }]
    } catch (error) {
      if (!(error instanceof CellFault)) throw error
      faults.push(`  line ${line}: ${error.message}`)
      return []
    }
  })
  if (faults.length === 0) return lines
  throw new CliError(
    `Nothing was sent. ${countText(faults.length, 'line is', 'lines are')} wrong:\n${shownSome(faults)}`,
  )
}

function shareOf(kind: ImportKind): (lines: readonly Line[]) => ImportShare {
  return (lines) => ({ [kind]: lines.map(({ row }) => row) })
}

function lineResults(lines: readonly Line[], results: ImportResult[ImportKind]): LineResult[] {
  return results.map((result, at) => ({ ...result, line: lines[at]?.line ?? 0 }))
}

type Report = {
  readonly kind: ImportKind
  readonly results: readonly LineResult[]
  readonly ignored: readonly string[]
}

function report({ stdout }: CliContext, { kind, results, ignored }: Report, { json }: ImportOptions): void {
  const count = (wanted: LineResult['result']) => results.filter(({ result }) => result === wanted).length
  const refused = results.flatMap(({ line, fault }) => (fault === undefined ? [] : [{ line, fault }]))
  if (json) {
    const counts = { created: count('created'), updated: count('updated'), unchanged: count('unchanged') }
    const details = refused.map((each) => ({ ...each, detail: ROW_FAULTS[each.fault] }))
    writeJson(stdout, { ...counts, refused: details, ignored })
  } else {
    writeLine(
      stdout,
      `${results.length} ${kind}: ${count('created')} created, ${count('updated')} updated, ${count('unchanged')} as they were, ${refused.length} refused.`,
    )
    if (ignored.length > 0) writeLine(stdout, `Columns that are not imported:\n  ${ignored.join(', ')}`)
  }
  if (refused.length === 0) return
  const lines = refused.map(({ line, fault }) => `  line ${line}: ${ROW_FAULTS[fault]}`)
  throw new CliError(`${countText(refused.length, 'line was', 'lines were')} refused:\n${shownSome(lines)}`)
}

function shownSome(lines: readonly string[]): string {
  const more =
    lines.length > FAULTS_SHOWN ? [`  and ${lines.length - FAULTS_SHOWN} more (--json has those that were sent)`] : []
  return [...lines.slice(0, FAULTS_SHOWN), ...more].join('\n')
}

function countText(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

/** Of a terminal only. */
function progressBar({ stderr }: CliContext, total: number): SingleBar | null {
  if (!stderr.isTTY || total === 0) return null
  const bar = new SingleBar({
    stream: stderr,
    format: '{bar} {value} of {total} rows, {eta_formatted} left',
    clearOnComplete: true,
  })
  bar.start(total, 0)
  return bar
}
