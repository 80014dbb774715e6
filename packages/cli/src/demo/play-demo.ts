/** The story of the demo, told on the screen as it happens. Each step looks at how far an earlier run has come. */

import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import { countPending } from '@syncline/core/storage/read/backlog.ts'
import { type Inbox, readInbox } from '@syncline/core/storage/read/inbox.ts'
import type { Preview } from '@syncline/core/storage/read/preview-read.ts'
import type { Start } from '@syncline/core/storage/read/start-read.ts'
import type pg from 'pg'
import { inboxText } from '../admin/inbox.ts'
import { previewLines, startLines } from '../admin/preview-text.ts'
import { type CliContext, writeLine } from '../context.ts'
import { localUrl, scimBaseUrl } from '../scim-url.ts'
import type { DirectoryModel } from '../simulate/model.ts'
import { numberText } from '../simulate/number-text.ts'
import { createPopulation, type Population } from '../simulate/population.ts'
import type { Report } from '../simulate/report.ts'
import { reportText, verifiedRowsText } from '../simulate/report-text.ts'
import { runSync, type SyncResult } from '../simulate/run-sync.ts'
import { createSiteReader, type SiteReader } from '../simulate/site-reader.ts'
import { type RowVerification, verifyRows } from '../simulate/verify.ts'
import { type AdminApi, createAdminApi } from './admin-api.ts'
import { createCompanyBefore } from './company-before.ts'
import type { RunningDemo } from './demo-system.ts'
import { exampleLines } from './example-lines.ts'
import { importBefore } from './import-before.ts'
import { partnerText, playPartner } from './partner.ts'
import { PARTNER } from './partner-company.ts'
import { beginStart, followStart, makePreview, readExamples } from './review.ts'
import type { DemoOptions } from './run-demo.ts'
import { type DemoTarget, prepareDemoTarget } from './target.ts'
import { decideLines } from './text.ts'

export type DemoSetting = {
  readonly context: CliContext
  readonly options: DemoOptions
  readonly demo: RunningDemo
  readonly screen: NodeJS.WriteStream
}

export type DemoReport = Report & {
  /** Null: the directory was started before this run. */
  readonly preview: Preview | null
  /** Null: it is still in review. */
  readonly start: Start | null
  /** The site after the start; null: it was not started by this run. */
  readonly afterStart: RowVerification | null
  /** What waits for an administrator at the end; null: nothing has reached the site. */
  readonly inbox: Inbox | null
}

export type DemoPlayed = {
  readonly report: DemoReport
  readonly model: DirectoryModel
  readonly target: DemoTarget
}

/** What the steps of the story share. */
type Stage = DemoSetting & {
  readonly pool: pg.Pool
  readonly target: DemoTarget
  readonly population: Population
  readonly api: AdminApi
  readonly site: SiteReader
}

export async function playDemo(setting: DemoSetting): Promise<DemoPlayed> {
  const { context, options, demo } = setting
  const pool = createPool({
    url: demo.databaseUrl,
    max: 2,
    applicationName: 'syncline-demo',
    onError: (err) => demo.logger.warn({ err }, 'idle connection failed'),
  })
  try {
    const population = createPopulation(options)
    const target = await prepareDemoTarget(createKysely(pool), options, population)
    const { id: directoryId, siteId } = target.directory
    const api = createAdminApi({
      baseUrl: localUrl(demo.config),
      token: target.adminToken,
      signal: context.signal,
    })
    const site = createSiteReader(pool, { siteId, directoryId })
    return await play({ ...setting, pool, target, population, api, site })
  } finally {
    await pool.end()
  }
}

