/**
 * What the demo works on: a site with its domains, an administrator, a directory in review and its key. Site and directory are
 * found again by name, so that an interrupted demo goes on there; keys and tokens are new each time.
 */
import { fold } from '@syncline/core/scim/fold.ts'
import { createAdmin } from '@syncline/core/storage/catalogue/admin.ts'
import { createCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { createDirectory, type Directory, listDirectories } from '@syncline/core/storage/catalogue/directory.ts'
import { createSite, listSites, type Site } from '@syncline/core/storage/catalogue/site.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import type { Population, PopulationOptions } from '../simulate/population.ts'
import { vouchForDomains } from '../simulate/site-domains.ts'
import { formerDomain } from './company-before.ts'
import { PARTNER } from './partner-company.ts'

const SITE = 'Demo'
const ACTOR = 'demo'
const LIFE_MS = 30 * 86_400_000

export type DemoTarget = {
  readonly site: Site
  readonly directory: Directory
  readonly resumed: boolean
  /** Of the directory. */
  readonly key: string
  /** Of an administrator of the site. */
  readonly adminToken: string
}

/** The domains of the company are verified, those of its guests are not. */
export async function prepareDemoTarget(
  db: Kysely<Database>,
  options: PopulationOptions,
  population: Population,
): Promise<DemoTarget> {
  const site =
    (await listSites(db)).find(({ name }) => fold(name) === fold(SITE)) ?? (await createSite(db, { name: SITE }, ACTOR))
  const names = [population.organisation.domain, formerDomain(population), PARTNER.domain]
  await vouchForDomains(db, { siteId: site.id, names }, ACTOR)
  const name = `Seed ${options.seed}, ${options.users} users, ${options.groups} groups`
  const existing = (await listDirectories(db, { siteId: site.id })).find((directory) => directory.name === name)
  const directory = existing ?? (await createDirectory(db, { siteId: site.id, name }, ACTOR))
  const expiresAt = new Date(Date.now() + LIFE_MS)
  const { key } = await createCredential(db, { directoryId: directory.id, name: 'demo', expiresAt }, ACTOR)
  const roles = [{ role: 'admin', siteId: site.id }] as const
  const { token: adminToken } = await createAdmin(db, { name: 'Demo', expiresAt, roles }, ACTOR)
  return { site, directory, resumed: existing !== undefined, key, adminToken }
}
