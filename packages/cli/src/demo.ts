/**
 * `syncline demo`: starts everything, syncs a made-up company through the real API and verifies it down to the rows.
 * Cut off at any point it is taken up by the same command: the directory is found again and the sync looks up first.
 */
import { once } from 'node:events'
import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import { countPending } from '@syncline/core/storage/read/backlog.ts'
import { type CliContext, writeJson, writeLine } from './context.ts'
import { type RunningDemo, startDemoSystem } from './demo-system.ts'
import { type DemoTarget, prepareDemoTarget } from './demo-target.ts'
import { demoText } from './demo-text.ts'
import { scimBaseUrl } from './scim-url.ts'
import type { PopulationOptions } from './simulate/population.ts'
import { reportText } from './simulate/report-text.ts'
import { runSync, type SyncResult } from './simulate/run-sync.ts'
import { createSiteReader } from './simulate/site-reader.ts'

export type DemoOptions = PopulationOptions & {
  readonly concurrency: number
  readonly once?: boolean
  readonly json?: boolean
}

/** @returns 0 when everything that was sent is there, else 1 */
export async function runDemo(context: CliContext, options: DemoOptions): Promise<number> {
  const screen = options.json ? context.stderr : context.stdout
  const demo = await startDemoSystem(context, screen)
  try {
    const { result, target } = await syncDemo(context, options, demo)
    const { report, model } = result
    const access = { baseUrl: report.baseUrl, key: target.key }
    if (options.json) writeJson(context.stdout, options.once ? report : { ...report, ...access })
    else writeLine(screen, `\n${reportText(report)}`)
    if (!options.once) {
      writeLine(screen, `\n${demoText({ ...access, model })}\n\nSyncline keeps running; Ctrl-C ends it.`)
      if (!context.signal.aborted) await once(context.signal, 'abort')
    }
    return report.ok ? 0 : 1
  } catch (error) {
    if (context.signal.aborted) writeLine(screen, '\nStopped. The same command goes on where this one was.')
    else writeLine(context.stderr, `The logs are in ${demo.logDirectory}.`)
    throw error
  } finally {
    await demo.stop()
  }
}

async function syncDemo(
  context: CliContext,
  options: DemoOptions,
  demo: RunningDemo,
): Promise<{ result: SyncResult; target: DemoTarget }> {
  const pool = createPool({
    url: demo.databaseUrl,
    max: 2,
    applicationName: 'syncline-demo',
    onError: (err) => demo.logger.warn({ err }, 'idle connection failed'),
  })
  try {
    const target = await prepareDemoTarget(createKysely(pool), options)
    const { siteId, id: directoryId, publicId, name } = target.directory
    const screen = options.json ? context.stderr : context.stdout
    writeLine(screen, `${target.resumed ? 'Found' : 'Created'} directory "${name}" of site "Demo".\n`)
    const result = await runSync({
      baseUrl: scimBaseUrl(demo.config, publicId),
      token: target.key,
      population: options,
      concurrency: options.concurrency,
      signal: context.signal,
      stream: screen,
      verify: true,
      site: createSiteReader(pool, { siteId, directoryId }),
      countPending: () => countPending(pool, siteId),
      onDisplay: demo.showNotesOn,
    })
    return { result, target }
  } finally {
    await pool.end()
  }
}
