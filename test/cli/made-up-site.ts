/** A site for a made-up company: its own directory, chosen domains and policy, and what was there before. */

import { vouchForDomains } from '@syncline/cli/simulate/site-domains.ts'
import type { ImportRows } from '@syncline/core/domain/import.ts'
import type { Audience } from '@syncline/core/domain/operation.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { changeDirectorySettings, createDirectory, type Directory } from '@syncline/core/storage/catalogue/directory.ts'
import { createSite } from '@syncline/core/storage/catalogue/site.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { readCommandOutcomes } from '@syncline/core/storage/journal/command-outcome.ts'
import type pg from 'pg'
import { waitUntil } from '../support/wait-until.ts'

export type MadeUpSite = {
  /** Verified. */
  readonly domains: readonly string[]
  readonly audience?: Audience
  readonly externalUsers?: 'sync' | 'review' | 'ignore'
  readonly before?: ImportRows
}

const HOUR_MS = 3_600_000

/** A worker has to run where there is a `before`. The guard is off: the model says who has access at once. */
export async function makeSite(pool: pg.Pool, made: MadeUpSite): Promise<{ directory: Directory; key: string }> {
  const db = createKysely(pool)
  const name = uuidv7()
  const { id: siteId } = await createSite(db, { name }, 'test')
  await vouchForDomains(db, { siteId, names: made.domains }, 'test')
  const { audience = 'workforce', externalUsers = 'sync', before } = made
  const { id: directoryId } = await createDirectory(db, { siteId, name, audience, phase: 'syncing' }, 'test')
  const directory = await changeDirectorySettings(db, { directoryId }, { externalUsers, guard: false }, 'test')
  if (before !== undefined) await importBefore(pool, siteId, before)
  const expiresAt = new Date(Date.now() + HOUR_MS)
  const { key } = await createCredential(db, { directoryId, name, expiresAt }, 'test')
  return { directory, key }
}

async function importBefore(pool: pg.Pool, siteId: number, rows: ImportRows): Promise<void> {
  const id = uuidv7()
  const command = { name: 'import', ...rows } as const
  await appendCommand(createKysely(pool), { id, siteId, actor: 'test', reason: null, command })
  await waitUntil(
    () => readCommandOutcomes(pool, siteId, [id]),
    ([outcome]) => outcome?.kind === 'done',
    { timeoutMs: 30_000 },
  )
}
