/** A site with directories of its own: tests share nothing but the server. */
import { randomUUID } from 'node:crypto'
import type { Audience, Mode } from '@syncline/core/domain/operation.ts'
import { createDirectory, type Directory } from '@syncline/core/storage/catalogue/directory.ts'
import { createSite, type Site } from '@syncline/core/storage/catalogue/site.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { verifyDomains } from './verified-domains.ts'

export type Tenant = { readonly site: Site; readonly directory: Directory }

export async function createTenant(
  pool: pg.Pool,
  {
    domains,
    ...options
  }: { readonly audience?: Audience; readonly mode?: Mode; readonly domains?: readonly string[] } = {},
): Promise<Tenant> {
  const db = createKysely(pool)
  const site = await createSite(db, { name: `site ${randomUUID()}` }, 'test')
  const directory = await createDirectory(
    db,
    { siteId: site.id, name: 'directory', phase: 'syncing', ...options },
    'test',
  )
  await verifyDomains(pool, site.id, domains)
  return { site, directory }
}
