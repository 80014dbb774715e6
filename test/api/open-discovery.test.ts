/** ServiceProviderConfig with and without credentials, and the authentication schemes that it tells of. */
import { revokeCredential } from '@syncline/core/storage/catalogue/credential-revoke.ts'
import { changeDirectorySettings } from '@syncline/core/storage/catalogue/directory.ts'
import { revokeClientSecret } from '@syncline/core/storage/catalogue/oauth-secret.ts'
import { addTrust } from '@syncline/core/storage/catalogue/oauth-trust.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { expect, test } from 'vitest'
import { expectError } from '../support/expect-error.ts'
import { createTestClient } from '../support/oauth-client.ts'
import { PUBLIC_URL, readAnswer, scimRequest } from '../support/test-api.ts'
import { useTestSystem } from '../support/test-system.ts'
import { waitUntil } from '../support/wait-until.ts'

const UNKNOWN = '0190a000-0000-7000-8000-00000000ffff'

const { pool, api, directory, scim } = useTestSystem()

const anonymous = async (path: string, init?: RequestInit) =>
  readAnswer(await api().app.request(`${PUBLIC_URL}/scim/v2/${path}`, init))
const open = (init?: RequestInit) => anonymous(`${directory().directoryPublicId}/ServiceProviderConfig`, init)
const set = (changes: Record<string, unknown>) =>
  changeDirectorySettings(createKysely(pool()), { directoryId: directory().directoryId }, changes, 'test')

test('open: the reduced document, with all that RFC 7643 §5 requires and nothing that is set for the directory', async () => {
  const { status, headers, body } = await open()
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(Object.keys(body).toSorted()).toEqual(
    [
      'authenticationSchemes',
      'bulk',
      'changePassword',
      'etag',
      'filter',
      'meta',
      'patch',
      'schemas',
      'sort',
    ].toSorted(),
  )
  const full = await scim('GET', '/ServiceProviderConfig')
  expect(full.body).toMatchObject({ authenticationSchemes: body.authenticationSchemes, meta: body.meta })
  expect(Object.keys(full.body)).toContain('pagination')
})

test('open for nothing else: other documents, other methods and other tokens are refused as ever', async () => {
  for (const path of ['Schemas', 'ResourceTypes', 'Users', '']) {
    // biome-ignore lint/performance/noAwaitInLoops: four
    expectError(await anonymous(`${directory().directoryPublicId}/${path}`), 401)
  }
  expectError(await open({ method: 'POST' }), 401)
  expect((await open({ method: 'HEAD' })).status).toBe(200)
  expectError(await open(scimRequest('wrong', 'GET')), 401)
  expectError(await anonymous(`${directory().directoryPublicId}/ServiceProviderConfig?access_token=x`), 400)
  expectError(await anonymous(`${directory().directoryPublicId}/ServiceProviderConfig?filter=x`), 403)
})

test('closed, unknown and no directory at all are told apart by nobody', async () => {
  await set({ discovery: 'closed' })
  const texts = await Promise.all(
    [directory().directoryPublicId, UNKNOWN, 'none'].map(async (id) => {
      const answer = await api().app.request(`${PUBLIC_URL}/scim/v2/${id}/ServiceProviderConfig`)
      return JSON.stringify([answer.status, [...answer.headers], await answer.text()])
    }),
  )
  expect(texts).toEqual(texts.map(() => texts[0]))
  expect(texts[0]).toContain('401')
  expect((await scim('GET', '/ServiceProviderConfig')).status).toBe(200)
})

test('a directory that is closed is so within a second', async () => {
  expect((await open()).status).toBe(200)
  await set({ discovery: 'closed' })
  await waitUntil(open, ({ status }) => status === 401)
})

test('tells of what the directory has a valid credential for', async () => {
  const schemes = async () =>
    (await open()).body.authenticationSchemes.map(({ type, name, primary }: Record<string, unknown>) => [
      type,
      name,
      primary,
    ])
  const KEY = ['oauthbearertoken', 'Bearer key']
  const SECRET = ['oauth2', 'OAuth 2.0 client credentials']
  const TRUST = ['oauth2', 'OAuth 2.0 with signed assertions']
  const become = (...expected: unknown[]) =>
    waitUntil(schemes, (found) => JSON.stringify(found) === JSON.stringify(expected))
  await become([...KEY, true])
  const client = await createTestClient(pool(), directory())
  await become([...KEY, true], [...SECRET, false])
  const trusted = { issuer: 'https://issuer.example', audience: 'a', subject: 's', tenant: null, jwksUri: null }
  await addTrust(createKysely(pool()), client.clientId, trusted, 'test')
  await become([...KEY, true], [...SECRET, false], [...TRUST, false])
  await revokeClientSecret(createKysely(pool()), { prefix: client.secretPrefix }, 'test')
  const { rows } = await pool().query('select prefix from credential where id = $1', [directory().credentialId])
  await revokeCredential(createKysely(pool()), { prefix: rows[0].prefix }, { pending: 'keep' }, 'test')
  await become([...TRUST, true])
})
