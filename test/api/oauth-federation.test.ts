/** Assertions of a real issuer in place of a client secret (RFC 7523 §2.2, §3), as Entra sends them; and all that must not pass. */
import { createIssuerKeys } from '@syncline/api/oauth/issuer-keys.ts'
import { addTrust, revokeTrust, type TrustedIssuer } from '@syncline/core/storage/catalogue/oauth-trust.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { askForToken, createTestClient, type TestClient } from '../support/oauth-client.ts'
import { openTestApi, type TestApi } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { startTestIssuer, type TestIssuer } from '../support/test-issuer.ts'
import { useTestSystem } from '../support/test-system.ts'
import { waitUntil } from '../support/wait-until.ts'

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const AUDIENCE = 'api://5f8e'
const CLAIMS = { aud: AUDIENCE, sub: 'subject', oid: 'object', tid: 'tenant' }

const { database, pool, directory } = useTestSystem({ apis: {}, directory: 'once' })
let api: TestApi
let issuer: TestIssuer
let client: TestClient

beforeEach(async () => {
  // Each has an issuer and what is remembered of it for itself.
  issuer = await startTestIssuer()
  api = await openTestApi(database())
  client = await createTestClient(pool(), directory())
  return async () => {
    await api.close(0)
    await issuer.close()
  }
})

const trust = (changes: Partial<TrustedIssuer> = {}) =>
  addTrust(
    createKysely(pool()),
    client.clientId,
    { issuer: issuer.url, audience: AUDIENCE, subject: 'subject', tenant: null, jwksUri: null, ...changes },
    'test',
  )
const present = (assertion: string, clientId = client.clientId) =>
  askForToken(api, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
    scope: `${AUDIENCE}/.default`,
  })
const REFUSED = { error: 'invalid_client', error_description: 'The assertion is not valid for this client.' }

describe('an assertion of the issuer that the client trusts', () => {
  test('is worth a token, which ends with the trust', async () => {
    const { prefix } = await trust()
    const { status, body } = await present(await issuer.sign(CLAIMS))
    expect([status, body]).toEqual([
      200,
      { access_token: expect.any(String), token_type: 'Bearer', expires_in: 3_600, scope: 'scim.write' },
    ])
    const read = () => api.scim({ ...directory(), key: body.access_token }, 'GET', '/Users')
    expect((await read()).status).toBe(200)
    await revokeTrust(createKysely(pool()), { prefix }, 'test')
    await waitUntil(
      async () => (await read()).status,
      (answered) => answered === 401,
    )
    expect((await present(await issuer.sign(CLAIMS))).body).toEqual(REFUSED)
  })

  test('may name the application by its object id where the tenant is given, as Entra does', async () => {
    await trust({ tenant: 'tenant', subject: 'object' })
    expect((await present(await issuer.sign(CLAIMS))).status).toBe(200)
    expect((await present(await issuer.sign({ ...CLAIMS, tid: 'other' }))).body).toEqual(REFUSED)
  })

  test('is checked with keys from where they are configured to be, without asking where they are', async () => {
    await trust({ jwksUri: `${issuer.url}/keys` })
    expect((await present(await issuer.sign(CLAIMS))).status).toBe(200)
    expect(issuer.asked).toEqual(['/keys'])
  })

  test('needs no second look at the keys, and a new key needs one', async () => {
    await trust()
    await present(await issuer.sign(CLAIMS))
    await present(await issuer.sign(CLAIMS))
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys'])
    const old = await issuer.sign(CLAIMS)
    await issuer.rotate()
    expect((await present(await issuer.sign(CLAIMS))).status).toBe(200)
    expect((await present(old)).body).toEqual(REFUSED)
  })
})

