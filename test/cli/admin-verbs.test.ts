/** `syncline site|directory|key` as processes of their own, on a database of this file. */

import { hashApiKey } from '@syncline/core/storage/catalogue/api-key.ts'
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createSite } from '@syncline/core/storage/catalogue/site.ts'
import { createKysely, createPool } from '@syncline/core/storage/database.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { runCli } from './run-cli.ts'

let database: TestDatabase
const run = (...args: string[]) => runCli(args, { DATABASE_URL: database.url })
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.drop())

describe('the admin verbs', () => {
  it('make a site, a directory and a key that the catalogue knows by its hash only', async () => {
    const site = await json('site', 'create', 'Akme Zürich')
    expect(site).toMatchObject({ name: 'Akme Zürich', id: expect.stringMatching(/^[0-9a-f-]{36}$/) })

    const directory = await json('directory', 'create', 'Entra', '--site', 'akme zürich')
    expect(directory).toMatchObject({ site: 'Akme Zürich', audience: 'workforce', mode: 'lenient' })
    expect(directory.baseUrl).toBe(`http://127.0.0.1:8080/scim/v2/${directory.id}`)

    const created = await json('key', 'create', '--directory', directory.id, '--days', '1')
    expect(created).toMatchObject({ directory: 'Entra', state: 'valid', baseUrl: directory.baseUrl })
    expect(await storedHashes()).toContainEqual(hashApiKey(created.key))

    const listed = await run('key', 'list')
    expect(listed.stdout).toContain(`sync_${created.prefix}_…`)
    expect(listed.stdout).not.toContain(created.key)
    expect(listed.stdout).not.toContain(created.key.slice(-20))
  })

  it('show a new key once, on stdout', async () => {
    await haveDirectory('Once', 'D1')
    const { stdout, stderr, code } = await run('key', 'create', '--directory', 'D1')
    expect(code).toBe(0)
    expect(stdout.match(/sync_[a-z0-9]{8}_[\w-]{43}/g)).toHaveLength(1)
    expect(stderr).toBe('')
  })

  it('list tables that fit into 80 columns and show the SCIM base URL whole', async () => {
    const long = 'A site whose name is a good deal longer than a column has room for'
    const id = await haveDirectory(long, 'Wide')
    const [sites, directories, keys] = await Promise.all([
      run('site', 'list'),
      run('directory', 'list'),
      run('key', 'list'),
    ])
    for (const line of `${sites.stdout}${keys.stdout}`.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(directories.stdout).toContain(`  http://127.0.0.1:8080/scim/v2/${id}\n`)
  })

  it('refuse an unknown site with the sites that there are', async () => {
    await haveDirectory('Known', 'D2')
    const { code, stderr } = await run('directory', 'create', 'X', '--site', 'Unknown')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^There is no site "Unknown"\. There are: .*"Known".*\.\n$/)
  })

  it('refuse an unknown directory and a taken name in words', async () => {
    await catalogue((db) => createSite(db, { name: 'Taken' }, 'test'))
    expect((await run('site', 'create', 'TAKEN')).stderr).toBe('A site with this name exists already.\n')
    expect((await run('key', 'create', '--directory', 'nowhere', '--site', 'Taken')).stderr).toBe(
      'There is no directory "nowhere". There is none yet; create one: syncline directory create "nowhere" --site "Taken"\n',
    )
  })

  it('tell two directories of one name apart by their site', async () => {
    await haveDirectory('S1', 'Same')
    await haveDirectory('S2', 'Same')
    expect((await run('key', 'create', '--directory', 'Same')).stderr).toContain('name the site with --site')
    expect((await run('key', 'create', '--directory', 'Same', '--site', 'S2')).code).toBe(0)
  })

  it('show and change the settings of a directory, and say what is wrong with one', async () => {
    await haveDirectory('Set', 'Okta')
    expect(await json('directory', 'show', 'Okta')).toMatchObject({
      phase: 'reviewing',
      pause: null,
      settings: { discovery: 'open', rateLimitRequests: 0 },
    })
    const changed = await json('directory', 'set', 'Okta', 'discovery=closed', 'rateLimitRequests=50', 'bulk=false')
    expect(changed).toMatchObject({ discovery: 'closed', rateLimitRequests: 50, bulk: false })
    expect(await json('directory', 'set', 'Okta', 'discovery=')).toMatchObject({ discovery: 'open', bulk: false })
    expect((await run('directory', 'show', 'Okta')).stdout).toMatch(/^rateLimitRequests +50 +0$/m)

    expect((await run('directory', 'set', 'Okta', 'discovery=half')).stderr).toContain('discovery')
    expect((await run('directory', 'set', 'Okta', 'nosuch=1')).stderr).toContain('There is no setting "nosuch".')
    expect((await run('directory', 'set', 'Okta', 'bulk')).stderr).toContain('name=value')
    expect((await json('directory', 'show', 'Okta')).settings).toMatchObject({
      discovery: 'open',
      rateLimitRequests: 50,
    })
  })

  it('revoke a key by its prefix, keeping or dropping what it has sent, on record', async () => {
    const id = await haveDirectory('Revoking', 'Ping')
    const created = await json('key', 'create', '--directory', id)
    const { stdout } = await run('key', 'revoke', `sync_${created.prefix}_…`)
    expect(stdout).toContain('What it has sent is kept.')
    expect(await json('key', 'list', '--directory', id)).toMatchObject([{ prefix: created.prefix, state: 'revoked' }])
    expect(await json('key', 'revoke', created.prefix, '--drop')).toMatchObject({ pending: 'drop' })
    const events = await catalogue((db) =>
      db
        .selectFrom('control_event')
        .where('action', '=', 'credential.revoked')
        .select('detail')
        .orderBy('id')
        .execute(),
    )
    expect(events.map(({ detail }) => detail)).toEqual([
      { prefix: created.prefix, pending: 'keep' },
      { prefix: created.prefix, pending: 'drop' },
    ])

    expect((await run('key', 'revoke', 'aaaaaaaa')).stderr).toBe('There is no key with this prefix.\n')
    const whole = await run('key', 'revoke', created.key)
    expect([whole.code, whole.stderr.includes(created.key)]).toEqual([1, false])
  })

  it('say what is wrong with an option, a setting and an unreachable database', async () => {
    expect((await run('key', 'create', '--directory', 'x', '--days', '0')).stderr).toContain('from 1 to 3650')
    const badSetting = await runCli(['site', 'list'], { SYNCLINE_PORT: 'many' })
    expect(badSetting.stderr).toContain('SYNCLINE_PORT')
    const away = await runCli(['site', 'list'], { DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/x' })
    expect(away.stderr).toBe('The database does not answer (ECONNREFUSED): check DATABASE_URL.\n')
    expect([badSetting.code, away.code]).toEqual([1, 1])
  })
})

async function catalogue<T>(use: (db: Kysely<Database>) => Promise<T>): Promise<T> {
  const pool = createPool({ url: database.url, max: 1, applicationName: 'test', onError: () => undefined })
  try {
    return await use(createKysely(pool))
  } finally {
    await pool.end()
  }
}

/** @returns its public id */
function haveDirectory(siteName: string, name: string): Promise<string> {
  return catalogue(async (db) => {
    const site = await createSite(db, { name: siteName }, 'test')
    return (await createDirectory(db, { siteId: site.id, name }, 'test')).publicId
  })
}

const storedHashes = () =>
  catalogue(async (db) => (await db.selectFrom('credential').select('hash').execute()).map((row) => row.hash))
