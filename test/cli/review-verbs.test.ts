/** The review of a directory from the command line: preview, trial, start and report. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { expect, test } from 'vitest'
import { createGroup, createUser, person } from '../support/requests.ts'
import { createReviewed } from '../support/start-world.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useTestLane } from '../support/use-test-lane.ts'
import { runCli } from './run-cli.ts'

const system = useTestSystem({ apis: {}, worker: 'always', directory: 'none' })
const lane = useTestLane(system)

async function run(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args, { DATABASE_URL: system.database().url })
  return code === 0 ? stdout : `failed: ${stderr}`
}

test('a decision about a conflict is kept in review, said again it is no error, and the start carries it out', async () => {
  const tenant = await createReviewed(lane().pool)
  const of = ['--site', tenant.site.publicId]
  await run('group', 'create', 'Staff', ...of)
  await lane().apply(tenant, [createGroup(uuidv7(), 'Staff', [])])
  const resolve = () => run('conflicts', 'resolve', 'Staff', '--decision', 'merge', '--yes', ...of)
  expect([await resolve(), await resolve()]).toEqual(['1 conflict decided.\n', 'Decided so already.\n'])
  expect(await run('conflicts', 'list', ...of, '--state', 'decided')).toMatch(/decided: merge/)
  await run('directory', 'start', 'directory', ...of, '--take-today')
  expect(await run('conflicts', 'list', ...of, '--state', 'resolved')).toMatch(/resolved: merge/)
})

test('preview, trial, a start that is refused for what has changed, the start of today, and its report', async () => {
  const { pool } = lane()
  const tenant = await createReviewed(pool)
  const of = ['--site', tenant.site.publicId]
  const ofPreview = ['--directory', tenant.directory.publicId]
  const jane = uuidv7()
  await lane().apply(tenant, [
    createUser(jane, person('jane')),
    createUser(uuidv7(), person('=joe', 'joe@elsewhere.example')),
    createUser(uuidv7(), { userName: 'nobody' }),
  ])
  const text = await run('preview', 'new', ...ofPreview)
  expect(text).toMatch(/^Preview of directory "directory"/)
  expect(text).toMatch(/created +2\n/)
  expect(text).toMatch(/no e-mail address +1\n/)
  expect(text).toContain('Users outside of the verified domains: 1')
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
  const rows = JSON.parse(await run('preview', 'rows', ...ofPreview, '--kind', 'create', '--json'))
  expect(rows).toMatchObject([{ name: 'jane' }, { name: '=joe', class: 'external' }])
  expect(await run('preview', 'externals', ...ofPreview)).toMatch(
    /^e-mail address,unique identifier,active,group membership\r\njoe@elsewhere\.example,[0-9a-f-]{36},yes,\r\n$/,
  )
  expect(await run('preview', 'absent', ...ofPreview)).toContain('is in a directory')
  expect(await run('directory', 'report', 'directory', ...of)).toContain('was not started yet')

  expect(await run('directory', 'trial', 'directory', ...of, '--user', jane)).toBe(
    '1 users and 0 groups leave the review now.\n',
  )
  const { id } = JSON.parse(await run('preview', 'show', ...ofPreview, '--json'))
  await lane().apply(tenant, [createUser(uuidv7(), person('late'))])
  const refused = await run('directory', 'start', 'directory', ...of, '--preview', id)
  expect(refused).toMatch(/^failed: What a start would do has changed since the preview/)
  expect(refused).toMatch(/late +not there +created/)

  const started = await run('directory', 'start', 'directory', ...of, '--preview', id, '--take-today')
  expect(started).toMatch(/As previewed: 3\nChanged by an operation after the preview: 1\nUnexplained: 0\n$/)
  const report = await run('directory', 'report', 'directory', ...of)
  expect(report).toMatch(/late +not there +created +operation \d+/)
  expect(await run('directory', 'start', 'directory', ...of, '--take-today')).toContain('syncing already')
})