describe('an assertion is refused', () => {
  const now = () => Math.floor(Date.now() / 1_000)

  test.each([
    ['for another audience', () => ({ ...CLAIMS, aud: 'api://other' })],
    ['about another subject', () => ({ ...CLAIMS, sub: 'other' })],
    ['about the right object id alone, where no tenant is given', () => ({ ...CLAIMS, sub: 'other', oid: 'subject' })],
    ['of another issuer', () => ({ ...CLAIMS, iss: 'https://other.example' })],
    ['that has expired', () => ({ ...CLAIMS, exp: now() - 120 })],
    ['that is not good yet', () => ({ ...CLAIMS, nbf: now() + 300 })],
    ['that never expires', () => ({ ...CLAIMS, exp: undefined })],
    ['without a subject', () => ({ ...CLAIMS, sub: undefined })],
  ])('%s', async (_, claims) => {
    await trust()
    const answer = await present(await issuer.sign(claims()))
    expect([answer.status, answer.body]).toEqual([401, REFUSED])
  })

  test('when it is not signed, signed by somebody else, with a shared secret, changed, or no JWT', async () => {
    await trust()
    const good = await issuer.sign(CLAIMS)
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    const foreign = await new SignJWT({ iss: issuer.url, ...CLAIMS })
      .setExpirationTime('5m')
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .sign(privateKey)
    const shared = await new SignJWT({ iss: issuer.url, ...CLAIMS })
      .setExpirationTime('5m')
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(Buffer.from(JSON.stringify(await exportJWK(publicKey))))
    const [header = '', , signature = ''] = good.split('.')
    const payload = Buffer.from(JSON.stringify({ iss: issuer.url, ...CLAIMS, exp: now() + 9_999 })).toString(
      'base64url',
    )
    const unsigned = new UnsecuredJWT({ iss: issuer.url, ...CLAIMS }).setExpirationTime('5m').encode()
    const nameless = await issuer.sign(CLAIMS, { kid: undefined as unknown as string })
    const forged = [foreign, shared, `${header}.${payload}.${signature}`, unsigned, nameless, 'a.b.c', 'x', `${good}x`]
    const answers = await Promise.all(forged.map((each) => present(each)))
    expect(answers.map(({ status, body }) => [status, body])).toEqual(forged.map(() => [401, REFUSED]))
    expect((await present(good)).status).toBe(200)
  })

  test('for a client that trusts nobody, that is not there, or of another directory: nobody is asked for keys', async () => {
    await trust()
    const assertion = await issuer.sign(CLAIMS)
    const stranger = await createTestClient(pool(), await createTestDirectory(pool()))
    expect((await present(assertion, stranger.clientId)).body).toEqual(REFUSED)
    expect((await present(assertion, 'client_none')).body).toEqual(REFUSED)
    expect((await present(await issuer.sign({ ...CLAIMS, sub: 'other' }))).body).toEqual(REFUSED)
    expect(issuer.asked).toEqual([])
  })

  test('beside a secret, of another type, or without a client: the request is wrong', async () => {
    const form = { grant_type: 'client_credentials', client_assertion: await issuer.sign(CLAIMS) }
    const typed = { ...form, client_assertion_type: JWT_BEARER, client_id: client.clientId }
    const wrong = [
      await askForToken(api, { ...typed, client_secret: client.secret }),
      await askForToken(api, typed, { authorization: 'Basic YTpi' }),
      await askForToken(api, { ...typed, client_assertion_type: 'saml' }),
      await askForToken(api, { ...form, client_assertion_type: JWT_BEARER }),
    ]
    expect(wrong.map(({ status, body }) => [status, body.error])).toEqual(wrong.map(() => [400, 'invalid_request']))
  })
})

