/** Finding what an operator names, by name or id. Refusals list what there is. */
import { fold } from '@syncline/core/scim/fold.ts'
import { type Directory, listDirectories } from '@syncline/core/storage/catalogue/directory.ts'
import { listSites, type Site } from '@syncline/core/storage/catalogue/site.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import { CliError } from '../cli-error.ts'

const LISTED = 10

type Named = { readonly name: string; readonly publicId: string }

/** @throws CliError with the sites that there are */
export async function chooseSite(db: Kysely<Database>, wanted: string): Promise<Site> {
  const sites = await listSites(db)
  const site = sites.find((candidate) => isMeant(candidate, wanted))
  if (site !== undefined) return site
  throw new CliError(`There is no site "${wanted}". ${existing('site', sites, `syncline site create "${wanted}"`)}`)
}

/** @param siteName needed where two sites have a directory of that name. @throws CliError with the directories that there are */
export async function chooseDirectory(db: Kysely<Database>, wanted: string, siteName?: string): Promise<Directory> {
  const site = siteName === undefined ? undefined : await chooseSite(db, siteName)
  const directories = await listDirectories(db, site === undefined ? {} : { siteId: site.id })
  const meant = directories.filter((candidate) => isMeant(candidate, wanted))
  if (meant.length > 1) throw new CliError(`Several sites have a directory "${wanted}": name the site with --site.`)
  if (meant[0] !== undefined) return meant[0]
  const create = `syncline directory create "${wanted}" --site "${siteName ?? '<site>'}"`
  throw new CliError(`There is no directory "${wanted}". ${existing('directory', directories, create)}`)
}

function isMeant({ name, publicId }: Named, wanted: string): boolean {
  return fold(name) === fold(wanted) || publicId === wanted.toLowerCase()
}

function existing(what: string, items: readonly Named[], create: string): string {
  if (items.length === 0) return `There is none yet; create one: ${create}`
  const names = items.slice(0, LISTED).map(({ name }) => `"${name}"`)
  const more = items.length > LISTED ? ` and ${items.length - LISTED} more (syncline ${what} list)` : ''
  return `There ${items.length === 1 ? 'is' : 'are'}: ${names.join(', ')}${more}.`
}
