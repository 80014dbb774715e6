/** `syncline conflicts list|show|diff`: groups of directories that clash with groups of the site, and whom that is about. */
import type { ConflictState } from '@syncline/core/domain/conflict.ts'
import type { ConflictKind } from '@syncline/core/domain/group-conflict.ts'
import { listAppsOfGroup } from '@syncline/core/storage/read/app-list.ts'
import { readDifferenceCounts } from '@syncline/core/storage/read/conflict-counts.ts'
import {
  DIFFERENCES,
  type Difference,
  differenceCsv,
  listDifference,
} from '@syncline/core/storage/read/conflict-difference.ts'
import { type ConflictOfSite, listConflicts } from '@syncline/core/storage/read/conflict-list.ts'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { chooseDirectory, chooseSite } from './choose.ts'
import { chooseConflict, chooseShown, LIVE } from './choose-conflict.ts'
import { type ChangedPerson, conflictLines, conflictTable, differenceTable } from './conflict-text.ts'
import { readOfSite } from './effect-options.ts'
import type { SiteOptions } from './person.ts'
import { withCatalogue } from './with-catalogue.ts'

export type ConflictListOptions = SiteOptions & {
  readonly directory?: string
  readonly state?: ConflictState | 'all'
  readonly kind?: ConflictKind
  readonly leftLocal?: true
  readonly name?: string
  readonly limit: number
}

const APPS_READ = 100

export async function listConflictsVerb(context: CliContext, options: ConflictListOptions): Promise<void> {
  const { site, directory, kind, leftLocal, name, limit } = options
  const state = options.state === 'all' ? undefined : (options.state ?? 'open')
  const { rows, next } = await withCatalogue(context, async (db, pool) => {
    const { id: siteId } = await chooseSite(db, site)
    const directoryId = directory === undefined ? undefined : (await chooseDirectory(db, directory, site)).id
    const asked = { siteId, state, kind, directoryId, leftLocal, name }
    return listConflicts(pool, asked, { before: null, limit })
  })
  if (options.json) return writeJson(context.stdout, rows.map(shown))
  if (rows.length === 0)
    return writeLine(context.stdout, state === 'open' ? 'Nothing clashes.' : 'There is no such conflict.')
  writeLine(context.stdout, conflictTable(rows))
  if (next !== null) writeLine(context.stdout, 'There may be more: --limit.')
  writeLine(context.stdout, '\nWhom it is about: syncline conflicts show <group> --site <site>')
}

export async function showConflictVerb(context: CliContext, wanted: string, options: SiteOptions): Promise<void> {
  const found = await readOfSite(context, options, async (pool, siteId) => {
    const conflict = await chooseShown(pool, siteId, wanted)
    const counts = isLive(conflict) ? await readDifferenceCounts(pool, siteId, [conflict.key]) : null
    const apps = await listAppsOfGroup(pool, siteId, conflict.group.id, { after: 0, limit: APPS_READ })
    return { conflict, difference: counts?.get(conflict.key) ?? null, apps: apps.rows }
  })
  const { conflict, difference, apps } = found
  if (options.json) return writeJson(context.stdout, { ...shown(conflict), difference, apps })
  for (const line of conflictLines(found)) writeLine(context.stdout, line)
  if (difference === null) return
  writeLine(context.stdout, '\nWho: syncline conflicts diff <group> --site <site>')
}

export type DifferenceOptions = SiteOptions & {
  readonly change?: Difference
  readonly csv?: true
  readonly limit: number
}

/** Without `--change` those who are added and removed. */
export async function conflictDifferenceVerb(
  context: CliContext,
  wanted: string,
  options: DifferenceOptions,
): Promise<void> {
  const { change, limit } = options
  await readOfSite(context, options, async (pool, siteId) => {
    const { key, ...conflict } = await chooseConflict(pool, siteId, wanted, LIVE)
    if (!isLive(conflict)) throw new CliError('The conflict is closed: there is nothing to compare any more.')
    const place = { siteId, key }
    if (options.csv === true) {
      const changes = change === undefined ? DIFFERENCES : [change]
      for await (const part of differenceCsv(pool, place, changes)) context.stdout.write(part)
      return
    }
    const changes: readonly Difference[] = change === undefined ? ['removed', 'added'] : [change]
    const { people, isCut } = await readPeople(pool, place, changes, limit)
    if (options.json) return writeJson(context.stdout, people)
    if (people.length === 0) return writeLine(context.stdout, 'Nobody.')
    writeLine(context.stdout, differenceTable(people))
    if (isCut) writeLine(context.stdout, 'There are more: --limit, or --csv for all of them.')
  })
}

async function readPeople(
  pool: pg.Pool,
  place: { readonly siteId: number; readonly key: number },
  changes: readonly Difference[],
  limit: number,
): Promise<{ readonly people: readonly ChangedPerson[]; readonly isCut: boolean }> {
  const pages = await Promise.all(changes.map((change) => listDifference(pool, place, change, { after: 0, limit })))
  const people = pages.flatMap(({ rows }, at) =>
    rows.map((person) => ({ change: changes[at] ?? 'unchanged', ...person })),
  )
  return { people: people.slice(0, limit), isCut: people.length > limit || pages.some(({ next }) => next !== null) }
}

function isLive({ state }: Pick<ConflictOfSite, 'state'>): boolean {
  return LIVE.includes(state)
}

/** The key is ours alone. */
function shown({ key: _, ...conflict }: ConflictOfSite) {
  return conflict
}