describe('an issuer', () => {
  test('that is away: 503 until it is back; known keys stay good, of unknown ones nothing is said', async () => {
    await trust()
    issuer.behave((response) => Boolean(response.writeHead(500).end()))
    const away = await present(await issuer.sign(CLAIMS))
    expect([away.status, away.body.error]).toEqual([503, 'temporarily_unavailable'])
    expect(away.headers.get('retry-after')).toBe('10')
    issuer.behave(null)
    const known = await issuer.sign(CLAIMS)
    expect((await present(known)).status).toBe(200)
    issuer.behave((response) => Boolean(response.writeHead(500).end()))
    await issuer.rotate()
    expect((await present(await issuer.sign(CLAIMS))).status).toBe(503)
    expect((await present(known)).status).toBe(200)
  })

  test('is asked three times a minute at most, however many unknown keys turn up', async () => {
    await trust({ jwksUri: `${issuer.url}/keys` })
    const unknown = await Promise.all(Array.from({ length: 20 }, (_, n) => issuer.sign(CLAIMS, { kid: `none-${n}` })))
    const refused = async (at: number): Promise<void> => {
      const assertion = unknown[at]
      if (assertion === undefined) return
      expect((await present(assertion)).body).toEqual(REFUSED)
      await refused(at + 1)
    }
    await refused(0)
    expect(issuer.asked).toEqual(['/keys', '/keys', '/keys'])
    expect((await present(await issuer.sign(CLAIMS))).status).toBe(200)
  })

  test.each([
    [
      'is not followed elsewhere',
      (url: string) => ({ status: 302, headers: { location: `${url}/elsewhere` }, body: '' }),
    ],
    ['may not name keys on another host', (url: string) => document({ issuer: url, jwks_uri: 'http://localhost:1/k' })],
    ['may not name keys without TLS', (url: string) => document({ issuer: url, jwks_uri: 'http://10.0.0.1/keys' })],
    ['has to be itself', (url: string) => document({ issuer: `${url}/other`, jwks_uri: `${url}/keys` })],
    ['may not send without end', (url: string) => document({ issuer: url, padding: 'x'.repeat(300_000) })],
    ['has to send JSON', () => ({ status: 200, headers: {}, body: '<html>' })],
  ])('%s', async (_, answer) => {
    await trust()
    const { status, headers, body } = answer(issuer.url)
    issuer.behave(
      (response, path) => path.startsWith('/.well') && Boolean(response.writeHead(status, headers).end(body)),
    )
    expect((await present(await issuer.sign(CLAIMS))).status).toBe(503)
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration'])
  })
  const document = (body: object) => ({ status: 200, headers: {}, body: JSON.stringify(body) })

  test('has its keys read again after an hour; those that are known are good for a day without it', async () => {
    let clock = Date.now()
    const keys = createIssuerKeys(() => clock)
    const trusted = { issuer: issuer.url, audience: '', subject: '', tenant: null, jwksUri: `${issuer.url}/keys` }
    const find = () => Promise.resolve(keys.of(trusted)({ alg: 'RS256', kid: 'key-1' }, { payload: '', signature: '' }))
    await find()
    clock += 3_599_000
    await find()
    expect(issuer.asked).toHaveLength(1)
    clock += 2_000
    await find()
    expect(issuer.asked).toHaveLength(2)
    issuer.behave((response) => Boolean(response.writeHead(500).end()))
    clock += 23 * 3_600_000
    await find()
    clock += 2 * 3_600_000
    await expect(find()).rejects.toThrow('the issuer answered 500')
  })

  test('has to be reached by TLS, or be on this machine', async () => {
    for (const url of ['http://10.0.0.1', 'ftp://127.0.0.1', 'https://u:p@x.example', 'https://x.example/?a=b', 'x']) {
      // biome-ignore lint/performance/noAwaitInLoops: five
      await expect(trust({ issuer: url })).rejects.toMatchObject({ fault: 'trust-invalid' })
    }
    await expect(trust({ jwksUri: 'http://issuer.example/keys' })).rejects.toMatchObject({ fault: 'trust-invalid' })
    await expect(trust({ subject: ' ' })).rejects.toMatchObject({ fault: 'trust-invalid' })
  })
})
