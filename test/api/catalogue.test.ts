/** Sites, directories and keys: control writes with their audit rows. */
import { randomUUID } from 'node:crypto'
import { hashApiKey } from '@syncline/core/storage/catalogue/api-key.ts'
import { CatalogueError } from '@syncline/core/storage/catalogue/catalogue-error.ts'
import { createCredential, findCredential, listCredentials } from '@syncline/core/storage/catalogue/credential.ts'
import {
  changeDirectorySettings,
  createDirectory,
  findDirectory,
  listDirectories,
} from '@syncline/core/storage/catalogue/directory.ts'
import { createSite, findSite, listSites } from '@syncline/core/storage/catalogue/site.ts'
import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let db: Kysely<Database>

beforeAll(async () => {
  database = await createTestDatabase()
  db = createKysely(createPool({ url: database.url, max: 4, applicationName: 'test', onError: () => undefined }))
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const name = () => `name ${randomUUID()}`
const inAnHour = () => new Date(Date.now() + 3_600_000)
const newSite = () => createSite(db, { name: name() }, 'tester')
const eventsOf = (siteId: number) =>
  db.selectFrom('control_event').selectAll().where('site_id', '=', siteId).orderBy('id').execute()
const fault = (fault: CatalogueError['fault']) =>
  expect.objectContaining({ name: 'CatalogueError', fault }) as unknown as CatalogueError

test('a site is created with its lane and its audit row, and listed', async () => {
  const site = await newSite()
  const lane = await db.selectFrom('lane').selectAll().where('site_id', '=', site.id).executeTakeFirst()
  expect(lane).toMatchObject({ applied_seq: 0, next_key: 1 })
  expect(await eventsOf(site.id)).toMatchObject([
    { actor: 'tester', action: 'site.created', detail: { name: site.name } },
  ])
  expect(await listSites(db)).toContainEqual(site)
  expect(await findSite(db, { sitePublicId: site.publicId })).toEqual(site)
})

test('a name is taken whatever its case, width and spaces; a refused write leaves nothing behind', async () => {
  const given = name()
  await createSite(db, { name: given }, 'tester')
  const before = await db.selectFrom('control_event').select(db.fn.countAll<number>().as('n')).executeTakeFirst()
  await expect(createSite(db, { name: ` ${given.toUpperCase()} ` }, 'tester')).rejects.toEqual(fault('name-taken'))
  const after = await db.selectFrom('control_event').select(db.fn.countAll<number>().as('n')).executeTakeFirst()
  expect(after).toEqual(before)
})

test('of parallel creations of one name one succeeds', async () => {
  const given = name()
  const results = await Promise.allSettled(Array.from({ length: 4 }, () => createSite(db, { name: given }, 'tester')))
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  expect(refused).toEqual(refused.map(() => fault('name-taken')))
})

test.each(['', '  ', 'x'.repeat(201), 'a\nb', '\ud800'])('the name %j is refused', async (bad) => {
  await expect(createSite(db, { name: bad }, 'tester')).rejects.toEqual(fault('name-invalid'))
})

test('names of directories are unique in their site, not beyond it', async () => {
  const [one, other] = [await newSite(), await newSite()]
  const directory = await createDirectory(db, { siteId: one.id, name: 'Entra' }, 'tester')
  expect(directory).toMatchObject({ siteId: one.id, audience: 'workforce', mode: 'lenient' })
  await expect(createDirectory(db, { siteId: one.id, name: 'ENTRA' }, 'tester')).rejects.toEqual(fault('name-taken'))
  const second = { sitePublicId: other.publicId, name: 'Entra', audience: 'customers', mode: 'strict' } as const
  expect(await createDirectory(db, second, 'tester')).toMatchObject({ siteId: other.id, mode: 'strict' })
  expect(await listDirectories(db, { siteId: one.id })).toEqual([directory])
  expect(await findDirectory(db, { directoryPublicId: directory.publicId })).toEqual(directory)
  await expect(createDirectory(db, { siteId: 0, name: 'x' }, 'tester')).rejects.toEqual(fault('unknown-site'))
})

test('settings of a directory: what is named changes, the rest keeps its default, and each change is on record', async () => {
  const site = await newSite()
  const { id, settings } = await createDirectory(db, { siteId: site.id, name: 'Entra' }, 'tester')
  expect(settings).toMatchObject({ bulk: true, bulkMaxOperations: 10_000, asyncRequest: 'request' })
  const change = (changes: Record<string, unknown>) =>
    changeDirectorySettings(db, { directoryId: id }, changes, 'tester').then((changed) => changed.settings)
  expect(await change({ bulk: false, requireIfMatch: true })).toEqual({
    ...settings,
    bulk: false,
    requireIfMatch: true,
  })
  expect(await change({ bulk: null })).toEqual({ ...settings, requireIfMatch: true })
  await expect(change({ bulkMaxOperations: 1 })).rejects.toEqual(fault('setting-invalid'))
  await expect(change({ colour: 'red' })).rejects.toEqual(fault('setting-invalid'))
  const stored = await db.selectFrom('directory').where('id', '=', id).select('settings').executeTakeFirstOrThrow()
  expect(stored.settings).toEqual({ requireIfMatch: true })
  const events = (await eventsOf(site.id)).filter(({ action }) => action === 'directory.settings-changed')
  expect(events.map(({ detail }) => detail)).toEqual([
    { before: {}, after: { bulk: false, requireIfMatch: true } },
    { before: { bulk: false, requireIfMatch: true }, after: { requireIfMatch: true } },
  ])
})

test('a key is shown once; what is stored finds it and does not contain it', async () => {
  const site = await newSite()
  const directory = await createDirectory(db, { siteId: site.id, name: 'Entra' }, 'tester')
  const { key, ...credential } = await createCredential(
    db,
    { directoryPublicId: directory.publicId, name: 'first', expiresAt: inAnHour() },
    'tester',
  )
  expect(key).toMatch(/^sync_[a-z0-9]{8}_[\w-]{43}$/)
  expect(key).toContain(credential.prefix)
  expect(await listCredentials(db, { directoryId: directory.id })).toEqual([credential])
  expect(await findCredential(db, hashApiKey(key))).toMatchObject({
    credentialId: credential.id,
    siteId: site.id,
    directoryPublicId: directory.publicId,
    mode: 'lenient',
    revokedAt: null,
  })
  expect(await findCredential(db, hashApiKey(`${key}x`))).toBeUndefined()
  const rows = await db.selectFrom('credential').selectAll().execute()
  const stored = JSON.stringify([rows, await eventsOf(site.id)])
  expect(stored).not.toContain(key)
  expect(stored).not.toContain(key.slice(-43))
})

test('a key that would expire at once, or of no directory, is refused', async () => {
  const site = await newSite()
  const { id } = await createDirectory(db, { siteId: site.id, name: 'Entra' }, 'tester')
  const past = { directoryId: id, name: 'x', expiresAt: new Date(Date.now() - 1) }
  await expect(createCredential(db, past, 'tester')).rejects.toEqual(fault('expiry-invalid'))
  const none = { directoryId: 0, name: 'x', expiresAt: inAnHour() }
  await expect(createCredential(db, none, 'tester')).rejects.toEqual(fault('unknown-directory'))
  expect(new CatalogueError('unknown-site', 'x').fault).toBe('unknown-site')
})
