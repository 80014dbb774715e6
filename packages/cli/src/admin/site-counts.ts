/** `syncline site counts` */
import { readSiteCounts } from '@syncline/core/storage/read/site-counts.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { numberText } from '../simulate/number-text.ts'
import { renderTable } from '../table.ts'
import { readOfSite } from './effect-options.ts'
import type { OutputOptions } from './site.ts'

export async function siteCountsVerb(context: CliContext, site: string, { json }: OutputOptions): Promise<void> {
  const counts = await readOfSite(context, { site }, readSiteCounts)
  if (json) return writeJson(context.stdout, counts)
  const { accounts, groups, holds, people, billable } = counts
  const write = (text: string) => writeLine(context.stdout, text)
  write(`${numberText(people)} people, ${numberText(billable)} of them billable (managed and on, each once).`)
  const from = (linked: boolean) => (linked ? 'a directory' : 'no directory')
  const rows = accounts.map((row) => [
    row.audience,
    row.class,
    row.active ? 'on' : 'off',
    from(row.linked),
    numberText(row.count),
  ])
  if (rows.length > 0) write(renderTable({ head: ['Audience', 'Class', 'State', 'From', 'People'], rows, right: [4] }))
  const groupRows = groups.map((row) => [
    row.audience === 'customers' ? 'organizations' : 'groups',
    row.source,
    numberText(row.count),
  ])
  if (groupRows.length > 0) write(renderTable({ head: ['What', 'Source', 'Number'], rows: groupRows, right: [2] }))
  const holdRows = holds.map(({ kind, open, decided }) => [kind, numberText(open), numberText(decided)])
  if (holdRows.length > 0) write(renderTable({ head: ['Hold', 'Open', 'Decided'], rows: holdRows, right: [1, 2] }))
}
