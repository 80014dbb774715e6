/** `syncline import`, groups by hand and switched accounts as processes of their own, with a worker beside them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { startTestWorker } from '../support/test-api.ts'
import { waitUntil } from '../support/wait-until.ts'
import { runCli, startCli } from './run-cli.ts'

let database: TestDatabase
let pool: pg.Pool
let worker: Awaited<ReturnType<typeof startTestWorker>>
let folder: string
let tenant: Tenant

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  worker = await startTestWorker(database)
  folder = await mkdtemp(join(tmpdir(), 'syncline-import-'))
})
afterAll(async () => {
  await worker.close()
  await pool.end()
  await database.drop()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  tenant = await createTenant(pool)
})

const environment = () => ({ DATABASE_URL: database.url })
const run = (...args: string[]) => runCli([...args, '--site', tenant.site.publicId], environment())
const file = async (text: string | Uint8Array) => {
  const path = join(folder, `${Math.random()}.csv`)
  await writeFile(path, text)
  return path
}
const count = async (table: 'account' | 'site_group' | 'site_member' | 'operation' | 'change'): Promise<number> =>
  Number((await pool.query(`select count(*) from ${table} where site_id = $1`, [tenant.site.id])).rows[0].count)

describe('files', () => {
  it('as spreadsheets write them: accounts, groups and who is in them, and the same again changes nothing', async () => {
    const accounts = await file(
      '\uFEFFE-Mail;Display Name;Title;Active\r\nada@example.com;"Lovelace; Ada";\'=Boss;yes\r\nbob@example.com;;;no\r\n\r\n',
    )
    const groups = await file('name,audience\nStaff,\n"Acme, Inc.",customers\n')
    const members = await file('group\temail\nStaff\tADA@example.com\n')
    const all = async () => [
      (await run('import', 'accounts', accounts)).stdout,
      (await run('import', 'groups', groups)).stdout,
      (await run('import', 'members', members)).stdout,
    ]
    expect(await all()).toEqual([
      '2 accounts: 2 created, 0 updated, 0 as they were, 0 refused.\n',
      '2 groups: 2 created, 0 updated, 0 as they were, 0 refused.\n',
      '1 members: 1 created, 0 updated, 0 as they were, 0 refused.\n',
    ])
    const { rows } = await pool.query(
      `select email, display_name, profile, active, switched_off_by from account where site_id = $1 order by email`,
      [tenant.site.id],
    )
    expect(rows).toEqual([
      {
        email: 'ada@example.com',
        display_name: 'Lovelace; Ada',
        profile: { title: '=Boss' },
        active: true,
        switched_off_by: null,
      },
      { email: 'bob@example.com', display_name: null, profile: {}, active: false, switched_off_by: 'admin' },
    ])
    const changes = await count('change')
    expect((await all()).map((line) => / (\d+) as they were/.exec(line)?.[1])).toEqual(['2', '2', '1'])
    expect([await count('change'), await count('site_member')]).toEqual([changes, 1])
  })

  it.each([
    [
      'wrong lines, each with its number',
      'email,active\nada@example.com,yes\nada,no\nbob@example.com,perhaps\nADA@example.com,\n',
      [
        '3 lines are wrong',
        'line 3: It is no e-mail address',
        'line 4: Active is yes or no',
        'line 5: It is in line 2 already',
      ],
    ],
    ['an unknown column', 'email,salary\nada@example.com,1\n', ['The column "salary" is not known', 'displayName']],
    ['no such column', 'title\nBoss\n', ['names no column "email"']],
    ['a column twice', 'email,name,display name\na@example.com,A,B\n', ['Two columns are "displayName"']],
    ['too many cells', 'email,title\nada@example.com,a,b\n', ['Line 2 has 3 cells']],
    ['an open quote', 'email,title\nada@example.com,"a\n', ['not valid CSV at line']],
    ['nothing', '', ['is empty']],
    ['another encoding', new Uint8Array([0x65, 0x6d, 0xe4]), ['not in UTF-8']],
    ['another audience', 'email,audience\na@example.com,friends\n', ['workforce or customers']],
  ])('%s: refused before anything is sent', async (_, text, said) => {
    const { code, stderr } = await run('import', 'accounts', await file(text))
    expect(code).toBe(1)
    for (const part of said) expect(stderr).toContain(part)
    expect(await count('operation')).toBe(0)
  })

  it('columns of an export that nothing is read from are told', async () => {
    const path = await file('Email,Class,switched off by,ID\nada@example.com,managed,admin,1\n')
    expect((await run('import', 'accounts', path)).stdout).toBe(
      '1 accounts: 1 created, 0 updated, 0 as they were, 0 refused.\nColumns that are not imported:\n  Class, switched off by, ID\n',
    )
    expect(JSON.parse((await run('import', 'accounts', path, '--json')).stdout)).toMatchObject({
      unchanged: 1,
      ignored: ['Class', 'switched off by', 'ID'],
    })
  })

  it('a file that is not there, or a site', async () => {
    expect((await run('import', 'accounts', join(folder, 'gone.csv'))).stderr).toContain('There is no file')
    const path = await file('email\nada@example.com\n')
    const nowhere = await runCli(['import', 'accounts', path, '--site', 'nowhere'], environment())
    expect(nowhere.stderr).toContain('There is no site "nowhere"')
  })

  it('what the lane refuses is told by its lines, and the rest is done', async () => {
    await run('import', 'groups', await file('name\nStaff\n'))
    await run('import', 'accounts', await file('email\nada@example.com\n'))
    const path = await file('group,email\nStaff,ada@example.com\nStaff,bob@example.com\nGone,ada@example.com\n')
    const { code, stdout, stderr } = await run('import', 'members', path)
    expect([code, stdout]).toEqual([1, '3 members: 1 created, 0 updated, 0 as they were, 2 refused.\n'])
    expect(stderr).toMatch(
      /2 lines were refused:\n {2}line 3: There is no such account.*\n {2}line 4: There is no group/,
    )
    const json = await run('import', 'members', path, '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      unchanged: 1,
      refused: [{ line: 3, fault: 'no-account' }, { line: 4 }],
    })
  })

  it('killed in the middle: what was sent is applied once, and the same file again does the rest', async () => {
    const people = Array.from({ length: 12_000 }, (_, n) => `person-${n}@example.com,Person ${n}`)
    const path = await file(`email,name\n${people.join('\n')}\n`)
    const running = startCli(['import', 'accounts', path, '--site', tenant.site.publicId], environment())
    await waitUntil(
      () => count('account'),
      (accounts) => accounts >= 1_000,
    )
    running.process.kill('SIGKILL')
    await running.result
    const again = await run('import', 'accounts', path, '--json')
    const { created, unchanged, updated, refused } = JSON.parse(again.stdout)
    expect([created + unchanged, updated, refused]).toEqual([12_000, 0, []])
    expect(unchanged).toBeGreaterThanOrEqual(1_000)
    expect([await count('account'), await count('change')]).toEqual([12_000, 12_000])
    const { rows } = await pool.query(`select value from counter where site_id = $1 and name = 'accounts'`, [
      tenant.site.id,
    ])
    expect(Number(rows[0].value)).toBe(12_000)
  }, 240_000)
})

describe('by hand', () => {
  it('groups are made, filled, renamed, emptied and deleted', async () => {
    await run('import', 'accounts', await file('email\nada@example.com\nbob@example.com\n'))
    expect((await run('group', 'create', 'Staff', '--reason', 'new')).stdout).toMatch(/^Created "Staff"/)
    const added = await run('group', 'add-members', 'staff', 'ADA@example.com', 'bob@example.com')
    expect(added.stdout).toBe('2 added, 0 as they were.\n')
    expect((await run('group', 'rename', 'Staff', 'Crew')).stdout).toContain('"Crew"')
    expect((await run('group', 'remove-members', 'Crew', 'ada@example.com')).stdout).toBe(
      '1 removed, 0 as they were.\n',
    )
    const unknown = await run('group', 'add-members', 'Crew', 'eve@example.com')
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('address: eve@example.com')])
    expect((await run('group', 'create', 'CREW')).stderr).toContain('choose another')
    expect(await count('site_member')).toBe(1)
    expect((await run('group', 'delete', 'Crew')).stdout).toBe('Deleted "Crew".\n')
    expect([await count('site_group'), await count('site_member')]).toEqual([0, 0])
  })

  it('an account is switched off and on', async () => {
    await run('import', 'accounts', await file('email\nada@example.com\n'))
    expect((await run('people', 'switch-off', 'ADA@example.com')).stdout).toBe('The account is off.\n')
    expect((await run('people', 'list')).stdout).toContain('off (admin)')
    expect((await run('person', 'switch-on', 'ada@example.com')).stdout).toBe('The account is on.\n')
    expect((await run('people', 'switch-on', 'eve@example.com')).stderr).toContain('Nobody of the workforce')
  })

  it('counts and lists, also as CSV that no spreadsheet takes for formulas', async () => {
    await run('import', 'accounts', await file('email,name\nada@example.com,\'=1+1\n+bob@example.com,"Bob, Jr."\n'))
    await run('group', 'create', '@Staff')
    const counts = await runCli(['site', 'counts', tenant.site.publicId], environment())
    expect(counts.stdout).toMatch(/^2 people, /)
    for (const line of counts.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    const people = (await run('people', 'list', '--csv')).stdout.split('\r\n')
    expect(people[0]).toBe(
      'email,display name,audience,active,title,organization,department,timezone,preferred language,class,switched off by,directories,id',
    )
    expect(people[1]).toMatch(/^'\+bob@example\.com,"Bob, Jr\.",workforce,/)
    expect(people[2]).toMatch(/^ada@example\.com,'=1\+1,workforce,/)
    expect((await run('group', 'list', '--csv')).stdout).toMatch(/\r\n'@Staff,workforce,local,,,/)
  })
})
