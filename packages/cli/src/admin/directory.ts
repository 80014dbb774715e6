/** `syncline directory create|list` */
import type { Audience, Mode } from '@syncline/core/domain/operation.ts'
import { createDirectory, listDirectories } from '@syncline/core/storage/catalogue/directory.ts'
import { listSites } from '@syncline/core/storage/catalogue/site.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { chooseSite } from './choose.ts'
import { shownDirectory } from './shown-directory.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

export type NewDirectoryOptions = OutputOptions & {
  readonly site: string
  readonly audience: Audience
  readonly mode: Mode
  readonly start: 'reviewing' | 'syncing'
}

export async function createDirectoryVerb(
  context: CliContext,
  name: string,
  options: NewDirectoryOptions,
): Promise<void> {
  const { audience, mode, start: phase } = options
  const { site, directory } = await withCatalogue(context, async (db) => {
    const site = await chooseSite(db, options.site)
    return { site, directory: await createDirectory(db, { siteId: site.id, name, audience, mode, phase }, cliActor()) }
  })
  const shown = shownDirectory(directory, site, context.config())
  if (options.json) return writeJson(context.stdout, shown)
  writeLine(context.stdout, `Created directory "${directory.name}" of site "${site.name}".`)
  writeLine(context.stdout, `SCIM base URL: ${shown.baseUrl}`)
  writeLine(context.stdout, `Next, a key for it: syncline key create --directory ${directory.publicId}`)
}

export async function listDirectoriesVerb(
  context: CliContext,
  { site: siteName, json }: OutputOptions & { readonly site?: string },
): Promise<void> {
  const { sites, directories } = await withCatalogue(context, async (db) => {
    const sites = siteName === undefined ? await listSites(db) : [await chooseSite(db, siteName)]
    const of = siteName === undefined ? {} : { siteId: sites[0]?.id ?? 0 }
    return { sites, directories: await listDirectories(db, of) }
  })
  const siteOf = new Map(sites.map((site) => [site.id, site]))
  const shown = directories.map((directory) =>
    shownDirectory(directory, siteOf.get(directory.siteId), context.config()),
  )
  if (json) return writeJson(context.stdout, shown)
  if (shown.length === 0) {
    return writeLine(
      context.stdout,
      'There is no directory yet; create one: syncline directory create <name> --site <site>',
    )
  }
  // The address in a row of its own: it must stay whole to be copied.
  const rows = shown.flatMap(({ name, site, audience, mode, phase, pause, baseUrl }) => [
    [name, site, audience, mode, pause === null ? phase : `${phase}, paused (${pause.mode})`],
    [{ content: `  ${baseUrl}`, colSpan: 5 }],
  ])
  const head = ['Directory and SCIM base URL', 'Site', 'Audience', 'Mode', 'Phase']
  writeLine(context.stdout, renderTable({ head, rows, widths: [30, 14, 11, 9, 16] }))
}
