/** The site and directory that the demo syncs into: found again by name, so that an interrupted sync goes on there. */
import { fold } from '@syncline/core/scim/fold.ts'
import { createCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { createDirectory, type Directory, listDirectories } from '@syncline/core/storage/catalogue/directory.ts'
import { createSite, listSites } from '@syncline/core/storage/catalogue/site.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import { organisationDomains } from './simulate/organisation.ts'
import { createPopulation, type PopulationOptions } from './simulate/population.ts'
import { vouchForDomains } from './simulate/site-domains.ts'

const SITE = 'Demo'
const ACTOR = 'demo'
const KEY_LIFE_MS = 30 * 86_400_000

export type DemoTarget = { readonly directory: Directory; readonly resumed: boolean; readonly key: string }

export async function prepareDemoTarget(db: Kysely<Database>, population: PopulationOptions): Promise<DemoTarget> {
  const site =
    (await listSites(db)).find(({ name }) => fold(name) === fold(SITE)) ?? (await createSite(db, { name: SITE }, ACTOR))
  const name = `Seed ${population.seed}, ${population.users} users, ${population.groups} groups`
  const existing = (await listDirectories(db, { siteId: site.id })).find((directory) => directory.name === name)
  const directory = existing ?? (await createDirectory(db, { siteId: site.id, name, phase: 'syncing' }, ACTOR))
  const { organisation } = createPopulation(population)
  await vouchForDomains(db, { siteId: site.id, names: organisationDomains(organisation) }, ACTOR)
  const expiresAt = new Date(Date.now() + KEY_LIFE_MS)
  const { key } = await createCredential(db, { directoryId: directory.id, name: 'demo', expiresAt }, ACTOR)
  return { directory, resumed: existing !== undefined, key }
}
