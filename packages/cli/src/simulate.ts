/** `syncline simulate`: plays an identity provider against any SCIM server, and reads everything back where asked to. */

import { attachEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { CatalogueError } from '@syncline/core/storage/catalogue/catalogue-error.ts'
import { findDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import { countPending } from '@syncline/core/storage/read/backlog.ts'
import { CliError } from './cli-error.ts'
import { type CliContext, writeJson, writeLine } from './context.ts'
import type { PopulationOptions } from './simulate/population.ts'
import type { ProfileName } from './simulate/profile.ts'
import { reportText } from './simulate/report-text.ts'
import { runSync, type SyncRun } from './simulate/run-sync.ts'
import { createSiteReader } from './simulate/site-reader.ts'
import { readToken, type TokenOptions } from './token.ts'

export type SimulateOptions = PopulationOptions &
  TokenOptions & {
    /** At least one; all of the same directory. */
    readonly url: readonly string[]
    readonly profile: ProfileName
    readonly cycles: number
    readonly changes?: number
    /** True: the usual share. */
    readonly chaos?: number | true
    readonly concurrency: number
    readonly verify?: 'end' | 'each' | true
    readonly json?: boolean
  }

const USUAL_CHAOS = 0.1

/** @returns 0 when all went well (and, where asked for, everything that was sent is there), else 1 */
export async function runSimulate(context: CliContext, options: SimulateOptions): Promise<number> {
  const [baseUrl = '', ...moreBaseUrls] = options.url.map(readBaseUrl)
  const token = await readToken(options, context.environment)
  const rows = await openRows(context, baseUrl)
  try {
    const { report } = await runSync({
      baseUrl,
      moreBaseUrls,
      token,
      population: options,
      profile: options.profile,
      cycles: options.cycles,
      ...(options.changes === undefined ? {} : { changes: options.changes }),
      chaos: options.chaos === true ? USUAL_CHAOS : (options.chaos ?? 0),
      concurrency: options.concurrency,
      signal: context.signal,
      stream: options.json ? context.stderr : context.stdout,
      verify: options.verify === 'each' ? 'each' : options.verify !== undefined,
      ...rows,
    })
    if (options.json) writeJson(context.stdout, report)
    else writeLine(context.stdout, `\n${reportText(report)}`)
    return report.ok ? 0 : 1
  } finally {
    await rows.close()
  }
}

function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new CliError('--url must be an http:// or https:// address.')
  // RFC 7644 §1.3: a base URL has no query string.
  if (url.search !== '' || url.hash !== '') throw new CliError('--url must have no query and no fragment.')
  return url.href.replace(/\/+$/, '')
}

type Rows = Pick<SyncRun, 'site' | 'countPending'> & { close(): Promise<void> }

/** The rows of the directory, when it is one of the configured database, or of the embedded one where that runs. */
async function openRows(context: CliContext, baseUrl: string): Promise<Rows> {
  const config = context.config()
  const none = { site: null, countPending: null, close: async () => undefined }
  const url = config.databaseUrl ?? (await attachEmbeddedPostgres(config))
  if (url === null) return none
  const pool = createPool({
    url,
    max: 2,
    applicationName: 'syncline-simulate',
    onError: (err) => context.logger('warn').warn({ err }, 'idle connection failed'),
  })
  try {
    const directoryPublicId = baseUrl.slice(baseUrl.lastIndexOf('/') + 1)
    const { siteId, id: directoryId } = await findDirectory(createKysely(pool), { directoryPublicId })
    return {
      site: createSiteReader(pool, { siteId, directoryId }),
      countPending: () => countPending(pool, siteId),
      close: () => pool.end(),
    }
  } catch (error) {
    await pool.end()
    if (error instanceof CatalogueError) return none
    throw error
  }
}
