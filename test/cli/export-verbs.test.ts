/** `syncline export`: what a site shows can be imported as it is, elsewhere and where it came from, whatever things are called. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { csvText } from '@syncline/core/runtime/csv.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { runCli } from './run-cli.ts'

const { pool, database, scim, use } = useTestSystem({ worker: 'always', directory: 'none' })
const KINDS = ['accounts', 'groups', 'members'] as const
const PEOPLE = 40
/** Each of them is something to CSV, to a spreadsheet, to an import, or to those who trim. */
const PIECES = [
  ...[',', ';', '\t', '"', '""', "'", '\n', '\r\n', '\r', '\\', '|', '='],
  ...['+', '-', '@', ' ', '\u00A0', '\uFEFF', '\u2028', 'ß', 'e\u0301', 'Ω', '🙂', '\u202E', 'a', 'B', '1', 'null'],
]
const AWKWARD = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(''))
const NAMES = fc.array(AWKWARD, { minLength: PEOPLE, maxLength: PEOPLE })
const BEGINNINGS = ['', '=', '+', '-', "'", "'=", "''+", '"', 'ü']
const trimmed = (text: unknown) => (typeof text === 'string' ? text.trim() : '')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'syncline-export-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => use(await createTestDirectory(pool(), { guard: false })))

const run = async (site: string, ...args: string[]) => {
  const { code, stdout, stderr } = await runCli([...args, '--site', site], { DATABASE_URL: database().url })
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}
const siteOf = async ({ siteId }: TestDirectory): Promise<string> =>
  (await pool().query('select public_id from site where id = $1', [siteId])).rows[0].public_id
const file = async (text: string) => {
  const path = join(folder, `${Math.random()}.csv`)
  await writeFile(path, text)
  return path
}
/** The files of a site, by their kinds. */
const exported = async (site: string): Promise<string[]> =>
  Promise.all(KINDS.map(async (kind) => file(await run(site, 'export', kind))))
const imported = async (site: string, files: readonly string[]) => {
  const [accounts, groups, members] = files
  const counts: Record<string, unknown>[] = []
  for (const [kind, path = ''] of [
    ['accounts', accounts],
    ['groups', groups],
    ['members', members],
  ] as const) {
    // biome-ignore lint/performance/noAwaitInLoops: members come behind their groups
    const { created, updated, refused } = JSON.parse(await run(site, 'import', kind, path, '--json'))
    counts.push({ created, updated, refused })
  }
  return counts
}

/** What an import carries over, without blanks around texts. */
async function contentOf({ siteId }: TestDirectory) {
  const rows = async (text: string) =>
    (await pool().query(text, [siteId])).rows.map((row) => Object.values(row).map(trimmed).join('\u0001'))
  const accounts = await rows(
    `select audience, email, display_name, active::text, profile ->> 'title', profile ->> 'organization', profile ->> 'department',
       profile ->> 'timezone', profile ->> 'preferredLanguage'
     from account where site_id = $1`,
  )
  const groups = await rows('select audience, name from site_group where site_id = $1')
  const members = await rows(
    `select distinct s.audience, s.name, a.email from site_member m
     join site_group s on s.site_id = $1 and s.key = m.group_key
     join account a on a.site_id = $1 and a.key = m.account_key where m.site_id = $1`,
  )
  return { accounts: accounts.toSorted(), groups: groups.toSorted(), members: members.toSorted() }
}

/** Everything that the lane may write to, but for what it notes about operations. */
async function stateOf({ siteId }: TestDirectory) {
  const tables = ['account', 'site_group', 'site_member', 'change', 'hold', 'user_link', 'group_link', 'tombstone']
  return Promise.all(
    tables.map(async (table) => {
      const { rows } = await pool().query(`select t::text as row from ${table} t where site_id = $1`, [siteId])
      return rows.map(({ row }) => row).toSorted()
    }),
  )
}

const created = async (path: string, body: object): Promise<string> => {
  const answer = await scim('POST', path, body)
  expect([answer.status, answer.body.detail]).toEqual([201, undefined])
  return answer.body.id
}

/** Half of the people and groups come from a directory, the others by hand; every third is a customer, every fifth is off. */
async function fill(site: string, names: readonly string[]): Promise<void> {
  const emailOf = (n: number) => `${BEGINNINGS[n % BEGINNINGS.length]}${n}@example.com`
  const synced = names.slice(0, PEOPLE / 2)
  const users = await Promise.all(
    synced.map((name, n) =>
      created('/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: `user ${n}`,
        displayName: name,
        title: names[n + 1],
        active: n % 5 !== 0,
        emails: [{ value: emailOf(n), primary: true }],
      }),
    ),
  )
  await Promise.all(
    synced.slice(0, 6).map((name, n) =>
      created('/Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName: `${name}.${n}`,
        members: users.slice(n, n + 4).map((value) => ({ value })),
      }),
    ),
  )
  const audienceOf = (n: number) => (n % 3 === 0 ? 'customers' : 'workforce')
  const rest = names.slice(PEOPLE / 2).map((name, at) => ({ name, n: at + PEOPLE / 2 }))
  const [other = ''] = names
  const local = [
    csvText(
      rest.map(({ name, n }) => [emailOf(n), audienceOf(n), name, other, 'tr', n % 5 === 0 ? 'no' : 'yes']),
      ['email', 'audience', 'display name', 'department', 'preferred language', 'active'],
    ),
    csvText(
      rest.map(({ name, n }) => [`${name}.${n}`, audienceOf(n)]),
      ['name', 'audience'],
    ),
    csvText(
      rest.map(({ name, n }) => [`${name}.${n}`, emailOf(n), audienceOf(n)]),
      ['group', 'email', 'audience'],
    ),
  ]
  await imported(site, await Promise.all(local.map(file)))
}

test('the files of a site make another one the same, and change nothing where they came from', async () => {
  const check = async (names: string[]) => {
    const from = await createTestDirectory(pool(), { guard: false })
    use(from)
    const site = await siteOf(from)
    await fill(site, names)
    const [content, state] = [await contentOf(from), await stateOf(from)]
    expect([content.accounts.length, content.groups.length]).toEqual([PEOPLE, PEOPLE / 2 + 6])
    const files = await exported(site)

    const nothing = { created: 0, updated: 0, refused: [] }
    expect(await imported(site, files)).toEqual([nothing, nothing, nothing])
    expect(await stateOf(from)).toEqual(state)

    const to = await createTestDirectory(pool())
    const all = ({ length }: readonly string[]) => ({ created: length, updated: 0, refused: [] })
    const other = await siteOf(to)
    const { accounts, groups, members } = content
    expect(await imported(other, files)).toEqual([all(accounts), all(groups), all(members)])
    expect(await contentOf(to)).toEqual(content)
    // And the files of that one are worth as much.
    expect(await imported(other, await exported(other))).toEqual([nothing, nothing, nothing])
  }
  await fc.assert(fc.asyncProperty(NAMES, check), { numRuns: 1, endOnFailure: true })
}, 300_000)
