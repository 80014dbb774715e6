/** A site with one directory and a key for it: each test has its own. */
import { randomBytes } from 'node:crypto'
import type { Mode } from '@syncline/core/domain/operation.ts'
import { createCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { changeDirectorySettings, createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createSite } from '@syncline/core/storage/catalogue/site.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { verifyDomains } from './verified-domains.ts'

export type TestDirectory = {
  readonly siteId: number
  readonly directoryId: number
  readonly directoryPublicId: string
  readonly credentialId: number
  readonly key: string
}

const HOUR_MS = 3_600_000

/** @param of the site of another one; without it a new site is made. @param guard false: whoever is switched off is off at once */
export async function createTestDirectory(
  pool: pg.Pool,
  {
    mode = 'lenient',
    of,
    guard = true,
  }: { readonly mode?: Mode; readonly of?: TestDirectory; readonly guard?: boolean } = {},
): Promise<TestDirectory> {
  const db = createKysely(pool)
  const name = `test ${randomBytes(6).toString('hex')}`
  const siteId = of?.siteId ?? (await createSite(db, { name }, 'test')).id
  if (of === undefined) await verifyDomains(pool, siteId)
  const directory = await createDirectory(db, { siteId, name, mode, phase: 'syncing' }, 'test')
  if (!guard) await changeDirectorySettings(db, { directoryId: directory.id }, { guard }, 'test')
  const expiresAt = new Date(Date.now() + HOUR_MS)
  const credential = await createCredential(db, { directoryId: directory.id, name, expiresAt }, 'test')
  return {
    siteId,
    directoryId: directory.id,
    directoryPublicId: directory.publicId,
    credentialId: credential.id,
    key: credential.key,
  }
}
