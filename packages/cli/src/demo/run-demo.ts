/**
 * `syncline demo`: a site that has people and groups already, a directory in review, a made-up company that is synced into it
 * over the real API, the preview of what a start would do, the start, and every row verified. Cut off at any point it is taken
 * up by the same command: site and directory are found again, the sync looks up first, and a start goes on by itself.
 */
import { once } from 'node:events'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import type { PopulationOptions } from '../simulate/population.ts'
import { startDemoSystem } from './demo-system.ts'
import { playDemo } from './play-demo.ts'
import { demoText, startLaterText } from './text.ts'

export type DemoOptions = PopulationOptions & {
  readonly concurrency: number
  /** Stops at the preview. */
  readonly review?: boolean
  readonly once?: boolean
  readonly json?: boolean
}

/** @returns 0 when everything that was sent is there and the start did what its preview said, else 1 */
export async function runDemo(context: CliContext, options: DemoOptions): Promise<number> {
  const screen = options.json ? context.stderr : context.stdout
  const demo = await startDemoSystem(context, screen)
  try {
    const played = await playDemo({ context, options, demo, screen })
    const { report } = played
    const access = { baseUrl: report.baseUrl, key: played.target.key }
    if (options.json) writeJson(context.stdout, options.once ? report : { ...report, ...access })
    if (options.once && report.start === null) writeLine(screen, `\n${startLaterText(options)}`)
    if (!options.once) {
      writeLine(screen, `\n${demoText(played, demo.config)}\n\nSyncline keeps running; Ctrl-C ends it.`)
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
