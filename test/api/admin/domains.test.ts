/** Domains over the admin API, with a real name server: whom a change concerns is shown before, and happens after it. */
import type { RunningWorker } from '@syncline/worker/worker.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts'
import { openPool } from '../../support/pool.ts'
import { openTestApi, startTestWorker, type TestApi } from '../../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../../support/test-directory.ts'
import { waitUntil } from '../../support/wait-until.ts'

let database: TestDatabase
let dns: DnsServer
let pool: pg.Pool
let api: TestApi
let worker: RunningWorker
let directory: TestDirectory
let other: TestDirectory
let site: string
let token: string

beforeAll(async () => {
  database = await createTestDatabase()
  dns = await startDnsServer()
  pool = openPool(database.url)
  api = await openTestApi(database, { dnsServers: [dns.address] })
  worker = await startTestWorker(database)
  directory = await createTestDirectory(pool)
  other = await createTestDirectory(pool, { of: directory })
  site = (await pool.query('select public_id from site where id = $1', [directory.siteId])).rows[0].public_id
  token = await createTestAdmin(pool, [{ role: 'admin', siteId: directory.siteId }])
  for (const name of ['ada', 'bob']) {
    const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: `${name}@new.example` }
    // biome-ignore lint/performance/noAwaitInLoops: two requests
    expect((await api.scim(directory, 'POST', '/Users', user)).status).toBe(201)
  }
})
afterAll(async () => {
  await api.close()
  await worker.close()
  await dns.close()
  await pool.end()
  await database.drop()
})

const ask = (method: string, path: string, body?: unknown) =>
  adminRequest(api, token, method, `/sites/${site}/domains${path}`, body)

const classes = async () =>
  (
    await pool.query(`select distinct class from account where site_id = $1 and email_key like '%@new.example'`, [
      directory.siteId,
    ])
  ).rows.map((row) => row.class)

const becomes = (wanted: string) => waitUntil(classes, (found) => found.length === 1 && found[0] === wanted)

test('a domain is claimed, looked up, and makes its people managed; given up it makes them external again', async () => {
  const added = await ask('POST', '', { name: 'New.example' })
  expect([added.status, added.body.verifiedAt]).toEqual([201, null])
  expect(await classes()).toEqual(['external'])
  const { host, value } = added.body.record
  expect((await ask('POST', '/new.example/verify', {})).body).toMatchObject({
    found: false,
    domain: { verifiedAt: null },
  })
  dns.broken = true
  expect((await ask('POST', '/new.example/verify', {})).status).toBe(503)
  dns.broken = false
  dns.records.set(host, [value])

  const effects = await ask('GET', '/new.example/effects')
  expect(effects.body).toEqual({ accounts: 2, moving: 0, records: 2 })
  const first = await ask('GET', '/new.example/accounts?limit=1')
  const second = await ask('GET', `/new.example/accounts?limit=1&cursor=${encodeURIComponent(first.body.nextCursor)}`)
  expect([...first.body.items, ...second.body.items].map(({ email }) => email)).toEqual([
    'ada@new.example',
    'bob@new.example',
  ])
  expect(second.body.nextCursor).toBe(null)

  expect((await ask('POST', '/new.example/verify', {})).body).toMatchObject({
    found: true,
    domain: { verifiedBy: 'dns' },
  })
  await becomes('managed')

  const unseen = await ask('POST', '/new.example/remove', { expectedAccounts: 1, reason: 'sold' })
  expect([unseen.status, unseen.body.detail]).toEqual([409, expect.stringContaining('2 accounts')])
  expect((await ask('POST', '/new.example/remove', { expectedAccounts: 2 })).status).toBe(400)
  expect((await ask('POST', '/new.example/remove', { expectedAccounts: 2, reason: 'sold' })).status).toBe(200)
  await becomes('external')
})

test('assigning says how many accounts move, and a directory of another site is not there', async () => {
  await ask('POST', '', { name: 'new.example' })
  await ask('POST', '/new.example/mark-verified', { reason: 'contract' })
  const to = (id: string) => ask('GET', `/new.example/effects?assign=${id}`)
  expect((await to(directory.directoryPublicId)).body.moving).toBe(0)
  expect((await to(other.directoryPublicId)).body.moving).toBe(2)
  const foreign = await createTestDirectory(pool)
  expect((await to(foreign.directoryPublicId)).status).toBe(404)
  const assign = (id: string | null, expectedAccounts: number) =>
    ask('POST', '/new.example/assign', { directory: id, expectedAccounts })
  expect((await assign(foreign.directoryPublicId, 2)).status).toBe(404)
  expect((await assign(other.directoryPublicId, 3)).status).toBe(409)
  expect((await assign(other.directoryPublicId, 2)).body.directory).toBe(other.directoryPublicId)
  expect((await ask('GET', '')).body.items.map((domain: { directory: unknown }) => domain.directory)).toEqual([
    null,
    other.directoryPublicId,
  ])
})

test('what is no domain, or none of the site, is said so', async () => {
  expect((await ask('POST', '', { name: 'example' })).status).toBe(400)
  expect((await ask('GET', '/unknown.example/effects')).status).toBe(404)
  expect((await ask('POST', '/unknown.example/verify', {})).status).toBe(404)
})
