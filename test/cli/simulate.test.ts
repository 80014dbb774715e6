/** `syncline simulate` against `syncline start`, both as processes of their own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { organisationDomains } from '@syncline/cli/simulate/organisation.ts'
import { createPopulation, type PopulationOptions } from '@syncline/cli/simulate/population.ts'
import { PATCH_OP } from '@syncline/cli/simulate/schemas.ts'
import { vouchForDomains } from '@syncline/cli/simulate/site-domains.ts'
import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startBadLine } from './bad-line.ts'
import { type RunningCli, runCli, startCli } from './run-cli.ts'

let database: TestDatabase
let pool: pg.Pool
let system: RunningCli
let address: string
let scratch: string

const withDatabase = () => ({ DATABASE_URL: database.url, SYNCLINE_PORT: '0' })

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, max: 2, applicationName: 'test', onError: () => undefined })
  scratch = await mkdtemp(join(tmpdir(), 'syncline-simulate-'))
  system = startCli(['start'], withDatabase())
  const ready = await waitUntil(system.stdout, (text) => text.includes('ready at'))
  address = /ready at (\S+)/.exec(ready)?.[1] ?? ''
})

afterAll(async () => {
  system.process.kill('SIGTERM')
  expect((await system.result).code).toBe(0)
  await pool.end()
  await database.drop()
  await rm(scratch, { recursive: true, force: true })
})

/** @param population whose domains are verified */
async function makeDirectory(population?: PopulationOptions): Promise<{ id: string; key: string }> {
  const { siteId, directoryPublicId: id, key } = await createTestDirectory(pool)
  const names = population === undefined ? [] : organisationDomains(createPopulation(population).organisation)
  await vouchForDomains(createKysely(pool), { siteId, names }, 'test')
  return { id, key }
}

const COMPANY = { users: 120, groups: 10, seed: 1 }
const SMALL = ['--users', '120', '--groups', '10', '--verify', '--json']

describe('start', () => {
  it('refuses a port that somebody has, before anything is started', async () => {
    const environment = { DATABASE_URL: database.url, SYNCLINE_PORT: new URL(address).port }
    const { code, stdout, stderr } = await runCli(['start'], environment)
    expect(stderr).toBe(`Port ${new URL(address).port} is taken: choose another one with SYNCLINE_PORT (0: any).\n`)
    expect([code, stdout]).toEqual([1, ''])
  })

  it('refuses an address that this machine does not have', async () => {
    const { code, stderr } = await runCli(['start'], { ...withDatabase(), SYNCLINE_HOST: '192.0.2.1' })
    expect(stderr).toContain('Nothing can listen on 192.0.2.1, port 0 (EADDRNOTAVAIL): check SYNCLINE_HOST')
    expect(code).toBe(1)
  })
})

