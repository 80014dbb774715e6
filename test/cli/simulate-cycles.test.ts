/**
 * A small company over a real system, as each provider plays it: a first sync and cycles of changes, after each of which
 * the directory over SCIM and every row of the site are what the model says. Half of it with faults on the way.
 */
import { CHANGE_KINDS } from '@syncline/cli/simulate/change-directory.ts'
import { organisationDomains } from '@syncline/cli/simulate/organisation.ts'
import { createPopulation } from '@syncline/cli/simulate/population.ts'
import type { ProfileName } from '@syncline/cli/simulate/profile.ts'
import { PROFILES } from '@syncline/cli/simulate/profiles.ts'
import { runSync, type SyncRun } from '@syncline/cli/simulate/run-sync.ts'
import { createSiteReader } from '@syncline/cli/simulate/site-reader.ts'
import type { ImportRows } from '@syncline/core/domain/import.ts'
import type { Audience } from '@syncline/core/domain/operation.ts'
import { matchingEmail } from '@syncline/core/scim/user-keys.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { waitUntil } from '../support/wait-until.ts'
import { type MadeUpSite, makeSite } from './made-up-site.ts'
import { type RunningCli, startCli } from './run-cli.ts'
import { silentStream } from './silent-stream.ts'

let database: TestDatabase
let pool: pg.Pool
let system: RunningCli
let address: string

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, max: 2, applicationName: 'test', onError: () => undefined })
  system = startCli(['start'], { DATABASE_URL: database.url, SYNCLINE_PORT: '0' })
  const ready = await waitUntil(system.stdout, (text) => text.includes('ready at'))
  address = /ready at (\S+)/.exec(ready)?.[1] ?? ''
})

afterAll(async () => {
  system.process.kill('SIGTERM')
  await system.result
  await pool.end()
  await database.drop()
})

const POPULATION = { users: 60, groups: 6, seed: 1 }
const population = createPopulation(POPULATION)
const { domain, partnerDomains } = population.organisation
const ALL_DOMAINS: MadeUpSite = { domains: organisationDomains(population.organisation) }

async function play(run: Partial<SyncRun>, site: MadeUpSite = ALL_DOMAINS) {
  const { directory, key } = await makeSite(pool, site)
  const baseUrl = `${address}/scim/v2/${directory.publicId}`
  const { report } = await runSync({
    baseUrl,
    token: key,
    population: POPULATION,
    cycles: 3,
    changes: 60,
    concurrency: 8,
    signal: new AbortController().signal,
    stream: silentStream(),
    verify: 'each',
    site: createSiteReader(pool, { siteId: directory.siteId, directoryId: directory.id }),
    countPending: null,
    ...run,
  })
  return report
}

// Side by side: each has a site of its own.
describe.concurrent('a small company', { timeout: 120_000 }, () => {
  it.each(['entra', 'okta-patch', 'bulk'] as const)(
    'is at the site what %s has sent, after each cycle',
    async (profile) => {
      const report = await play({ profile })
      expect(report).toMatchObject({ errors: 0, retries: 0, firstErrors: [], verification: { first: [] }, ok: true })
      expect(report.cycles.map(({ differences }) => differences)).toEqual([0, 0, 0])
      const missing = CHANGE_KINDS.filter((kind) => report.cycles.every(({ changes }) => !changes[kind]))
      if (PROFILES[profile].deletesUsers) expect(missing).toEqual([])
    },
  )

  it.each<[string, ProfileName, MadeUpSite]>([
    ['guests outside of the verified domains', 'entra', { domains: [domain] }],
    ['everybody outside of them', 'okta-patch', { domains: [] }],
    ['employees outside of them, guests inside', 'bulk', { domains: partnerDomains }],
    ['people outside under review', 'entra-compliant', { domains: partnerDomains, externalUsers: 'review' }],
    ['people outside left out', 'bulk', { domains: [domain], externalUsers: 'ignore' }],
    ['customers', 'entra', { domains: [domain], audience: 'customers' }],
    ['accounts and local groups from before', 'bulk', { domains: [domain], before: companyBefore() }],
    [
      'accounts of customers from before',
      'okta-put',
      { domains: [], audience: 'customers', before: companyBefore('customers') },
    ],
  ])('is that also with %s (%s)', async (_, profile, site) => {
    const report = await play({ profile }, site)
    expect(report).toMatchObject({ errors: 0, firstErrors: [], verification: { first: [] }, ok: true })
    expect(report.cycles.map(({ differences }) => differences)).toEqual([0, 0, 0])
  })

  it.each(['entra-compliant', 'okta-put', 'bulk'] as const)(
    'is that also when half of what %s sends meets a fault',
    async (profile) => {
      const report = await play({ profile, chaos: 0.5 })
      expect(report).toMatchObject({ errors: 0, firstErrors: [], verification: { first: [] }, ok: true })
      // A Bulk is one request for many changes: few are sent, and few of them meet a fault.
      const faults = Object.values(report.chaos ?? {})
      const fewest = PROFILES[profile].bulkOperations === null ? 10 * faults.length : 5
      expect(faults.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(fewest)
    },
  )
})

/** Every other person has an account, one in five of them switched off by hand, and every other group a local one of its name. */
function companyBefore(audience: Audience = 'workforce'): ImportRows {
  const known = population.people.filter((_, at) => at % 2 === 0)
  const accounts = known.flatMap(({ attributes }, at) => {
    const email = matchingEmail(attributes)
    return email === null ? [] : [{ audience, email: email.toUpperCase(), displayName: 'Before', active: at % 5 !== 0 }]
  })
  const groups = population.groups
    .filter((_, at) => at % 2 === 0)
    .map(({ displayName }) => ({
      audience,
      name: displayName,
      members: accounts.slice(0, 3).map(({ email }) => email),
    }))
  const stranger = { audience, email: 'somebody@before.example', displayName: 'Somebody' }
  return { accounts: [...accounts, stranger], groups, members: [] }
}
