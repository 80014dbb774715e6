/** `syncline oauth-client` as processes of their own, on a database of this file. */
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createSite } from '@syncline/core/storage/catalogue/site.ts'
import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { dumpTables } from '../support/dump.ts'
import { runCli } from './run-cli.ts'

let database: TestDatabase
let pool: pg.Pool
const run = (...args: string[]) =>
  runCli(['oauth-client', ...args], { DATABASE_URL: database.url, SYNCLINE_PUBLIC_URL: 'https://scim.example' })
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, max: 1, applicationName: 'test', onError: () => undefined })
  const site = await createSite(createKysely(pool), { name: 'Acme' }, 'test')
  await createDirectory(createKysely(pool), { siteId: site.id, name: 'Entra' }, 'test')
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

describe('syncline oauth-client', () => {
  it('makes a client, shows its secret once and where to ask for tokens, and keeps neither', async () => {
    const { stdout, code } = await run('create', '--directory', 'Entra')
    expect(code).toBe(0)
    const [secret = ''] = stdout.match(/syncsecret_[a-z0-9]{8}_[\w-]{43}/g) ?? []
    expect(secret).not.toBe('')
    expect(stdout).toMatch(/^Token endpoint: https:\/\/scim\.example\/oauth\/token$/m)
    expect(stdout).toMatch(/^Client id: {6}client_[a-z0-9]{8}$/m)
    expect((await run('list')).stdout).not.toContain(secret.slice(-20))
    expect(await dumpTables(pool)).not.toContain(secret.slice(-20))
  })

  it('replaces a secret without a gap, with both on record, in a table of 80 columns', async () => {
    const { clientId, secrets } = await json('create', '--directory', 'Entra', '--name', 'Rotated', '--days', '400')
    const added = await json('add-secret', clientId)
    const full = await run('add-secret', clientId)
    expect([full.code, full.stderr]).toEqual([1, expect.stringContaining(`syncsecret_${added.prefix}_…`)])
    expect((await run('revoke-secret', `syncsecret_${secrets[0].prefix}_…`)).stdout).toContain('401 within a second')
    const listed = (await json('list', '--directory', 'Entra')).find(
      (each: { name: string }) => each.name === 'Rotated',
    )
    expect(listed).toMatchObject({
      state: 'valid',
      access: 'write',
      secrets: [
        { prefix: secrets[0].prefix, state: 'revoked' },
        { prefix: added.prefix, state: 'valid' },
      ],
    })
    const { stdout } = await run('list')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)

    const { rows } = await pool.query(
      "select action, detail from control_event where detail->>'clientId' = $1 order by id",
      [clientId],
    )
    expect(rows.map(({ action, detail }) => [action, detail.prefix])).toEqual([
      ['oauth-client.created', undefined],
      ['oauth-secret.created', secrets[0].prefix],
      ['oauth-secret.created', added.prefix],
      ['oauth-secret.revoked', secrets[0].prefix],
    ])
  })

  it('revokes a client, whose id then stands for nothing', async () => {
    const { clientId } = await json('create', '--directory', 'Entra', '--read-only')
    expect(await json('revoke', clientId, '--drop')).toMatchObject({ clientId, pending: 'drop' })
    expect((await run('add-secret', clientId)).stderr).toBe('The OAuth client is revoked.\n')
    expect((await run('revoke', 'client_none')).stderr).toBe('There is no OAuth client with this id.\n')
    expect((await run('revoke-secret', 'aaaaaaaa')).stderr).toBe('There is no secret with this prefix.\n')
  })

  it('makes a client without a secret that trusts an issuer, and ends the trust', async () => {
    const { clientId, secret, secrets } = await json('create', '--directory', 'Entra', '--no-secret')
    expect([secret, secrets]).toEqual([undefined, []])
    const issuer = 'https://login.microsoftonline.com/3f1c/v2.0'
    const claims = ['--audience', 'api://5f8e', '--subject', '9d2a', '--tenant', '3f1c']
    const trust = await json('trust', clientId, '--issuer', issuer, ...claims)
    expect(trust).toMatchObject({
      clientId,
      issuer,
      audience: 'api://5f8e',
      subject: '9d2a',
      tenant: '3f1c',
      jwksUri: null,
    })
    expect((await run('trust', clientId, '--issuer', 'http://issuer.example', ...claims)).stderr).toContain('https://')
    expect((await run('list')).stdout).toContain(`trust_${trust.prefix}`)
    expect((await run('revoke-trust', `trust_${trust.prefix}`)).stdout).toContain('401 within a second')
    const listed = (await json('list')).find((each: { clientId: string }) => each.clientId === clientId)
    expect(listed.trusts).toMatchObject([{ prefix: trust.prefix, state: 'revoked' }])
  })

  it('does not repeat a secret that was put in for its prefix', async () => {
    const { secret } = await json('create', '--directory', 'Entra')
    const { code, stderr } = await run('revoke-secret', secret)
    expect([code, stderr.includes(secret.slice(-20))]).toEqual([1, false])
  })
})
