/**
 * A client whose types are generated from the document tells a story: it connects a directory, looks what that did, answers an
 * agent, and ends the key. The compiler checks the story against the types, the test that the types are those of the document.
 */
import { readFile } from 'node:fs/promises'
import createClient from 'openapi-fetch'
import { expect, it } from 'vitest'
import { createTestAdmin } from '../../support/admin-api.ts'
import { generateTypes, TYPES_FILE } from '../../support/admin-api-types.ts'
import { PUBLIC_URL, scimRequest } from '../../support/test-api.ts'
import { useTestSystem } from '../../support/test-system.ts'
import type { paths } from './admin-api.d.ts'

const { pool, api, startWorker } = useTestSystem({ directory: 'none' })

/** @throws when the request was refused */
function got<Data>({ data, error }: { readonly data?: Data; readonly error?: unknown }): Data {
  if (data === undefined) throw new Error(`refused: ${JSON.stringify(error)}`)
  return data
}

it('has the types of the document', async () => {
  expect(await readFile(TYPES_FILE, 'utf8'), 'run "npm run admin-api-types"').toBe(await generateTypes())
})

it('connects a directory, sees what it did, answers an agent, and ends the key', async () => {
  const token = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
  await startWorker()
  const client = createClient<paths>({
    baseUrl: PUBLIC_URL,
    fetch: async (request: Request) => api().app.fetch(request),
    headers: { authorization: `Bearer ${token}` },
  })

  const site = got(await client.POST('/admin/v1/sites', { body: { name: 'Story', reason: 'first customer' } }))
  const atSite = { site: site.id }
  const directory = got(
    await client.POST('/admin/v1/sites/{site}/directories', { params: { path: atSite }, body: { name: 'Entra' } }),
  )
  const atDirectory = { ...atSite, directory: directory.id }
  // As if it had been reviewed and started.
  await pool().query(`update directory set phase = 'syncing' where public_id = $1`, [directory.id])
  const created = got(
    await client.POST('/admin/v1/sites/{site}/directories/{directory}/keys', {
      params: { path: atDirectory },
      body: { name: 'Entra', expiresInDays: 30 },
    }),
  )
  const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'jane@example.com' }
  const provision = () => api().app.request(`${directory.scimBaseUrl}/Users`, scimRequest(created.key, 'POST', user))
  expect((await provision()).status).toBe(201)

  const query = { limit: 10, email: 'JANE' }
  const people = got(await client.GET('/admin/v1/sites/{site}/people', { params: { path: atSite, query } }))
  expect(people.items.map(({ email }) => email)).toEqual(['jane@example.com'])
  const [done] = got(await client.GET('/admin/v1/sites/{site}/operations', { params: { path: atSite } })).items
  const operation = got(
    await client.GET('/admin/v1/sites/{site}/operations/{operation}', {
      params: { path: { ...atSite, operation: done?.id ?? '' } },
    }),
  )
  expect(operation.effects.map(({ subjectType, kind }) => `${subjectType} ${kind}`)).toContain('account created')
  const answer = got(
    await client.GET('/admin/v1/sites/{site}/lookup', {
      params: { path: atSite, query: { email: 'jane@example.com' } },
    }),
  )
  expect(answer).toMatchObject({ provisioned: true, people: [{ directory: { name: 'Entra' } }] })

  const revoked = got(
    await client.POST('/admin/v1/sites/{site}/directories/{directory}/keys/{key}/revoke', {
      params: { path: { ...atDirectory, key: created.prefix } },
      body: { pending: 'keep', reason: 'lost' },
    }),
  )
  expect(revoked.state).toBe('revoked')
  await expect.poll(async () => (await provision()).status, { timeout: 30_000 }).toBe(401)
  const events = got(await client.GET('/admin/v1/sites/{site}/events', { params: { path: atSite } })).items
  expect(events.map(({ action, reason }) => [action, reason])).toEqual([
    ['credential.revoked', 'lost'],
    ['credential.created', null],
    ['directory.created', null],
    ['site.created', 'first customer'],
  ])
  const prefix = token.split('_')[1]
  expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set([`admin:${prefix} (test admin)`]))
  expect(JSON.stringify(events)).not.toContain(created.key.slice(-43))

  const { error, response } = await client.POST('/admin/v1/sites', { body: { name: 'STORY' } })
  expect([response.status, error?.type]).toEqual([409, '/admin/v1/problems/name-taken'])
})
