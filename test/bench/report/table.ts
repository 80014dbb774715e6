/** Figures as Markdown tables. */
import type { Figure, ValueName } from '../figure.ts'

const COLUMNS: readonly (readonly [ValueName, string, number])[] = [
  ['perSecond', 'per second', 0],
  ['p50Ms', 'p50 ms', 2],
  ['p95Ms', 'p95 ms', 2],
  ['maxMs', 'max ms', 1],
  ['wakesPerOperation', 'wakes per operation', 3],
  ['operationsPerBatch', 'operations per batch', 1],
  ['walBytesPerOperation', 'WAL bytes per operation', 0],
  ['apiCpuMs', 'CPU ms api', 3],
  ['workerCpuMs', 'worker', 3],
  ['postgresCpuMs', 'Postgres', 3],
  ['clientCpuMs', 'client', 3],
  ['connections', 'connections', 0],
  ['ratio', 'ratio', 2],
]

/** Only columns in which there is something. */
export function figureTable(figures: readonly Figure[]): string[] {
  const used = COLUMNS.filter(([name]) => figures.some(({ values }) => values[name] !== undefined))
  return [
    ['', ...used.map(([, title]) => title)],
    ['---', ...used.map(() => '---:')],
    ...figures.map(({ what, values }) => [what, ...used.map(([name, , digits]) => numberText(values[name], digits))]),
  ].map(tableRow)
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

export function numberText(value: number | undefined, digits: number): string {
  if (value === undefined || Number.isNaN(value)) return ''
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
