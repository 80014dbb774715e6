/** `syncline directory show`: how far a directory is, what waits, and its settings. */
import { listSites } from '@syncline/core/storage/catalogue/site.ts'
import { readDirectoryCounts } from '@syncline/core/storage/read/counts.ts'
import { readWaiting, type Waiting } from '@syncline/core/storage/read/waiting-losses.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { chooseDirectory } from './choose.ts'
import { timeText } from './date-text.ts'
import { type SettingOptions, settingsTable } from './directory-settings.ts'
import { shownDirectory } from './shown-directory.ts'
import { withCatalogue } from './with-catalogue.ts'

export async function showDirectoryVerb(context: CliContext, name: string, options: SettingOptions): Promise<void> {
  const { directory, site, counts, waiting } = await withCatalogue(context, async (db, pool) => {
    const directory = await chooseDirectory(db, name, options.site)
    const place = { siteId: directory.siteId, directoryId: directory.id }
    const [sites, counts, waiting] = [
      await listSites(db),
      await readDirectoryCounts(pool, place),
      await readWaiting(pool, place),
    ]
    return { directory, site: sites.find(({ id }) => id === directory.siteId), counts, waiting }
  })
  const shown = shownDirectory(directory, site, context.config())
  if (options.json) return writeJson(context.stdout, { ...shown, counts, waiting, settings: directory.settings })
  const write = (text: string) => writeLine(context.stdout, text)
  write(`Directory "${shown.name}" of site "${shown.site}", ${shown.audience}, ${shown.mode}`)
  write(`SCIM base URL: ${shown.baseUrl}`)
  write(
    `Phase: ${shown.phase}${directory.disconnectedAt === null ? '' : ` since ${timeText(directory.disconnectedAt)}`}`,
  )
  if (shown.pause !== null) write(`Paused (${shown.pause.mode}) since ${timeText(shown.pause.since)}`)
  write(`Records: ${counts.users} users, ${counts.activeUsers} of them active; ${counts.groups} groups`)
  if (waiting.records > 0) write(`Waiting: ${waitingText(waiting)}`)
  write(`\n${settingsTable(directory.settings)}`)
}

/** Never empty: for a directory of which something waits. */
export function waitingText({ records, losses, lossesSince }: Waiting): string {
  const all = `${records} ${records === 1 ? 'record' : 'records'}`
  if (losses === 0 || lossesSince === null) return `${all}, none of them a loss`
  return `${all}, ${losses} of them losses: people keep access that the directory\nhas taken away, since ${timeText(lossesSince)}`
}
