/** `syncline conflicts undo` and `syncline group deleted|restore`: what was decided or deleted is taken back. */
import { fold } from '@syncline/core/scim/fold.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { type DeletedGroup, listDeletedGroups } from '@syncline/core/storage/read/deleted-groups.ts'
import { readUndo, type UndoPreview } from '@syncline/core/storage/read/undo-read.ts'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { confirm } from '../confirm.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { chooseSite } from './choose.ts'
import { chooseConflict } from './choose-conflict.ts'
import { dateText } from './date-text.ts'
import { type EffectOptions, readOfSite, runOnSite } from './effect-options.ts'
import type { SiteOptions } from './person.ts'
import { runCommand } from './run-command.ts'
import { withCatalogue } from './with-catalogue.ts'

const NAMED = 20
/** Deleted groups among which a name is looked for. */
const MOST_LOOKED_AT = 1_000

export type UndoOptions = EffectOptions & { readonly yes?: boolean }

/** @throws CliError when it cannot be taken back, or nobody confirmed it */
export async function undoDecisionVerb(context: CliContext, wanted: string, options: UndoOptions): Promise<void> {
  const { yes = false, reason = null } = options
  const result = await withCatalogue(context, async (db, pool) => {
    const { id: siteId } = await chooseSite(db, options.site)
    const { id, decision, record, state } = await chooseConflict(pool, siteId, wanted, ['resolved'])
    if (state !== 'undone') {
      const preview = await readUndo(pool, siteId, id)
      if (preview === null) throw new CliError('The site has no such conflict.')
      if (preview.refusal !== null) throw new CliError(`Nothing was changed. ${preview.refusal.sentence}`)
      await confirm(context, undoLines(`${decision} of "${record.name}"`, preview), { yes })
    }
    return runCommand(db, pool, { siteId, command: { name: 'undo-decision', conflictId: id }, reason })
  })
  if (options.json) return writeJson(context.stdout, result)
  if (result.undone !== true) return writeLine(context.stdout, 'It was taken back already.')
  const former = typeof result.formerName === 'string' ? ` It was called "${result.formerName}" before.` : ''
  writeLine(context.stdout, `Taken back.${former}`)
  for (const line of lossLines(result)) writeLine(context.stdout, line)
}

function undoLines(what: string, { leaving, returning, gone, switchedOff }: UndoPreview): string[] {
  return [
    `To take back ${what}:`,
    leaving + returning === 0
      ? '  nobody comes into a group or leaves one'
      : `  ${returning} people return, ${leaving} memberships of the directory leave`,
    ...(gone === 0 ? [] : [`  ${gone} do not return: their accounts are gone`]),
    ...(switchedOff === 0 ? [] : [`  ${switchedOff} of them are switched off, and have no access while they are`]),
  ]
}

export async function listDeletedGroupsVerb(
  context: CliContext,
  options: SiteOptions & { readonly limit: number },
): Promise<void> {
  const { rows, next } = await readOfSite(context, options, (pool, siteId) =>
    listDeletedGroups(pool, siteId, { before: null, limit: options.limit }),
  )
  if (options.json)
    return writeJson(
      context.stdout,
      rows.map(({ key: _, ...group }) => group),
    )
  if (rows.length === 0) return writeLine(context.stdout, 'No group was deleted in the last 30 days.')
  const cells = rows.map(({ name, members, apps, deletedAt, restorableUntil }) => [
    name,
    String(members),
    String(apps),
    dateText(deletedAt),
    dateText(restorableUntil),
  ])
  const head = ['Group', 'People', 'Apps', 'Deleted', 'Until']
  writeLine(context.stdout, renderTable({ head, rows: cells, right: [1, 2], widths: [38, 9, 8, 12, 12] }))
  if (next !== null) writeLine(context.stdout, 'There may be more: --limit.')
  writeLine(context.stdout, '\nTo get one back: syncline group restore <group> --site <site>')
}

export type RestoreOptions = EffectOptions & { readonly as?: string }

/** @param wanted name, or id of the copy */
export async function restoreGroupVerb(context: CliContext, wanted: string, options: RestoreOptions): Promise<void> {
  const result = await runOnSite(context, options, async (pool, siteId) => ({
    name: 'restore-group',
    copyId: (await chooseDeleted(pool, siteId, wanted)).id,
    ...(options.as === undefined ? {} : { groupName: options.as }),
  }))
  if (options.json) return writeJson(context.stdout, result)
  writeLine(context.stdout, `"${String(result.name)}" is back as a local group, with ${String(result.members)} people.`)
  for (const line of lossLines(result)) writeLine(context.stdout, line)
  const gone = Array.isArray(result.appsGone) ? result.appsGone.length : 0
  if (gone > 0) writeLine(context.stdout, `${gone} apps or projects that it gave access to are deleted since.`)
}

async function chooseDeleted(pool: pg.Pool, siteId: number, wanted: string): Promise<DeletedGroup> {
  const { rows } = await listDeletedGroups(pool, siteId, { before: null, limit: MOST_LOOKED_AT })
  const found = rows.filter(({ id, name }) => id === wanted.toLowerCase() || fold(name) === fold(wanted))
  const [group] = found
  if (group === undefined) throw new CliError(`No group "${wanted}" can be restored. See: syncline group deleted`)
  if (found.length === 1) return group
  const each = found.map(({ id, members, deletedAt }) => `${id} (${dateText(deletedAt)}, ${members} people)`)
  throw new CliError(`Several groups "${wanted}" were deleted. Say which by its id: ${each.join(', ')}.`)
}

/** Who is not as before. */
function lossLines({ notRestored, notRestoredCount, off, offCount }: JsonObject): string[] {
  return [
    ...peopleLines(notRestored, Number(notRestoredCount ?? 0), 'did not return: the account is gone'),
    ...peopleLines(off, Number(offCount ?? 0), 'returned and switched off'),
  ]
}

function peopleLines(people: unknown, count: number, what: string): string[] {
  if (count === 0) return []
  const named = (Array.isArray(people) ? people : []) as readonly { readonly name: string | null }[]
  const names = named.flatMap(({ name }) => (name === null ? [] : [`  ${name}`])).slice(0, NAMED)
  return [`${count} ${what}`, ...names, ...(names.length > 0 && count > names.length ? ['  and others: --json'] : [])]
}
