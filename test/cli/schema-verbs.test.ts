/** `syncline schema …` as processes of their own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { BADGE, BADGE_DOCUMENT } from '../support/extension.ts'
import { runCli } from './run-cli.ts'

let database: TestDatabase
let folder: string
const run = (...args: string[]) => runCli(args, { DATABASE_URL: database.url })
const file = async (name: string, document: unknown) => {
  const path = join(folder, name)
  await writeFile(path, typeof document === 'string' ? document : JSON.stringify(document))
  return path
}

beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'syncline-schema-'))
  await run('site', 'create', 'Acme')
  await run('directory', 'create', 'Entra', '--site', 'Acme')
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

it('a schema is registered, listed, shown as it can be registered again, and removed', async () => {
  const path = await file('badge.json', BADGE_DOCUMENT)
  const registered = await run('schema', 'register', path, '--directory', 'Entra', '--index', 'code', '--index', 'tags')
  expect([registered.code, registered.stderr]).toEqual([0, ''])
  expect(registered.stdout).toContain('Indexed: number, code, tags.')
  const listed = await run('schema', 'list', '--directory', 'Entra', '--json')
  expect(JSON.parse(listed.stdout)).toMatchObject([{ urn: BADGE, resourceType: 'User', required: false, version: 1 }])
  const shown = await run('schema', 'show', BADGE, '--directory', 'Entra')
  const again = await file('again.json', shown.stdout)
  const options = ['--directory', 'Entra', '--index', 'code', '--index', 'tags']
  expect((await run('schema', 'register', again, ...options)).stdout).toContain('like this already')
  expect((await run('schema', 'remove', BADGE, '--directory', 'Entra')).stdout).toContain(`Removed ${BADGE}`)
  expect((await run('schema', 'show', BADGE, '--directory', 'Entra')).stderr).toContain('It has none of its own')
})

it('what is wrong with a file is said without a stack', async () => {
  const wrong = { ...BADGE_DOCUMENT, id: 'urn:ietf:params:scim:schemas:core:2.0:User' }
  const refused = await run('schema', 'register', await file('wrong.json', wrong), '--directory', 'Entra')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('belongs to the RFCs')])
  const broken = await run('schema', 'register', await file('broken.json', '{'), '--directory', 'Entra')
  expect(broken.stderr).toContain('is no JSON document')
  const missing = await run('schema', 'register', join(folder, 'missing.json'), '--directory', 'Entra')
  expect(missing.stderr).toContain('cannot be read')
  for (const { stderr } of [refused, broken, missing]) expect(stderr).not.toContain('    at ')
})
