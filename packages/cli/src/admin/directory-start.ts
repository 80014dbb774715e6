/** `syncline directory start|trial|report`: the end of the review of a directory. */
import { setTimeout as pause } from 'node:timers/promises'
import { checkStart, type StartCheck } from '@syncline/core/storage/catalogue/start-check.ts'
import type { OfDirectory } from '@syncline/core/storage/read/preview-read.ts'
import { listStartDifferences, readStart, type Start } from '@syncline/core/storage/read/start-read.ts'
import { SingleBar } from 'cli-progress'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { chooseDirectory } from './choose.ts'
import { findPreview } from './preview.ts'
import { kindText, startLines } from './preview-text.ts'
import { runCommand } from './run-command.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

export type StartChoice = OutputOptions & {
  readonly site?: string
  /** Default: the last one. */
  readonly preview?: string
  readonly takeToday?: boolean
  readonly reason?: string
}
export type TrialChoice = OutputOptions & {
  readonly site?: string
  readonly user: readonly string[]
  readonly group: readonly string[]
  readonly reason?: string
}
export type ReportChoice = OutputOptions & { readonly site?: string; readonly limit: number }

const CHECK_LIMIT_MS = 600_000
const LOOK_MS = 250

export async function startDirectoryVerb(context: CliContext, wanted: string, options: StartChoice): Promise<void> {
  const { reason = null, takeToday = false } = options
  const { start, name } = await withCatalogue(context, async (db, pool) => {
    const { id: directoryId, siteId, name } = await chooseDirectory(db, wanted, options.site)
    const of = { siteId, directoryId }
    const isBlind = takeToday && options.preview === undefined
    const previewId = isBlind ? null : (await findPreview(pool, of, options.preview)).id
    if (previewId !== null && !takeToday) {
      assertStartable(await checkStart({ db, pool }, { ...of, previewId }, cliActor(), CHECK_LIMIT_MS))
    }
    await runCommand(db, pool, { siteId, command: { name: 'start', directoryId, previewId, takeToday }, reason })
    return { start: await watchStart(context, pool, of), name }
  })
  if (options.json) writeJson(context.stdout, start)
  else for (const line of startLines(start, name)) writeLine(context.stdout, line)
}

/** @throws CliError */
function assertStartable(check: StartCheck): void {
  if (check.kind === 'as-previewed') return
  if (check.kind !== 'different') {
    throw new CliError(
      'The preview is not ready, or nobody computes today’s: ask for another one, or look at the worker.',
    )
  }
  const { changes, rows, preview } = check.difference
  const head = ['Type', 'Count', 'As previewed', 'Today']
  const cells = changes.map(({ type, count, before, now }) => [type, String(count), words(before), words(now)])
  const first = rows.map(({ name, before, now }) => [name ?? '(gone)', words(before), words(now)])
  throw new CliError(
    [
      'What a start would do has changed since the preview:',
      renderTable({ head, rows: cells, right: [1], widths: [7, 8, 32, 32] }),
      '',
      renderTable({ head: ['Name', 'As previewed', 'Today'], rows: first, widths: [31, 24, 24] }),
      '',
      `Look at preview ${preview} and name that one, or take today’s: --take-today`,
    ].join('\n'),
  )
}

function words(kind: string | null): string {
  return kind === null ? 'not there' : kindText(kind)
}

/** Until it has its report. Progress is on stderr, a bar where that is a terminal. */
export async function watchStart(
  context: Pick<CliContext, 'stderr' | 'signal'>,
  pool: pg.Pool,
  of: OfDirectory,
): Promise<Start> {
  const bar = context.stderr.isTTY
    ? new SingleBar({
        stream: context.stderr,
        format: 'start |{bar}| {value}/{total}  ETA {eta}s',
        gracefulExit: false,
      })
    : null
  let start = await readStart(pool, of)
  bar?.start(start?.records ?? 1, 0)
  while (start === null || (start.state === 'running' && !context.signal.aborted) || isUnreported(start)) {
    if (start !== null) bar?.setTotal(start.records)
    bar?.update(start?.walked ?? 0)
    // biome-ignore lint/performance/noAwaitInLoops: a look after the other
    await pause(LOOK_MS)
    start = await readStart(pool, of)
    if (context.signal.aborted && start !== null) break
  }
  bar?.update(start.walked)
  bar?.stop()
  return start
}

function isUnreported({ state, report }: Start): boolean {
  return state === 'finished' && report === null
}

export async function trialStartVerb(context: CliContext, wanted: string, options: TrialChoice): Promise<void> {
  const { user: userIds, group: groupIds, reason = null } = options
  const result = await withCatalogue(context, async (db, pool) => {
    const { id: directoryId, siteId } = await chooseDirectory(db, wanted, options.site)
    return runCommand(db, pool, { siteId, command: { name: 'trial-start', directoryId, userIds, groupIds }, reason })
  })
  if (options.json) return writeJson(context.stdout, result)
  writeLine(context.stdout, `${result.users} users and ${result.groups} groups leave the review now.`)
}

export async function reportStartVerb(context: CliContext, wanted: string, options: ReportChoice): Promise<void> {
  const { start, differences, name } = await withCatalogue(context, async (db, pool) => {
    const { id: directoryId, siteId, name } = await chooseDirectory(db, wanted, options.site)
    const of = { siteId, directoryId }
    const start = await readStart(pool, of)
    if (start === null) throw new CliError('The directory was not started yet.')
    const page = { after: null, limit: options.limit }
    return { start, name, differences: await listStartDifferences(pool, { ...of, startId: start.id }, page) }
  })
  if (options.json) return writeJson(context.stdout, { ...start, differences: differences.rows })
  for (const line of startLines(start, name)) writeLine(context.stdout, line)
  if (differences.rows.length === 0) return
  const cells = differences.rows.map(({ name, before, now, changedBy }) => [
    name ?? '(gone)',
    before === null ? 'not there' : kindText(before),
    now === null ? 'gone' : kindText(now),
    changedBy === null ? 'unexplained' : `operation ${changedBy.appliedSeq}`,
  ])
  writeLine(context.stdout, '')
  const head = ['Name', 'As previewed', 'Now', 'Changed by']
  writeLine(context.stdout, renderTable({ head, rows: cells, widths: [22, 20, 20, 18] }))
  if (differences.next !== null) writeLine(context.stdout, 'There are more: --limit.')
}
