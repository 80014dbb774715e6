/** `syncline preview new|show|rows|absent|externals` */
import { pollUntil } from '@syncline/core/runtime/poll-until.ts'
import { askForPreview } from '@syncline/core/storage/catalogue/preview-ask.ts'
import { previewExternals } from '@syncline/core/storage/read/preview-externals.ts'
import {
  listAbsentAccounts,
  listPreviewRows,
  listPreviews,
  type OfDirectory,
  type OfPreview,
  type Preview,
  type PreviewRow,
  readPreview,
} from '@syncline/core/storage/read/preview-read.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { chooseDirectory } from './choose.ts'
import { kindText, previewLines } from './preview-text.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

export type PreviewOptions = OutputOptions & {
  readonly directory: string
  readonly site?: string
  /** Default: the last one. */
  readonly preview?: string
}
export type PreviewListOptions = PreviewOptions & {
  readonly limit: number
  readonly type?: 'User' | 'Group'
  readonly kind?: string
}

const LIMIT_MS = 600_000
const LOOK_MS = 200

/** Asks for one and waits for it. @throws CliError when nobody computes it */
export async function makePreview(db: Kysely<Database>, pool: pg.Pool, of: OfDirectory): Promise<Preview> {
  const previewId = await askForPreview(db, of, cliActor())
  const made = await pollUntil(
    async () => {
      const found = await readPreview(pool, { ...of, previewId })
      return found?.state === 'waiting' ? undefined : (found ?? undefined)
    },
    { limitMs: LIMIT_MS, intervalMs: LOOK_MS },
  )
  if (made === undefined) throw new CliError('Nobody has computed the preview: start a worker, or look at its log.')
  return made
}

export async function newPreviewVerb(context: CliContext, options: PreviewOptions): Promise<void> {
  const { name, preview } = await withCatalogue(context, async (db, pool) => {
    const { id: directoryId, siteId, name } = await chooseDirectory(db, options.directory, options.site)
    return { name, preview: await makePreview(db, pool, { siteId, directoryId }) }
  })
  write(context, preview, name, options)
}

export async function showPreviewVerb(context: CliContext, options: PreviewOptions): Promise<void> {
  const { name, preview } = await withPreview(context, options, async (_, preview, name) => ({ name, preview }))
  write(context, preview, name, options)
}

function write(context: CliContext, preview: Preview, name: string, { json }: OutputOptions): void {
  if (json) {
    writeJson(context.stdout, preview)
    return
  }
  for (const line of previewLines(preview, name)) writeLine(context.stdout, line)
  if (preview.state !== 'ready') return
  writeLine(context.stdout, '')
  writeLine(context.stdout, `Next, to start:\n  syncline directory start "${name}" --preview ${preview.id}`)
}

export async function listPreviewRowsVerb(context: CliContext, options: PreviewListOptions): Promise<void> {
  const { type, kind, limit } = options
  const { rows, next } = await withPreview(context, options, (pool, _, __, of) =>
    listPreviewRows(pool, of, { type, kind }, { after: null, limit }),
  )
  if (options.json) return writeJson(context.stdout, rows)
  if (rows.length === 0) return writeLine(context.stdout, 'No such user or group was found.')
  const cells = rows.map((row) => [row.type, row.name ?? '(gone)', outcomeText(row), row.target?.name ?? ''])
  const head = ['Type', 'Name', 'What becomes of it', 'At the site']
  writeLine(context.stdout, renderTable({ head, rows: cells, widths: [7, 26, 26, 20] }))
  if (next !== null) writeLine(context.stdout, 'There are more: --limit, --type or --kind.')
}

export async function listAbsentVerb(context: CliContext, options: PreviewListOptions): Promise<void> {
  const { rows, next } = await withPreview(context, options, (pool, _, __, of) =>
    listAbsentAccounts(pool, of, { after: null, limit: options.limit }),
  )
  if (options.json) return writeJson(context.stdout, rows)
  if (rows.length === 0) return writeLine(context.stdout, 'Every account on the verified domains is in a directory.')
  const cells = rows.map(({ email, displayName, likely }) => [
    email,
    displayName ?? '',
    likely.map(({ userName }) => userName).join(', '),
  ])
  const head = ['Account', 'Name', 'May be the same as']
  writeLine(context.stdout, renderTable({ head, rows: cells, widths: [28, 22, 29] }))
  if (next !== null) writeLine(context.stdout, 'There are more: --limit.')
}

function outcomeText({ kind, decision, failure }: PreviewRow): string {
  if (failure !== null) return `${kindText(kind)}: ${failure}`
  return decision === null ? kindText(kind) : `${kindText(kind)}; decided: ${decision.decision}`
}

/** CSV on stdout. */
export async function previewExternalsVerb(context: CliContext, options: PreviewOptions): Promise<void> {
  await withPreview(context, options, async (pool, _, __, of) => {
    for await (const part of previewExternals(pool, of)) context.stdout.write(part)
  })
}

async function withPreview<T>(
  context: CliContext,
  options: PreviewOptions,
  work: (pool: pg.Pool, preview: Preview, directoryName: string, of: OfPreview) => Promise<T>,
): Promise<T> {
  return withCatalogue(context, async (db, pool) => {
    const { id: directoryId, siteId, name } = await chooseDirectory(db, options.directory, options.site)
    const preview = await findPreview(pool, { siteId, directoryId }, options.preview)
    return work(pool, preview, name, { siteId, directoryId, previewId: preview.id })
  })
}

/** @throws CliError */
export async function findPreview(pool: pg.Pool, of: OfDirectory, wanted: string | undefined): Promise<Preview> {
  if (wanted !== undefined) {
    const found = isResourceId(wanted) ? await readPreview(pool, { ...of, previewId: wanted }) : null
    if (found === null) throw new CliError(`The directory has no preview "${wanted}".`)
    return found
  }
  const [last] = await listPreviews(pool, of)
  if (last === undefined)
    throw new CliError('The directory has no preview yet: syncline preview new --directory <directory>')
  return last
}
