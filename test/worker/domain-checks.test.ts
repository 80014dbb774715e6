/** The daily look for the records of verified domains, with a real name server. */
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { createTxtLookup } from '@syncline/core/runtime/txt-lookup.ts'
import {
  addDomain,
  challengeOf,
  type Domain,
  findDomain,
  markDomainVerified,
} from '@syncline/core/storage/catalogue/domain.ts'
import { recordDomainChecks } from '@syncline/core/storage/catalogue/domain-check.ts'
import { createSite } from '@syncline/core/storage/catalogue/site.ts'
import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import { checkDomainsDue } from '@syncline/worker/maintenance/domain-checks.ts'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type DnsServer, startDnsServer } from '../support/dns-server.ts'

let database: TestDatabase
let db: Kysely<Database>
let dns: DnsServer
let siteId: number
const look = () =>
  checkDomainsDue({
    db,
    lookUp: createTxtLookup([dns.address]),
    logger: createLogger({ name: 'test', level: 'silent' }),
  })

beforeAll(async () => {
  database = await createTestDatabase()
  db = createKysely(createPool({ url: database.url, max: 4, applicationName: 'test', onError: () => undefined }))
  dns = await startDnsServer()
  siteId = (await createSite(db, { name: 'site' }, 'tester')).id
})

afterAll(async () => {
  await dns.close()
  await db.destroy()
  await database.drop()
})

async function verified(name: string): Promise<Domain> {
  const domain = await addDomain(db, { siteId, name }, 'tester')
  await recordDomainChecks(db, [{ siteId, nameKey: domain.nameKey, found: true }], 'tester')
  return domain
}

const aDayPasses = () => db.updateTable('domain').set({ checked_at: sql`checked_at - interval '1 day'` }).execute()
const stateOf = (name: string) => findDomain(db, { siteId, name })

it('notes a record that is gone and one that is back, once a day, and nothing while the DNS is silent', async () => {
  const kept = await verified('kept.example')
  await verified('lost.example')
  await addDomain(db, { siteId, name: 'claimed.example' }, 'tester')
  await addDomain(db, { siteId, name: 'vouched.example' }, 'tester')
  await markDomainVerified(db, { siteId, name: 'vouched.example' }, { actor: 'tester', reason: 'known' })
  const { host, value } = challengeOf(kept)
  dns.records.set(host, ['v=spf1 -all', value])

  await look()
  expect(await stateOf('lost.example')).toMatchObject({ missingSince: null })

  await aDayPasses()
  dns.broken = true
  await look()
  dns.broken = false
  expect(await stateOf('lost.example')).toMatchObject({ missingSince: null })

  await aDayPasses()
  await look()
  expect(await stateOf('kept.example')).toMatchObject({ verifiedBy: 'dns', missingSince: null })
  expect(await stateOf('lost.example')).toMatchObject({ verifiedBy: 'dns', missingSince: expect.any(Date) })
  expect(await stateOf('claimed.example')).toMatchObject({ verifiedAt: null, checkedAt: null })
  expect(await stateOf('vouched.example')).toMatchObject({ verifiedBy: 'operator', checkedAt: null })

  await aDayPasses()
  const lost = await stateOf('lost.example')
  dns.records.set(challengeOf(lost).host, [challengeOf(lost).value])
  await look()
  expect(await stateOf('lost.example')).toMatchObject({ missingSince: null })
})