describe('simulate', { timeout: 90_000 }, () => {
  it('over a line that loses requests and answers ends with everything there once', async () => {
    const { id, key } = await makeDirectory(COMPANY)
    const line = await startBadLine(address, (_, number) => {
      if (number % 7 === 0) return 'lose-answer'
      if (number % 11 === 0) return 'lose-request'
      return number % 13 === 0 ? 'refuse' : null
    })
    const { code, stdout } = await runCli(['simulate', '--url', `${line.url}/scim/v2/${id}`, ...SMALL], {
      ...withDatabase(),
      SYNCLINE_TOKEN: key,
    })
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ ok: true, errors: 0, verification: { differences: 0, site: { groups: 10 } } })
    expect(report.retries).toBe(line.faults())
    expect(report.retries).toBeGreaterThan(20)
    expect(code).toBe(0)
    await line.close()
  })

  it('takes over whom it finds only when a create is refused, and brings them into line', async () => {
    const { id, key } = await makeDirectory(COMPANY)
    const environment = { ...withDatabase(), SYNCLINE_TOKEN: key }
    const url = `${address}/scim/v2/${id}`
    await runCli(['simulate', '--url', url, ...SMALL], environment)
    await changeOneUser(url, key)

    const lookedUp = new Set<string>()
    const line = await startBadLine(address, ({ url: path = '' }) => {
      if (!path.includes('filter=') || lookedUp.has(path)) return null
      lookedUp.add(path)
      return 'stale'
    })
    const { code, stdout } = await runCli(['simulate', '--url', `${line.url}/scim/v2/${id}`, ...SMALL], environment)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ ok: true, errors: 0, verification: { differences: 0 } })
    const counts = Object.fromEntries(
      report.requests.map((row: { kind: string; count: number }) => [row.kind, row.count]),
    )
    expect(counts).toMatchObject({ 'create user': 120, 'create group': 10, 'look up user': 240, 'update user': 1 })
    expect(code).toBe(0)
    await line.close()
  })

  it('without a database verifies over SCIM only, with the token from a file', async () => {
    const { id, key } = await makeDirectory()
    const file = join(scratch, 'token')
    await writeFile(file, `${key}\n`)
    const url = `${address}/scim/v2/${id}`
    const { code, stdout, stderr } = await runCli(['simulate', '--url', url, '--token-file', file, ...SMALL], {})
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, retries: 0, verification: { differences: 0, site: null } })
    expect(stdout + stderr).not.toContain(key)
    expect(code).toBe(0)
  })

  it('plays the cycles of a profile with chaos, verifies after each, and says what it did', async () => {
    const { id, key } = await makeDirectory({ users: 40, groups: 4, seed: 2 })
    const url = `${address}/scim/v2/${id}`
    const command = [
      'simulate',
      '--url',
      url,
      '--profile',
      'okta-patch',
      '--users',
      '40',
      '--groups',
      '4',
      '--verify',
      'each',
    ]
    const played = ['--cycles', '2', '--changes', '20', '--chaos', '0.3', '--seed', '2', '--concurrency', '4']
    const environment = { ...withDatabase(), SYNCLINE_TOKEN: key }
    const { code, stdout } = await runCli([...command, ...played], environment)
    expect(stdout).toMatch(/First sync and 2 cycles, now [\d,]+ users, .* \(okta-patch, seed 2\)/)
    expect(stdout).toMatch(/group join +\d+/)
    expect(stdout).toMatch(/Chaos: \d+ given up, \d+ sent twice, \d+ dropped halfway/)
    expect(stdout).toContain('Verified: everything is as it was sent')
    expect(code).toBe(0)
  })

  it('stops at once at a token that is not accepted, and does not repeat it', async () => {
    const { id } = await makeDirectory()
    const token = 'sync_aaaaaaaa_0123456789012345678901234567890123456789012'
    const { code, stdout, stderr } = await runCli(
      ['simulate', '--url', `${address}/scim/v2/${id}`, '--token-env', 'MY_TOKEN', ...SMALL],
      { MY_TOKEN: token },
    )
    expect(stderr).toContain('the token is not accepted (status 401)')
    expect(stdout + stderr).not.toContain(token)
    expect(code).toBe(1)
  })

  it('refuses an address that is none, and a missing token, in words', async () => {
    const noUrl = await runCli(['simulate', '--url', 'ftp://x'], { SYNCLINE_TOKEN: 't' })
    expect(noUrl).toEqual({ code: 1, stdout: '', stderr: '--url must be an http:// or https:// address.\n' })
    const noProfile = await runCli(['simulate', '--url', 'http://127.0.0.1:1/x', '--profile', 'okto'], {})
    expect(noProfile.stderr).toContain('Allowed choices are entra, entra-compliant, okta-put, okta-patch, bulk.')
    const tooMuch = await runCli(['simulate', '--url', 'http://127.0.0.1:1/x', '--chaos', '2'], {})
    expect(tooMuch.stderr).toContain('It must be a number above 0, at most 1.')
    const noToken = await runCli(['simulate', '--url', 'http://127.0.0.1:1/x'], {})
    expect(noToken.stderr).toContain('There is no token: set SYNCLINE_TOKEN')
  })
})

async function changeOneUser(baseUrl: string, key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' }
  const page = (await (await fetch(`${baseUrl}/Users?count=1`, { headers })).json()) as { Resources: { id: string }[] }
  const body = JSON.stringify({
    schemas: [PATCH_OP],
    Operations: [{ op: 'replace', path: 'nickName', value: 'Changed' }],
  })
  const answer = await fetch(`${baseUrl}/Users/${page.Resources[0]?.id}`, { method: 'PATCH', headers, body })
  expect(answer.status).toBe(200)
}
