/** `syncline guard status`: how near the directories of a site are to the limit, and the site as a whole. */
import { type GuardWindow, readGuardStatus } from '@syncline/core/storage/read/guard-status.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { numberText } from '../simulate/number-text.ts'
import { renderTable } from '../table.ts'
import { minuteText } from './date-text.ts'
import { readOfSite } from './effect-options.ts'
import type { SiteOptions } from './person.ts'

export async function guardStatusVerb(context: CliContext, options: SiteOptions): Promise<void> {
  const status = await readOfSite(context, options, readGuardStatus)
  if (options.json) return writeJson(context.stdout, status)
  const rows = [
    ...status.directories.map(({ directory, ...window }) => [directory.name, ...cellsOf(window)]),
    ['(the whole site)', ...cellsOf(status.site)],
  ]
  const head = ['Directory', 'Losses', 'Limit', 'Set to', 'Held', 'People', 'Since']
  writeLine(context.stdout, renderTable({ head, rows, right: [1, 2, 4, 5], widths: [19, 8, 7, 12, 6, 8, 20] }))
  writeLine(context.stdout, '\nLosses of the last 24 hours. Beyond the limit an administrator decides.')
}

function cellsOf({ losses, limit, setting, held, people, since }: GuardWindow): string[] {
  return [
    numberText(losses),
    limit === null ? '' : numberText(limit),
    setting === null ? 'off' : `${setting.people} or ${setting.percent}%`,
    numberText(held),
    numberText(people),
    since === null ? '' : minuteText(since),
  ]
}
