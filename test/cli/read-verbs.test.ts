/** `syncline admin|operations|people|lookup` as processes of their own, on a site with one directory that has provisioned someone. */
import { hashApiKey } from '@syncline/core/storage/catalogue/api-key.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { openTestApi, startTestWorker } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { runCli } from './run-cli.ts'

let database: TestDatabase
let pool: pg.Pool
let site: string
let userId: string
const run = (...args: string[]) => runCli(args, { DATABASE_URL: database.url })
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  const directory = await createTestDirectory(pool)
  const { rows } = await pool.query('select public_id from site where id = $1', [directory.siteId])
  site = rows[0].public_id
  const api = await openTestApi(database)
  const worker = await startTestWorker(database)
  const created = await api.scim(directory, 'POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'jane@example.com',
    displayName: 'Jane Doe',
    password: 'correct horse',
  })
  expect(created.status).toBe(201)
  userId = created.body.id
  expect((await api.scim(directory, 'DELETE', '/Users/11111111-1111-4111-8111-111111111111')).status).toBe(404)
  await worker.close()
  await api.close()
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

describe('syncline admin', () => {
  it('makes a token that the catalogue knows by its hash only, lists and revokes it, each with its reason', async () => {
    const created = await json(
      'admin',
      'create',
      'Jane',
      '--role',
      'viewer',
      'agent',
      '--site',
      site,
      '--reason',
      'new',
    )
    expect(created.token).toMatch(/^syncadm_[a-z0-9]{8}_[\w-]{43}$/)
    expect(created.roles.map(({ role }: { role: string }) => role)).toEqual(['viewer', 'agent'])
    const { rows } = await pool.query('select hash from admin where prefix = $1', [created.prefix])
    expect(rows[0].hash).toEqual(hashApiKey(created.token))

    const all = await run('admin', 'create', 'Root', '--role', 'admin')
    expect(all.stdout).toContain('admin of all sites')
    const listed = await run('admin', 'list')
    expect(listed.stdout).toContain(`syncadm_${created.prefix}_…`)
    expect(listed.stdout).not.toContain(created.token.slice(-20))
    for (const line of listed.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)

    expect(await json('admin', 'revoke', created.prefix, '--reason', 'left')).toMatchObject({ state: 'revoked' })
    const again = await run('admin', 'revoke', `syncadm_${created.prefix}_…`)
    expect(again.stdout).toBe(`Revoked the token of "Jane" (syncadm_${created.prefix}_…).\n`)
    const events = await pool.query(`select action, reason from control_event where action like 'admin.%' order by id`)
    expect(events.rows).toEqual([
      { action: 'admin.created', reason: 'new' },
      { action: 'admin.created', reason: null },
      { action: 'admin.revoked', reason: 'left' },
    ])
  })

  it('refuses an unknown role and prefix in words', async () => {
    expect((await run('admin', 'create', 'X', '--role', 'king')).stderr).toContain('Allowed choices are')
    const revoked = await run('admin', 'revoke', 'aaaaaaaa')
    expect([revoked.code, revoked.stderr]).toEqual([1, 'There is no administrator with this prefix.\n'])
    const whole = await run('admin', 'revoke', `syncadm_aaaaaaaa_${'x'.repeat(43)}`)
    expect([whole.code, whole.stderr]).toEqual([1, 'A prefix has eight characters; syncline admin list shows them.\n'])
  })
})

describe('syncline operations', () => {
  it('lists them newest first, by state and by resource, and shows one with its effects and without secrets', async () => {
    const all = await json('operations', 'list', '--site', site)
    expect(all.map(({ method, state }: { method: string; state: string }) => [method, state])).toEqual([
      ['DELETE', 'refused'],
      ['POST', 'applied'],
    ])
    const [created] = await json('operations', 'list', '--site', site, '--resource', userId)
    expect(created.id).toBe(all[1].id)
    expect(await json('operations', 'list', '--site', site, '--state', 'refused')).toEqual([all[0]])
    const shown = await run('operations', 'show', created.id, '--site', site)
    expect(shown.stdout).toMatch(/Outcome: {2}201/)
    expect(shown.stdout).toMatch(/Effect: {3}account .* created/)
    expect(shown.stdout).toContain('never kept')
    expect(shown.stdout).not.toContain('correct horse')
    const table = await run('operations', 'list', '--site', site)
    expect(table.stdout).toContain('refused 404')
    for (const line of table.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
    expect((await run('operations', 'show', userId, '--site', site)).code).toBe(1)
  })
})

describe('syncline people and lookup', () => {
  it('find someone by the beginning of the address, by the address, and say who is not provisioned', async () => {
    expect((await run('people', 'list', '--site', site, '--email', 'JANE')).stdout).toContain('Jane Doe')
    expect((await run('people', 'list', '--site', site, '--email', 'bob')).stdout).toBe('No such person was found.\n')
    const [person] = await json('people', 'show', 'Jane@Example.com', '--site', site)
    expect(person).toMatchObject({ email: 'jane@example.com', links: [{ kind: 'owning', userId }] })
    expect((await run('people', 'show', person.id, '--site', site)).stdout).toContain('owning link')
    expect((await run('lookup', 'jane@example.com', '--site', site)).stdout).toMatch(
      /^Jane Doe: \w+, on, from directory/,
    )
    expect((await run('lookup', 'bob@example.com', '--site', site)).stdout).toMatch(/^Not provisioned/)
  })
})
