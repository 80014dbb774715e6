/** `syncline guard list|show`: losses of access that the deprovisioning guard holds. */
import type { GuardItemKind, GuardItemState } from '@syncline/core/domain/guard-item.ts'
import {
  type GuardedPerson,
  type GuardItemSummary,
  listGuardedPeople,
  listGuardItems,
  readGuardItem,
} from '@syncline/core/storage/read/guard-items.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { chooseDirectory, chooseSite } from './choose.ts'
import { chooseGuardItems } from './choose-guard-item.ts'
import { minuteText, timeText } from './date-text.ts'
import { readOfSite } from './effect-options.ts'
import type { SiteOptions } from './person.ts'
import { withCatalogue } from './with-catalogue.ts'

export type GuardListOptions = SiteOptions & {
  readonly directory?: string
  readonly state?: GuardItemState | 'all'
  readonly kind?: GuardItemKind
  readonly limit: number
}

const PEOPLE_SHOWN = 20

export async function listGuardItemsVerb(context: CliContext, options: GuardListOptions): Promise<void> {
  const { site, directory, kind, limit } = options
  const state = options.state === 'all' ? undefined : (options.state ?? 'held')
  const { rows, next } = await withCatalogue(context, async (db, pool) => {
    const { id: siteId } = await chooseSite(db, site)
    const directoryId = directory === undefined ? undefined : (await chooseDirectory(db, directory, site)).id
    return listGuardItems(pool, { siteId, state, directoryId, kind }, { before: null, limit })
  })
  if (options.json) return writeJson(context.stdout, rows)
  if (rows.length === 0) {
    return writeLine(context.stdout, state === 'held' ? 'The guard holds nothing.' : 'There is no such item.')
  }
  writeLine(context.stdout, guardTable(rows, state === undefined))
  if (next !== null) writeLine(context.stdout, 'There may be more: --limit.')
  writeLine(context.stdout, `\nWhy: syncline guard show <who> --site "${site}"`)
}

/** Newest first, as they are read. @param ofAnyState else they are all of one, which is not shown */
export function guardTable(items: readonly GuardItemSummary[], ofAnyState = false): string {
  const rows = items.map((item) => {
    const what = [guardedName(item), item.kind, String(item.people)]
    return [...what, ...(ofAnyState ? [item.state] : []), minuteText(item.since)]
  })
  const head = ['Who', 'Kind', 'People', ...(ofAnyState ? ['State'] : []), 'Since']
  const widths = ofAnyState ? [26, 15, 8, 12, 19] : [38, 15, 8, 19]
  return renderTable({ head, rows, right: [2], widths })
}

/** As it can be named on the command line. */
export function guardedName({ account, group, email, name, id }: GuardItemSummary): string {
  return account?.email ?? group?.name ?? email ?? name ?? id
}

export async function showGuardItemVerb(context: CliContext, wanted: string, options: SiteOptions): Promise<void> {
  const { item, people } = await readOfSite(context, options, async (pool, siteId) => {
    const [id = ''] = await chooseGuardItems(pool, siteId, [wanted])
    const item = await readGuardItem(pool, siteId, id)
    if (item === null) throw new CliError(`The guard has no "${wanted}".`)
    return { item, people: await listGuardedPeople(pool, siteId, id, { after: 0, limit: PEOPLE_SHOWN }) }
  })
  if (options.json) return writeJson(context.stdout, { ...item, keeps: people.rows })
  for (const line of itemLines(item)) writeLine(context.stdout, line)
  if (item.account === null && people.rows.length > 0) {
    writeLine(context.stdout, `\n${peopleTable(people.rows)}`)
    if (people.next !== null) writeLine(context.stdout, `These are the first ${PEOPLE_SHOWN}.`)
  }
}

function itemLines(item: GuardItemSummary): string[] {
  const { id, kind, reason, directory, record, account, group, groups, externalId, decidedBy, decidedAt } = item
  return [
    `${guardedName(item)}: ${kind}`,
    ...reason
      .split('; ')
      .map((part) => `  ${part.charAt(0).toUpperCase()}${part.slice(1)}${part.endsWith('.') ? '' : '.'}`),
    `  item ${id}`,
    `  of directory "${directory.name}", since ${timeText(item.since)}`,
    ...(account === null ? [] : [`  account ${account.id}, ${account.active ? 'on' : 'off'} at the site`]),
    ...(group === null ? [] : [`  group ${group.id} of the site`]),
    ...(groups.length === 0 ? [] : [`  it was in: ${groups.join(', ')}`]),
    record === null
      ? `  the directory has it no longer${externalId === null ? '' : `; its externalId was ${externalId}`}`
      : `  SCIM id ${record}`,
    `  by operation ${item.operation}`,
    ...(decidedBy === null || decidedAt === null ? [] : [`  decided by ${decidedBy}, ${timeText(decidedAt)}`]),
    ...(item.decisions.length === 0 ? [] : [`  you can: ${item.decisions.join(', or ')} it`]),
  ]
}

function peopleTable(people: readonly GuardedPerson[]): string {
  const rows = people.map(({ email, displayName, onlyWayIn }) => [
    email,
    displayName ?? '',
    onlyWayIn ? 'everything' : 'nothing',
  ])
  return renderTable({ head: ['E-mail', 'Name', 'Would lose'], rows, widths: [44, 23, 13] })
}
