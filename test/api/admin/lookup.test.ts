/** "Is this address one of ours", as agents ask it who may see nothing else. */
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { beforeAll, expect, it } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { addAccount } from '../../support/existing-site.ts'
import { createTestDirectory, type TestDirectory } from '../../support/test-directory.ts'
import { useTestSystem } from '../../support/test-system.ts'
import { USER } from '../../support/urns.ts'

const { pool, api, directory } = useTestSystem({ directory: 'once', worker: 'always' })
let site: string
let agent: string
let second: TestDirectory

const NOBODY = { provisioned: false, domainVerified: false, people: [] }
const OURS = { ...NOBODY, domainVerified: true }

const lookUp = (email: string) =>
  adminRequest(api(), agent, 'GET', `/sites/${site}/lookup?email=${encodeURIComponent(email)}`)
const ask = async (email: string) => (await lookUp(email)).body

async function create(of: TestDirectory, userName: string, own: object = {}): Promise<string> {
  const answer = await api().scim(of, 'POST', '/Users', { schemas: [USER], userName, ...own })
  expect(answer.status).toBe(201)
  return answer.body.id
}

beforeAll(async () => {
  const { siteId } = directory()
  site = (await pool().query('select public_id from site where id = $1', [siteId])).rows[0].public_id
  agent = await createTestAdmin(pool(), [{ role: 'agent', siteId }])
  second = await createTestDirectory(pool(), { of: directory() })
})

it('whoever has no account is not provisioned, and the domain is ours or not', async () => {
  expect(await ask('nobody@EXAMPLE.com')).toEqual(OURS)
  expect(await ask('nobody@elsewhere.example')).toEqual(NOBODY)
  expect(await ask('nobody@sub.example.com')).toEqual(NOBODY)
})

it('a person is found by the whole address, in any case, with class and directory', async () => {
  await create(directory(), 'Jane@Example.com', { displayName: 'Jane Doe' })
  const jane = {
    provisioned: true,
    domainVerified: true,
    people: [
      {
        id: expect.any(String),
        displayName: 'Jane Doe',
        audience: 'workforce',
        class: 'managed',
        active: true,
        directory: { id: directory().directoryPublicId, name: expect.any(String) },
        otherDirectories: [],
      },
    ],
  }
  expect(await ask('jane@example.COM')).toEqual(jane)
  expect(await ask('ane@example.com')).toEqual(OURS)
  expect(await ask('jane@example.co')).toEqual(NOBODY)
  expect((await lookUp('jane')).status).toBe(400)
})

it('an account that is off is one of ours, and so is one of no directory', async () => {
  await create(directory(), 'off@example.com', { active: false })
  await addAccount(pool(), directory().siteId, { email: 'local@elsewhere.example' })
  expect(await ask('off@example.com')).toMatchObject({ provisioned: true, people: [{ active: false }] })
  expect(await ask('local@elsewhere.example')).toMatchObject({
    provisioned: true,
    domainVerified: false,
    people: [{ directory: null, otherDirectories: [] }],
  })
})

it('who is outside of the verified domains is external, and held is not provisioned', async () => {
  await create(directory(), 'guest@partner.example')
  expect(await ask('guest@partner.example')).toMatchObject({
    provisioned: true,
    domainVerified: false,
    people: [{ class: 'external' }],
  })
  await pool().query(`update directory set settings = '{"externalUsers":"review"}' where id = $1`, [second.directoryId])
  await create(second, 'waits@partner.example')
  expect(await ask('waits@partner.example')).toEqual(NOBODY)
})

it('an account that two directories are linked to is one person, who comes from both', async () => {
  await create(directory(), 'both@example.com')
  const admin = await createTestAdmin(pool(), [{ role: 'access', siteId: directory().siteId }])
  const other = await create(second, 'both@example.com')
  const linked = await adminRequest(api(), admin, 'POST', `/sites/${site}/records/${other}/member-link`, {})
  expect([linked.status, linked.text]).toEqual([200, expect.any(String)])
  const { people } = await ask('both@example.com')
  expect(people).toMatchObject([
    { directory: { id: directory().directoryPublicId }, otherDirectories: [{ id: second.directoryPublicId }] },
  ])
})

it('a colleague who is a customer too is both', async () => {
  const { siteId } = directory()
  const customers = await createDirectory(
    createKysely(pool()),
    { siteId, name: 'customers', audience: 'customers', phase: 'syncing' },
    'test',
  )
  await create(directory(), 'twice@example.com')
  const admin = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
  const path = `/sites/${site}/directories/${customers.publicId}/keys`
  const { key } = (await adminRequest(api(), admin, 'POST', path, {})).body
  await create({ ...directory(), directoryPublicId: customers.publicId, key }, 'twice@example.com')
  const { people } = await ask('twice@example.com')
  expect(people).toMatchObject([
    { audience: 'workforce', class: 'managed', directory: { id: directory().directoryPublicId } },
    { audience: 'customers', class: 'portal-only', directory: { id: customers.publicId, name: 'customers' } },
  ])
})

it('other addresses of a person, and those of other sites, are nobody', async () => {
  const emails = [{ value: 'main@example.com', primary: true }, { value: 'alias@example.com' }]
  await create(directory(), 'main', { emails })
  expect(await ask('main@example.com')).toMatchObject({ provisioned: true })
  expect(await ask('alias@example.com')).toEqual(OURS)
  await create(await createTestDirectory(pool()), 'foreign@example.com')
  expect(await ask('foreign@example.com')).toEqual(OURS)
})