async function play(stage: Stage): Promise<DemoPlayed> {
  const { target, screen } = stage
  const { phase, name } = target.directory
  const say = (text: string) => writeLine(screen, text)
  say(`${target.resumed ? 'Found' : 'Created'} directory "${name}" of site "${target.site.name}".`)
  if (phase === 'reviewing') await makePast(stage)
  // A start that was cut off goes on by itself, and has to end before rows are compared.
  if (phase === 'starting') await followStart(placeOf(stage), screen)
  const synced = await sendEverything(stage)
  say(`\n${reportText(synced.report)}`)
  const reviewed = phase === 'reviewing' ? await review(stage, synced) : { preview: null, afterStart: null }
  const isStarted = phase !== 'reviewing' || reviewed.afterStart !== null
  const start = isStarted ? await followStart(placeOf(stage), screen) : null
  const inbox = isStarted ? await fillInbox(stage) : null
  return { report: reportOf(synced, { ...reviewed, start, inbox }), model: synced.model, target }
}

/** A partner company comes, and what waits for an administrator then. */
async function fillInbox({ api, context, pool, screen, target }: Stage): Promise<Inbox> {
  const [site, directory] = [target.site.publicId, target.directory.publicId]
  writeLine(screen, `\nA second directory: ${PARTNER.name}, a company that was bought, syncs at once`)
  const isNew = await playPartner({ api, site, directory, signal: context.signal })
  writeLine(screen, isNew ? partnerText() : 'It was played before, and is left as it is.')
  const inbox = await readInbox(pool, target.site.id)
  writeLine(screen, `\nThe inbox of site "${target.site.name}"\n\n${inboxText(inbox, target.site.name)}`)
  writeLine(screen, `\nTo look at them and decide:\n\n${decideLines(target.site.name).join('\n')}`)
  return inbox
}

type Reviewed = Pick<DemoReport, 'preview' | 'afterStart'>

/** The preview, and unless it is to stop there the start that does what it says. */
async function review(stage: Stage, { model }: SyncResult): Promise<Reviewed> {
  const { context, options, screen, site, target } = stage
  const place = placeOf(stage)
  const preview = await makePreview(place)
  const lines = [...previewLines(preview, target.directory.name), ...exampleLines(await readExamples(place, preview))]
  writeLine(screen, `\n${lines.join('\n')}`)
  if (options.review) return { preview, afterStart: null }
  writeLine(screen, '\nStarting, as the preview says')
  await beginStart(place, preview)
  const start = await followStart(place, screen)
  if (start !== null) writeLine(screen, `\n${startLines(start, target.directory.name).join('\n')}`)
  const afterStart = await verifyRows({ model, signal: context.signal }, site)
  writeLine(screen, verifiedRowsText(afterStart))
  return { preview, afterStart }
}

function reportOf({ report }: SyncResult, more: Omit<DemoReport, keyof Report>): DemoReport {
  const { start, afterStart } = more
  const asPreviewed = start?.report == null || start.report.unexplained === 0
  const isVerified = afterStart === null || afterStart.differences === 0
  return { ...report, ...more, ok: report.ok && asPreviewed && isVerified }
}

function placeOf({ api, target, context }: Stage) {
  const path = `/sites/${target.site.publicId}/directories/${target.directory.publicId}`
  return { api, path, signal: context.signal }
}

/** What the company had before; the same again changes nothing. */
async function makePast({ api, target, options, population, screen }: Stage): Promise<void> {
  const { accounts, groups, created } = await importBefore(
    api,
    target.site.publicId,
    createCompanyBefore(options, population),
  )
  const how = created === 0 ? 'They were imported before' : 'Imported over the admin API'
  writeLine(screen, `${how}: ${numberText(accounts)} existing accounts, ${groups} local groups.`)
  writeLine(screen, 'The directory is in review: what it gets is kept, and nothing reaches the site.\n')
}

function sendEverything({ context, options, demo, screen, target, pool, site }: Stage): Promise<SyncResult> {
  return runSync({
    baseUrl: scimBaseUrl(demo.config, target.directory.publicId),
    token: target.key,
    population: options,
    concurrency: options.concurrency,
    signal: context.signal,
    stream: screen,
    verify: true,
    site,
    countPending: () => countPending(pool, target.site.id),
    onDisplay: demo.showNotesOn,
  })
}
