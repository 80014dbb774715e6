/** `syncline site create|list` */
import { createSite, listSites, type Site } from '@syncline/core/storage/catalogue/site.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { dateText } from './date-text.ts'
import { withCatalogue } from './with-catalogue.ts'

export type OutputOptions = { readonly json?: boolean }

export async function createSiteVerb(context: CliContext, name: string, { json }: OutputOptions): Promise<void> {
  const site = await withCatalogue(context, (db) => createSite(db, { name }, cliActor()))
  if (json) writeJson(context.stdout, shownSite(site))
  else writeLine(context.stdout, `Created site "${site.name}" (${site.publicId}).`)
}

export async function listSitesVerb(context: CliContext, { json }: OutputOptions): Promise<void> {
  const sites = await withCatalogue(context, (db) => listSites(db))
  if (json) return writeJson(context.stdout, sites.map(shownSite))
  if (sites.length === 0)
    return writeLine(context.stdout, 'There is no site yet; create one: syncline site create <name>')
  const rows = sites.map((site) => [site.name, site.publicId, dateText(site.createdAt)])
  writeLine(context.stdout, renderTable({ head: ['Site', 'Id', 'Created'], rows, widths: [28, 38, 12] }))
}

function shownSite({ publicId, name, createdAt }: Site) {
  return { id: publicId, name, createdAt }
}
