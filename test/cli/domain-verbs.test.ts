/** `syncline domain …` as processes of their own, with a real name server. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type DnsServer, startDnsServer } from '../support/dns-server.ts'
import { runCli } from './run-cli.ts'

let database: TestDatabase
let dns: DnsServer
const run = (...args: string[]) =>
  runCli(['domain', ...args, '--site', 'Akme'], { DATABASE_URL: database.url, SYNCLINE_DNS_SERVERS: dns.address })

beforeAll(async () => {
  database = await createTestDatabase()
  dns = await startDnsServer()
  await runCli(['site', 'create', 'Akme'], { DATABASE_URL: database.url })
})

afterAll(async () => {
  await dns.close()
  await database.drop()
})

it('shows the record to publish, says what is missing, and verifies once it is there', async () => {
  const added = await run('add', 'Akme.example')
  const [, host = ''] = /name +(\S+)/.exec(added.stdout) ?? []
  const [, value = ''] = /value +(\S+)/.exec(added.stdout) ?? []
  expect(host).toBe('_syncline-challenge.akme.example')

  const early = await run('verify', 'akme.example')
  expect(early).toMatchObject({ code: 1, stdout: '' })
  expect(early.stderr).toContain(value)

  dns.broken = true
  expect((await run('verify', 'akme.example')).stderr).toContain('Nothing was changed')
  dns.broken = false

  dns.records.set(host, [value])
  expect((await run('verify', 'akme.example')).stdout).toContain('Verified Akme.example')
  const listed = await run('list')
  expect(listed.stdout).toMatch(/Akme\.example +verified /)
  for (const line of listed.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

it('needs a reason to vouch for a domain and to give one up', async () => {
  await run('add', 'other.example')
  expect(await run('mark-verified', 'other.example')).toMatchObject({ code: 1 })
  expect(await run('mark-verified', 'other.example', '--reason', 'contract')).toMatchObject({ code: 0 })
  expect((await run('list')).stdout).toContain('verified by operator')
  expect(await run('remove', 'other.example', '--reason', 'sold', '--yes')).toMatchObject({ code: 0 })
  expect((await run('list')).stdout).not.toContain('other.example')
})
