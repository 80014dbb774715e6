/** Who asks (RFC 6750 §2.1, §3.1), and in which order a request is judged. */
import { createCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { describe, expect, test } from 'vitest'
import { expectError } from '../support/expect-error.ts'
import { PUBLIC_URL, readAnswer } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'

const { pool, api, directory, scim } = useTestSystem({ directory: 'once' })

const raw = async (path: string, init?: RequestInit) =>
  readAnswer(await api().app.request(`${PUBLIC_URL}${path}`, init))
const under = (authorization: string | undefined, path = '/Users') =>
  raw(
    `/scim/v2/${directory().directoryPublicId}${path}`,
    authorization === undefined ? {} : { headers: { authorization } },
  )

describe('authentication', () => {
  test('M68: without credentials: 401, a challenge without an error code', async () => {
    const answer = await under(undefined)
    expectError(answer, 401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="scim"')
    expectError(await under('Basic dXNlcjpwYXNz'), 401)
  })

  test('an unknown token: 401 invalid_token', async () => {
    const answer = await under(`Bearer sync_abcdefgh_${'x'.repeat(43)}`)
    expectError(answer, 401)
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  test('M69: an expired or revoked token is answered exactly like an unknown one', async () => {
    const unknown = await under('Bearer nonsense')
    const withKey = async (change: string) => {
      const { directoryId } = directory()
      const expiresAt = new Date(Date.now() + 60_000)
      const made = await createCredential(createKysely(pool()), { directoryId, name: change, expiresAt }, 'test')
      await pool().query(`update credential set ${change} = now() - interval '1 second' where id = $1`, [made.id])
      return under(`Bearer ${made.key}`)
    }
    const others = [await withKey('expires_at'), await withKey('revoked_at')]
    for (const answer of others) {
      expect([answer.status, answer.body]).toEqual([unknown.status, unknown.body])
      expect([...answer.headers]).toEqual([...unknown.headers])
    }
  })

  test('a token is taken without its scheme, as Okta sends it', async () => {
    expect((await under(directory().key)).status).toBe(200)
    expect((await under(`bearer ${directory().key}`)).status).toBe(200)
  })

  test.each([
    ['a scheme without a token', 'Bearer'],
    ['two tokens', 'Bearer one two'],
  ])('%s: 400 invalid_request', async (_, header) => {
    const answer = await under(header)
    expectError(answer, 400)
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_request"')
  })

  test('a token in the address is refused', async () => {
    expectError(await under(`Bearer ${directory().key}`, `/Users?access_token=${directory().key}`), 400)
  })

  test('a key is refused within a second of its revocation', async () => {
    const one = await createTestDirectory(pool())
    expect((await api().scim(one, 'GET', '/Users')).status).toBe(200)
    await pool().query('update credential set revoked_at = now() where id = $1', [one.credentialId])
    const revoked = Date.now()
    /** When the last one came that was still let in: how long a request takes does not count. */
    const lastLetIn = async (before: number): Promise<number> => {
      const sent = Date.now()
      return (await api().scim(one, 'GET', '/Users')).status === 401 ? before : lastLetIn(sent)
    }
    expect((await lastLetIn(revoked)) - revoked).toBeLessThanOrEqual(1_000)
  })
})

describe('the order in which a request is judged', () => {
  const text = { 'content-type': 'text/plain' }
  const large = { ...text, 'content-length': String(17 * 1_048_576) }

  test.each([
    ['size before credentials', 'POST', '/Nothing', large, false, 413],
    ['credentials before the address', 'POST', '/Nothing', text, false, 401],
    ['the address before the media type', 'POST', '/Nothing', text, true, 404],
    ['the method before the media type', 'PUT', '/Users', text, true, 405],
    ['what is not offered before the media type', 'POST', '/Me', text, true, 501],
    ['the media type before the body', 'POST', '/Users', text, true, 415],
    ['the body before the resource', 'PUT', '/Users/none', {}, true, 400],
  ])('%s', async (_, method, path, headers, withKey, status) => {
    const answer = await scim(method, path, '{', { ...headers, ...(withKey ? {} : { authorization: 'Basic Og==' }) })
    expectError(answer, status, status === 400 ? 'invalidSyntax' : undefined)
  })
})
