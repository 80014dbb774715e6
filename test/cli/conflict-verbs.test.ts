/** `syncline conflicts …` as processes of their own, over conflicts that a directory made. */
import { beforeAll, expect, test } from 'vitest'
import { addAccount, addApp, addLocalGroup } from '../support/existing-site.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { GROUP, USER } from '../support/urns.ts'
import { runCli } from './run-cli.ts'

const { database, pool, directory, scim, use } = useTestSystem({ directory: 'once', worker: 'always' })
const WIDTH = 80
const LONG = 'Engineering Reviewers of the whole north'
const SUFFIX = 'subsidiary.example.com'

let site: string

const run = (...args: string[]) => runCli([...args, '--site', site], { DATABASE_URL: database().url })
const said = async (...args: string[]) => {
  const { code, stdout, stderr } = await run(...args)
  expect([code, stderr]).toEqual([0, expect.any(String)])
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(WIDTH)
  return stdout
}
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)

async function created(path: string, body: object): Promise<string> {
  const answer = await scim('POST', path, body)
  expect(answer.status).toBe(201)
  return answer.body.id
}

/** A local group with Ann and Bob, which gives an app; Bob and Cid in the directory. */
async function clash(name: string): Promise<void> {
  const { siteId } = directory()
  const at = `${name.split(' ')[0]?.toLowerCase()}@${SUFFIX}`
  const keys = [
    await addAccount(pool(), siteId, { email: `ann.with.a.long.name.${at}` }),
    await addAccount(pool(), siteId, { email: `bob.${at}` }),
  ]
  await addApp(pool(), siteId, `Wiki of ${name}`, [await addLocalGroup(pool(), siteId, name, keys)])
  const users = [`bob.${at}`, `cid.${at}`].map((userName) => created('/Users', { schemas: [USER], userName }))
  const members = (await Promise.all(users)).map((value) => ({ value }))
  await created('/Groups', { schemas: [GROUP], displayName: name, members })
}

async function membersOf(name: string): Promise<string[]> {
  const { members } = await json('group', 'show', name)
  return members.map(({ email }: { email: string }) => email.split('.')[0]).toSorted()
}

beforeAll(async () => {
  use(await createTestDirectory(pool()))
  site = (await pool().query('select public_id from site where id = $1', [directory().siteId])).rows[0].public_id
})

