/** E-mail domains of sites: claimed, proven, vouched for, assigned, given up, each with its control event. */
import type { CatalogueError } from '@syncline/core/storage/catalogue/catalogue-error.ts'
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import {
  addDomain,
  assignDomain,
  challengeOf,
  findDomain,
  listDomains,
  markDomainVerified,
  removeDomain,
} from '@syncline/core/storage/catalogue/domain.ts'
import { recordDomainChecks } from '@syncline/core/storage/catalogue/domain-check.ts'
import { createSite } from '@syncline/core/storage/catalogue/site.ts'
import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let db: Kysely<Database>
let sites = 0

beforeAll(async () => {
  database = await createTestDatabase()
  db = createKysely(createPool({ url: database.url, max: 4, applicationName: 'test', onError: () => undefined }))
})

afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const newSite = async () => (await createSite(db, { name: `site ${sites++}` }, 'tester')).id
const fault = (fault: CatalogueError['fault']) =>
  expect.objectContaining({ name: 'CatalogueError', fault }) as unknown as CatalogueError
const BY = { actor: 'tester', reason: 'known customer' }

async function eventsOf(siteId: number) {
  const rows = await db.selectFrom('control_event').selectAll().where('site_id', '=', siteId).orderBy('id').execute()
  return rows.map(({ action, detail }) => ({ action, detail })).filter(({ action }) => action.startsWith('domain.'))
}

it('a domain is compared in ASCII and small letters, and shown as typed', async () => {
  const siteId = await newSite()
  const added = await addDomain(db, { siteId, name: ' @Zürich.Example. ' }, 'tester')
  expect(added).toMatchObject({ name: 'Zürich.Example', nameKey: 'xn--zrich-kva.example', verifiedAt: null })
  await expect(addDomain(db, { siteId, name: 'ZÜRICH.example' }, 'tester')).rejects.toEqual(fault('name-taken'))
  expect(await findDomain(db, { siteId, name: 'xn--ZRICH-kva.example' })).toEqual(added)
})

it.each(['', 'example', 'a b.example', '10.0.0.1', 'someone@example.com', '-a.example', `${'a'.repeat(64)}.example`])(
  'the domain %j is refused',
  async (name) => {
    await expect(addDomain(db, { siteId: await newSite(), name }, 'tester')).rejects.toEqual(fault('name-invalid'))
  },
)

it('each claim has a token of its own, also for a domain that another site has', async () => {
  const [one, other] = [await newSite(), await newSite()]
  const claims = await Promise.all(
    [one, other].map((siteId) => addDomain(db, { siteId, name: 'shared.example' }, 'tester')),
  )
  expect(new Set(claims.map(({ token }) => token)).size).toBe(2)
  for (const claim of claims) {
    expect(challengeOf(claim)).toEqual({
      host: '_syncline-challenge.shared.example',
      value: expect.stringMatching(/^syncline-verification=[0-9a-f]{32}$/),
    })
  }
  expect(await listDomains(db, { siteId: one })).toEqual([claims[0]])
})

it('what is found verifies once; what is missing later is noted and stays verified; what is back is no longer missing', async () => {
  const siteId = await newSite()
  const { nameKey } = await addDomain(db, { siteId, name: 'a.example' }, 'tester')
  const check = async (found: boolean) => (await recordDomainChecks(db, [{ siteId, nameKey, found }], 'worker'))[0]
  expect(await check(false)).toMatchObject({ verifiedAt: null, missingSince: null })
  const verified = await check(true)
  expect(verified).toMatchObject({ verifiedBy: 'dns', verifiedAt: expect.any(Date), missingSince: null })
  const missing = await check(false)
  expect(missing).toMatchObject({ verifiedAt: verified?.verifiedAt, missingSince: expect.any(Date) })
  expect(await check(false)).toMatchObject({ missingSince: missing?.missingSince })
  expect(await check(true)).toMatchObject({ verifiedAt: verified?.verifiedAt, missingSince: null })
  expect((await eventsOf(siteId)).map(({ action }) => action)).toEqual([
    ...['domain.added', 'domain.verified', 'domain.missing', 'domain.back'],
  ])
})

it('a check concerns the sites it names, and no domain that is gone', async () => {
  const [one, other] = [await newSite(), await newSite()]
  await Promise.all([one, other].map((siteId) => addDomain(db, { siteId, name: 'a.example' }, 'tester')))
  const checks = [
    { siteId: one, nameKey: 'a.example', found: true },
    { siteId: other, nameKey: 'gone.example', found: true },
  ]
  expect(await recordDomainChecks(db, checks, 'worker')).toMatchObject([{ siteId: one, verifiedBy: 'dns' }])
  expect(await listDomains(db, { siteId: other })).toMatchObject([{ verifiedAt: null }])
})

it('a domain that an operator vouched for needs no record', async () => {
  const siteId = await newSite()
  const { nameKey } = await addDomain(db, { siteId, name: 'a.example' }, 'tester')
  const marked = await markDomainVerified(db, { siteId, name: 'A.example' }, BY)
  expect(marked).toMatchObject({ verifiedBy: 'operator', verifiedAt: expect.any(Date) })
  const [checked] = await recordDomainChecks(db, [{ siteId, nameKey, found: false }], 'worker')
  expect(checked).toMatchObject({ verifiedBy: 'operator', missingSince: null })
  expect((await eventsOf(siteId)).at(-1)).toEqual({
    action: 'domain.verified',
    detail: { name: 'a.example', by: 'operator', reason: 'known customer' },
  })
})

it('a domain is assigned to a workforce directory of its own site and to no other', async () => {
  const [siteId, other] = [await newSite(), await newSite()]
  const [mine, customers, foreign] = await Promise.all([
    createDirectory(db, { siteId, name: 'Entra' }, 'tester'),
    createDirectory(db, { siteId, name: 'Okta', audience: 'customers' }, 'tester'),
    createDirectory(db, { siteId: other, name: 'Entra' }, 'tester'),
  ])
  await addDomain(db, { siteId, name: 'a.example' }, 'tester')
  const assign = (directoryId: number | null) => assignDomain(db, { siteId, name: 'a.example', directoryId }, 'tester')
  expect(await assign(mine.id)).toMatchObject({ directoryId: mine.id })
  await expect(assign(customers.id)).rejects.toEqual(fault('unknown-directory'))
  await expect(assign(foreign.id)).rejects.toEqual(fault('unknown-directory'))
  expect(await assign(null)).toMatchObject({ directoryId: null })
})

it('a domain that is given up is gone, with the reason on record; another site’s is unknown', async () => {
  const [siteId, other] = [await newSite(), await newSite()]
  await addDomain(db, { siteId, name: 'a.example' }, 'tester')
  await expect(removeDomain(db, { siteId: other, name: 'a.example' }, BY)).rejects.toEqual(fault('unknown-domain'))
  await removeDomain(db, { siteId, name: 'a.example' }, BY)
  expect(await listDomains(db, { siteId })).toEqual([])
  await expect(markDomainVerified(db, { siteId, name: 'a.example' }, BY)).rejects.toEqual(fault('unknown-domain'))
  expect((await eventsOf(siteId)).at(-1)).toMatchObject({
    action: 'domain.removed',
    detail: { reason: 'known customer' },
  })
})
