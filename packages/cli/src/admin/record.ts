/** `syncline record list|show|holds|external`: users and groups of directories, how far they have come, and why. */
import type { HoldKind } from '@syncline/core/domain/record.ts'
import type { Status } from '@syncline/core/domain/status.ts'
import { externalUsersCsv } from '@syncline/core/storage/read/external-users.ts'
import { readHoldCounts } from '@syncline/core/storage/read/hold-counts.ts'
import type { RecordSummary } from '@syncline/core/storage/read/record-facts.ts'
import { listHeld, listRecords } from '@syncline/core/storage/read/record-list.ts'
import { type RecordDetail, readRecord } from '@syncline/core/storage/read/record-read.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { chooseDirectory, chooseSite } from './choose.ts'
import { chooseRecords } from './choose-record.ts'
import { timeText } from './date-text.ts'
import type { SiteOptions } from './person.ts'
import { withCatalogue } from './with-catalogue.ts'

export type RecordPlaceOptions = SiteOptions & { readonly directory?: string }

export type RecordListOptions = SiteOptions & {
  readonly directory: string
  readonly groups?: true
  readonly name?: string
  readonly status?: Status
  readonly hold?: HoldKind
  readonly class?: 'managed' | 'external' | 'portal-only'
  readonly limit: number
}

export async function listRecordsVerb(context: CliContext, options: RecordListOptions): Promise<void> {
  const { name: prefix, status, hold, limit } = options
  const { rows, next } = await withCatalogue(context, async (db, pool) => {
    const { id: directoryId, siteId } = await chooseDirectory(db, options.directory, options.site)
    const type = options.groups === true ? 'Group' : 'User'
    const asked = { siteId, directoryId, type, prefix, filter: { status, hold, class: options.class } } as const
    return listRecords(pool, asked, { after: null, limit })
  })
  writeRecords(context, rows, options)
  if (!options.json && next !== null) writeLine(context.stdout, 'There may be more: --limit, or --name.')
}

export type HoldListOptions = RecordPlaceOptions & {
  readonly open?: true
  readonly dismissed?: true
  readonly limit: number
}

/** @param kind undefined: how many of each */
export async function listHoldsVerb(
  context: CliContext,
  kind: HoldKind | undefined,
  options: HoldListOptions,
): Promise<void> {
  if (kind === undefined) return countHolds(context, options)
  const open = options.open === options.dismissed ? undefined : options.open === true
  const { rows, next } = await withCatalogue(context, async (db, pool) => {
    const { id: siteId } = await chooseSite(db, options.site)
    const directory =
      options.directory === undefined ? null : await chooseDirectory(db, options.directory, options.site)
    return listHeld(pool, { siteId, kind, directoryId: directory?.id, open }, { after: 0, limit: options.limit })
  })
  writeRecords(context, rows, options)
  if (!options.json && next !== null) writeLine(context.stdout, 'There may be more: --limit.')
}

async function countHolds(context: CliContext, options: SiteOptions): Promise<void> {
  const counts = await withCatalogue(context, async (db, pool) =>
    readHoldCounts(pool, (await chooseSite(db, options.site)).id),
  )
  if (options.json) return writeJson(context.stdout, counts)
  if (counts.length === 0) return writeLine(context.stdout, 'Nothing is held.')
  const rows = counts.map(({ kind, open, decided }) => [kind, String(open), String(decided)])
  writeLine(context.stdout, renderTable({ head: ['Hold', 'Open', 'Decided'], rows, right: [1, 2] }))
  writeLine(context.stdout, 'Who: syncline record holds <hold> --site <site>')
}

export async function showRecordVerb(context: CliContext, wanted: string, options: RecordPlaceOptions): Promise<void> {
  const record = await withCatalogue(context, async (db, pool) => {
    const { siteId, ids } = await chooseRecords(db, pool, [wanted], options)
    return readRecord(pool, siteId, ids[0] ?? '')
  })
  if (record === null) throw new CliError(`The site has no user or group "${wanted}".`)
  if (options.json) return writeJson(context.stdout, record)
  for (const line of recordLines(record)) writeLine(context.stdout, line)
}

export async function externalUsersVerb(
  context: CliContext,
  directory: string,
  options: { readonly site?: string },
): Promise<void> {
  await withCatalogue(context, async (db, pool) => {
    const { id: directoryId, siteId } = await chooseDirectory(db, directory, options.site)
    for await (const part of externalUsersCsv(pool, { siteId, directoryId })) context.stdout.write(part)
  })
}

function writeRecords(
  { stdout }: CliContext,
  records: readonly RecordSummary[],
  { json = false }: { readonly json?: boolean },
): void {
  if (json) writeJson(stdout, records)
  else if (records.length === 0) writeLine(stdout, 'No such record was found.')
  else writeTable(stdout, records)
}

function writeTable(stdout: CliContext['stdout'], records: readonly RecordSummary[]): void {
  const rows = records.map(({ name, status, holds }) => [name, status, holds.map(({ kind }) => kind).join(', ')])
  writeLine(stdout, renderTable({ head: ['Name', 'Status', 'Held'], rows, widths: [42, 13, 25] }))
  writeLine(stdout, 'Why: syncline record show <name> --directory <directory> --site <site>')
}

function recordLines(record: RecordDetail): string[] {
  const { id, type, name, displayName, directory, status, reason, link, holds, account, group, operations } = record
  return [
    `${type} ${name}${displayName === null || displayName === name ? '' : `, ${displayName}`} (${id})`,
    `  of directory "${directory.name}"${type === 'Group' || record.active ? '' : ', inactive there'}`,
    `  ${status}: ${reason}`,
    ...(account === null || link === null
      ? []
      : [
          `  ${link.kind} link to ${account.email} (${account.id}), ${account.class}, ${account.active ? 'on' : 'off'}`,
        ]),
    ...(group === null ? [] : groupLines(group)),
    ...holds.map(
      ({ kind, since, by }) => `  hold ${kind} since ${timeText(since)}, ${by === 'lane' ? 'open' : `by ${by}`}`,
    ),
    ...operations.map((each) => `  ${timeText(each.acceptedAt)} ${each.method} ${each.state} ${each.id}`),
  ]
}

function groupLines({ memberCount, siteGroup, nested, mixed }: NonNullable<RecordDetail['group']>): string[] {
  return [
    `  ${memberCount} members in the directory; ${siteGroup === null ? 'no group of the site' : `group "${siteGroup.name}" of the site (${siteGroup.id})`}`,
    ...(nested.length === 0 ? [] : [`  with groups in it: ${nested.map((each) => each.name ?? each.id).join(', ')}`]),
    ...(mixed ? ['  with people inside and outside of the verified domains'] : []),
  ]
}
