/** `syncline inbox`: what waits for an administrator of a site, and which starts have ended. */
import { type Inbox, type InboxStart, readInbox, type WaitingLoss } from '@syncline/core/storage/read/inbox.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { numberText } from '../simulate/number-text.ts'
import { renderTable } from '../table.ts'
import { dateText, timeText } from './date-text.ts'
import { readOfSite } from './effect-options.ts'
import { guardTable } from './guard.ts'
import type { SiteOptions } from './person.ts'

export async function inboxVerb(context: CliContext, options: SiteOptions): Promise<void> {
  const inbox = await readOfSite(context, options, readInbox)
  if (options.json) return writeJson(context.stdout, inbox)
  writeLine(context.stdout, inboxText(inbox, options.site))
}

/** @param site as it is named on the command line */
export function inboxText({ conflicts, guard, starts, waitingLosses }: Inbox, site: string): string {
  const more = `--site "${site}"`
  return [
    conflicts.open === 0
      ? ['No group conflict is open.']
      : [
          `Group conflicts: ${conflicts.open} open, the oldest since ${dateOf(conflicts.oldestAt)}`,
          `  ${kindsText(conflicts.byKind)}`,
          conflictTable(conflicts.newest),
          `\nAll: syncline conflicts list ${more}`,
        ],
    guard.held === 0
      ? ['The guard holds nothing.']
      : [
          `Guard: ${guard.held} held, the oldest since ${dateOf(guard.oldestAt)}`,
          `  ${kindsText(guard.byKind)}`,
          `  ${guard.people === 1 ? 'one person keeps' : `${numberText(guard.people)} people keep`} access by ${guard.held === 1 ? 'it' : 'them'}`,
          guardTable(guard.newest),
          `\nAll: syncline guard list ${more}`,
        ],
    waitingLosses.length === 0 ? [] : ['Losses that wait:', lossTable(waitingLosses)],
    starts.length === 0 ? [] : ['Starts of the last 30 days:', startTable(starts)],
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')
}

function conflictTable(rows: Inbox['conflicts']['newest']): string {
  const cells = rows.map(({ name, kind, directory, firstSeen }) => [name, kind, directory.name, dateText(firstSeen)])
  return renderTable({ head: ['Group', 'Kind', 'Directory', 'Since'], rows: cells, widths: [24, 26, 18, 12] })
}

function lossTable(losses: readonly WaitingLoss[]): string {
  const cells = losses.map((loss) => [
    loss.directory.name,
    loss.by,
    numberText(loss.losses),
    timeText(loss.since),
    loss.isLong ? 'over 15 minutes' : '',
  ])
  const head = ['Directory', 'Kept by', 'Losses', 'Since', '']
  return renderTable({ head, rows: cells, right: [2], widths: [23, 9, 9, 22, 17] })
}

function startTable(starts: readonly InboxStart[]): string {
  const cells = starts.map(({ directory, state, endedAt, ...rows }) => [
    directory.name,
    state,
    dateText(endedAt),
    differencesText(rows),
  ])
  return renderTable({ head: ['Directory', 'State', 'Ended', 'Rows'], rows: cells, widths: [22, 10, 12, 36] })
}

function differencesText({ equal, changed, unexplained }: Pick<InboxStart, 'equal' | 'changed' | 'unexplained'>) {
  if (changed === null || unexplained === null) return 'not counted'
  if (equal === null) return 'without a preview'
  const others = [...(changed > 0 ? [`${changed} changed since`] : []), `${unexplained} unexplained`]
  return `${numberText(equal)} as previewed, ${others.join(', ')}`
}

function kindsText(byKind: Readonly<Record<string, number>>): string {
  return Object.entries(byKind)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ')
}

function dateOf(at: Date | null): string {
  return at === null ? 'never' : timeText(at)
}