test('list, show and diff say what clashes and whom it is about, at 80 columns', async () => {
  expect(await said('conflicts', 'list')).toBe('Nothing clashes.\n')
  await clash(LONG)
  expect(await said('conflicts', 'list')).toMatch(/local-group +.* +open\n/)
  const shown = await said('conflicts', 'show', LONG.toUpperCase())
  expect(shown).toMatch(/^ {2}1 in both groups$/m)
  expect(shown).toMatch(/^ {2}1 only in the site's: removed by accept$/m)
  expect(shown).toContain('you can: accept, merge, keep, rename')
  const diff = await said('conflicts', 'diff', LONG)
  expect(diff).toContain('removed')
  expect(diff).toMatch(/^added +cid\./m)
  expect(diff).not.toContain('unchanged')
  const people = await json('conflicts', 'diff', LONG, '--change', 'removed')
  expect(people).toMatchObject([{ change: 'removed', loses: [{ name: `Wiki of ${LONG}` }] }])
  const csv = (await run('conflicts', 'diff', LONG, '--csv', '--change', 'unchanged')).stdout
  expect(csv).toMatch(/^change,e-mail address,.*\r\nunchanged,bob\./)
  expect((await run('conflicts', 'show', 'Nobody')).stderr).toContain(
    'no conflict "Nobody". See: syncline conflicts list --state all',
  )
})

test('resolve says what it would do and asks; nobody there: nothing is changed', async () => {
  await clash('Sales')
  const asked = await run('conflicts', 'resolve', 'Sales', '--decision', 'accept')
  expect(asked.code).toBe(1)
  expect(asked.stderr).toContain('To accept 1 conflict:')
  expect(asked.stderr).toContain('1 added, 1 removed, 1 stay')
  expect(asked.stderr).toMatch(/1 person loses the only way into\n {4}app Wiki of Sales: 1\n/)
  expect(asked.stderr).toContain('Nothing was changed')
  expect(await membersOf('Sales')).toEqual(['ann', 'bob'])
  expect(await said('conflicts', 'resolve', 'Sales', '--decision', 'accept', '--yes', '--reason', 'same')).toBe(
    '1 conflict decided.\n',
  )
  expect(await membersOf('Sales')).toEqual(['bob', 'cid'])
  expect(await said('conflicts', 'list', '--state', 'resolved')).toMatch(/Sales +local-group +.* +resolved: accept\n/)
  const [{ id }] = await json('conflicts', 'list', '--state', 'resolved', '--name', 'sales')
  expect(await said('conflicts', 'show', id)).toMatch(/accept, said by \S+/)
  // By its name as well: what became of it is of interest too.
  expect(await said('conflicts', 'show', 'Sales')).toMatch(/^Sales: local-group, resolved\n/)
  const again = await run('conflicts', 'resolve', 'Sales', '--decision', 'accept', '--yes')
  expect(again.stderr).toContain(`that is open or decided, but:\n  ${id} resolved`)
})

test('a new name, and all by a filter; what is asked wrongly is refused before', async () => {
  await clash('Board')
  await clash('Crew')
  const named = await run('conflicts', 'resolve', 'Board', '--decision', 'rename', '--as', 'Crew', '--yes')
  expect(named.stderr).toContain('The name is not free')
  await said('conflicts', 'resolve', 'Board', '--decision', 'rename', '--as', 'Board of Okta', '--yes')
  expect(await membersOf('Board of Okta')).toEqual(['bob', 'cid'])
  const wrong = [
    ['conflicts', 'resolve', '--decision', 'merge'],
    ['conflicts', 'resolve', 'Crew', '--all', '--decision', 'merge'],
    ['conflicts', 'resolve', 'Crew', '--kind', 'local-group', '--decision', 'merge'],
    ['conflicts', 'resolve', 'Crew', '--decision', 'rename'],
    ['conflicts', 'resolve', 'Crew', '--decision', 'keep', '--as', 'Other'],
    ['conflicts', 'resolve', 'Crew'],
  ]
  const refused = await Promise.all(wrong.map((args) => run(...args, '--yes')))
  expect(refused.map(({ code }) => code)).toEqual(refused.map(() => 1))
  const all = ['conflicts', 'resolve', '--all', '--decision', 'merge', '--kind', 'local-group', '--yes']
  expect((await json(...all)).done).toBeGreaterThanOrEqual(1)
  expect(await membersOf('Crew')).toEqual(['ann', 'bob', 'cid'])
  expect(await said('conflicts', 'list')).toBe('Nothing clashes.\n')
})

test('a decision is taken back, and a deleted group restored', async () => {
  await clash('Undone')
  await said('conflicts', 'resolve', 'Undone', '--decision', 'accept', '--yes')
  const asked = await run('conflicts', 'undo', 'Undone')
  expect([asked.code, asked.stderr]).toEqual([
    1,
    expect.stringContaining('2 people return, 2 memberships of the directory leave'),
  ])
  expect(await said('conflicts', 'undo', 'Undone', '--yes')).toMatch(/^Taken back\./)
  expect(await membersOf('Undone')).toEqual(['ann', 'bob'])
  expect((await run('conflicts', 'undo', 'Undone', '--yes')).stderr).toContain('no conflict "Undone" that is resolved')

  expect(await said('group', 'deleted')).toBe('No group was deleted in the last 30 days.\n')
  await said('group', 'delete', 'Undone', '--force')
  expect(await said('group', 'deleted')).toMatch(/^Undone +2 +1 +\d{4}-/m)
  expect(await said('group', 'restore', 'undone', '--as', 'Again')).toBe(
    '"Again" is back as a local group, with 2 people.\n',
  )
  expect(await membersOf('Again')).toEqual(['ann', 'bob'])
  expect((await run('group', 'restore', 'Undone')).stderr).toContain('No group "Undone" can be restored')
})
