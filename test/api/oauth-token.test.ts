/** The token endpoint (RFC 6749 §4.4, §5), and what its tokens are good for. */
import { revokeCredential } from '@syncline/core/storage/catalogue/credential-revoke.ts'
import { revokeClientSecret } from '@syncline/core/storage/catalogue/oauth-secret.ts'
import { deleteExpiredTokens } from '@syncline/core/storage/catalogue/oauth-token.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectError } from '../support/expect-error.ts'
import { addTestSecret, askForToken, createTestClient, type TestClient, tokenOf } from '../support/oauth-client.ts'
import { openTestApi, PUBLIC_URL, readAnswer } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'

const GRANT = { grant_type: 'client_credentials' }

const { database, pool, api, directory } = useTestSystem({ worker: 'always', directory: 'once' })
let client: TestClient

beforeAll(async () => {
  client = await createTestClient(pool(), directory())
})

const ask = (form: Readonly<Record<string, string>> | string, headers?: Readonly<Record<string, string>>) =>
  askForToken(api(), form, headers)
const inBody = ({ clientId, secret }: Pick<TestClient, 'clientId' | 'secret'>) => ({
  ...GRANT,
  client_id: clientId,
  client_secret: secret,
})
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})
const under = (token: string, method = 'GET', path = '/Users', body?: unknown) =>
  api().scim({ ...directory(), key: token }, method, path, body)
const refused = (token: string) =>
  waitUntil(
    async () => (await under(token)).status,
    (status) => status === 401,
  )

describe('a token', () => {
  test('M74: is given for the secret in the body or in a Basic header, for an hour, and nobody keeps the answer', async () => {
    const answers = [await ask(inBody(client)), await ask(GRANT, basic(client.clientId, client.secret))]
    for (const { status, headers, body } of answers) {
      expect(status).toBe(200)
      expect(body).toEqual({
        access_token: expect.stringMatching(/^synctoken_[\w-]{43}$/),
        token_type: 'Bearer',
        expires_in: 3_600,
        scope: 'scim.write',
      })
      expect(headers.get('content-type')).toBe('application/json')
      expect([headers.get('cache-control'), headers.get('pragma')]).toEqual(['no-store', 'no-cache'])
    }
    expect(answers[0]?.body.access_token).not.toBe(answers[1]?.body.access_token)
    const stored = await pool().query('select t.*, s.hash from oauth_token t, oauth_secret s')
    expect(JSON.stringify(stored.rows)).not.toContain(answers[0]?.body.access_token)
  })

  test('reads and writes its directory, under the name of its client, and no other directory', async () => {
    const token = await tokenOf(api(), client)
    const created = await under(token, 'POST', '/Users', { schemas: [USER], userName: 'ada' })
    expect(created.status).toBe(201)
    const { rows } = await pool().query('select credential_id, actor from operation where site_id = $1', [
      directory().siteId,
    ])
    expect(rows).toEqual([{ credential_id: client.credentialId, actor: `oauth-client:${client.prefix}` }])
    const other = await createTestDirectory(pool(), { of: directory() })
    expectError(await api().scim({ ...other, key: token }, 'GET', '/Users'), 404)
  })

  test('for reading may search and not write: 403 insufficient_scope', async () => {
    const reader = await createTestClient(pool(), directory(), { access: 'read' })
    const tokens = [await tokenOf(api(), reader), await tokenOf(api(), client, 'scim.read')]
    const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], count: 1 }
    for (const answer of await Promise.all(tokens.map((token) => under(token, 'POST', '/Users/.search', search)))) {
      expect(answer.status).toBe(200)
    }
    const writes = tokens.flatMap((token) => [
      under(token, 'POST', '/Users', { userName: 'eve' }),
      under(token, 'PATCH', '/Users/none', {}),
      under(token, 'DELETE', '/Groups/none'),
      under(token, 'POST', '/Bulk', {}),
      under(token, 'POST', '/Nothing', {}),
    ])
    for (const answer of await Promise.all(writes)) {
      expectError(answer, 403)
      expect(answer.headers.get('www-authenticate')).toBe(
        'Bearer realm="scim", error="insufficient_scope", scope="scim.write"',
      )
    }
  })

  test('ends with its secret, with its client, and by its time; another secret of the client goes on', async () => {
    const own = await createTestClient(pool(), directory())
    const second = await addTestSecret(pool(), own.clientId)
    const [first, kept] = [await tokenOf(api(), own), await tokenOf(api(), { ...own, ...second })]
    expect([(await under(first)).status, (await under(kept)).status]).toEqual([200, 200])
    await revokeClientSecret(createKysely(pool()), { prefix: own.secretPrefix }, 'test')
    await refused(first)
    expect((await under(kept)).status).toBe(200)
    expect((await ask(inBody(own))).body.error).toBe('invalid_client')

    const third = await tokenOf(api(), { ...own, ...second })
    await pool().query("update oauth_token set expires_at = now() - interval '1 s' where credential_id = $1", [
      own.credentialId,
    ])
    await refused(third)

    const last = await tokenOf(api(), { ...own, ...second })
    await revokeCredential(
      createKysely(pool()),
      { prefix: own.prefix, kind: 'oauth-client' },
      { pending: 'keep' },
      'test',
    )
    await refused(last)
    expect((await ask(inBody({ ...own, ...second }))).body.error).toBe('invalid_client')
  })

  test('does not outlive a secret that expires before it', async () => {
    const short = await createTestClient(pool(), directory(), { validMs: 600_000 })
    const { body } = await ask(inBody(short))
    expect(body.expires_in).toBeLessThanOrEqual(600)
    expect(body.expires_in).toBeGreaterThan(500)
  })

  test('carries a walk by cursor on after another token of the client has ended', async () => {
    await under(await tokenOf(api(), client), 'POST', '/Users', { schemas: [USER], userName: 'bob' })
    const first = await under(await tokenOf(api(), client), 'GET', '/Users?cursor=&count=1')
    const next = `/Users?cursor=${first.body.nextCursor}`
    expect((await under(await tokenOf(api(), client), 'GET', next)).status).toBe(200)
    expectError(await under(directory().key, 'GET', next), 400, 'invalidCursor')
  })
})

describe('a request for a token is refused', () => {
  const challenge = 'Basic realm="scim"'

  test.each([
    ['without a grant type', () => ({ ...inBody(client), grant_type: '' }), 'invalid_request', 400],
    ['for another grant', () => ({ ...inBody(client), grant_type: 'password' }), 'unsupported_grant_type', 400],
    ['without a client', () => GRANT, 'invalid_client', 401],
    ['without a secret', () => ({ ...GRANT, client_id: client.clientId }), 'invalid_client', 401],
    ['with a wrong secret', () => ({ ...inBody(client), client_secret: 'wrong' }), 'invalid_client', 401],
    ['with a client that is none', () => ({ ...inBody(client), client_id: 'client_none' }), 'invalid_client', 401],
    [
      'with a key of the directory',
      () => ({ ...inBody(client), client_secret: directory().key }),
      'invalid_client',
      401,
    ],
    [
      'with a parameter sent twice',
      () => `${new URLSearchParams(inBody(client))}&client_id=${client.clientId}`,
      'invalid_request',
      400,
    ],
    ['with too large a body', () => ({ ...inBody(client), scope: 'x'.repeat(70_000) }), 'invalid_request', 413],
  ] as const)('%s', async (_, form, error, status) => {
    const answer = await ask(form())
    expect(answer.body).toEqual({ error, error_description: expect.any(String) })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? challenge : null)
  })

  test.each([
    [
      'another client’s secret',
      async () => inBody({ ...(await createTestClient(pool(), directory())), ...id(client) }),
    ],
    ['an expired secret', async () => inBody(await expired())],
  ])('with %s, in the same words as a wrong one', async (_, form) => {
    const wrong = await ask({ ...inBody(client), client_secret: 'wrong' })
    const answer = await ask(await form())
    expect([answer.status, answer.body, [...answer.headers]]).toEqual([wrong.status, wrong.body, [...wrong.headers]])
  })
  const id = ({ clientId }: TestClient) => ({ clientId })
  const expired = async () => {
    const made = await createTestClient(pool(), directory())
    await pool().query("update oauth_secret set expires_at = now() - interval '1 s' where prefix = $1", [
      made.secretPrefix,
    ])
    return made
  }

  test('with the client in the header and in the body, or a header that is none', async () => {
    const header = basic(client.clientId, client.secret)
    expect((await ask(inBody(client), header)).body.error).toBe('invalid_request')
    expect((await ask({ ...GRANT, client_id: 'client_other' }, header)).body.error).toBe('invalid_request')
    for (const authorization of ['Basic', 'Basic Og==', 'Basic !!', `Bearer ${directory().key}`, 'Basic JTo=']) {
      // biome-ignore lint/performance/noAwaitInLoops: five
      expect((await ask(GRANT, { authorization })).body.error).toBe('invalid_client')
    }
  })

  test('as JSON, by GET, or with the secret in the address', async () => {
    expect((await ask(JSON.stringify(inBody(client)), { 'content-type': 'application/json' })).body.error).toBe(
      'invalid_request',
    )
    const get = await readAnswer(await api().app.request(`${PUBLIC_URL}/oauth/token`))
    expectError(get, 405)
    expect(get.headers.get('allow')).toBe('POST')
    const address = `${PUBLIC_URL}/oauth/token?${new URLSearchParams(inBody(client))}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const inAddress = await readAnswer(await api().app.request(address, { method: 'POST', headers, body: 'a=b' }))
    expect(inAddress.body.error).toBe('invalid_request')
  })

  test('for more than the client may do; scopes that are not ours are left out', async () => {
    const reader = await createTestClient(pool(), directory(), { access: 'read' })
    expect((await ask({ ...inBody(reader), scope: 'scim.write' })).body.error).toBe('invalid_scope')
    expect((await ask({ ...inBody(reader), scope: 'api://x/.default' })).body.scope).toBe('scim.read')
    expect((await ask({ ...inBody(client), scope: 'openid scim.read' })).body.scope).toBe('scim.read')
  })

  test('while the database is away, to come again', async () => {
    const away = await openTestApi(database())
    await away.close(0)
    const answer = await askForToken(away, inBody(client))
    expect([answer.status, answer.body.error]).toEqual([503, 'temporarily_unavailable'])
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
  })
})

describe('the catalogue', () => {
  test('has two valid secrets of a client at most; a revoked one makes room', async () => {
    const own = await createTestClient(pool(), directory())
    const second = await addTestSecret(pool(), own.clientId)
    await expect(addTestSecret(pool(), own.clientId)).rejects.toMatchObject({ fault: 'too-many-secrets' })
    await revokeClientSecret(createKysely(pool()), { prefix: second.secretPrefix }, 'test')
    await addTestSecret(pool(), own.clientId)
  })

  test('keeps a thousand tokens of a client, the newest, and those that have not ended', async () => {
    const own = await createTestClient(pool(), directory())
    await pool().query(
      `insert into oauth_token (hash, credential_id, access, created_at, expires_at)
       select sha256(('old' || n)::bytea), $1, 'write', now() - n * interval '1 s', now() + interval '1 h'
       from generate_series(1, 1200) n`,
      [own.credentialId],
    )
    const token = await tokenOf(api(), own)
    const count = async () =>
      (await pool().query('select count(*) as n from oauth_token where credential_id = $1', [own.credentialId])).rows[0]
        .n
    expect([await count(), (await under(token)).status]).toEqual([1_000, 200])
    await pool().query(
      "update oauth_token set expires_at = now() - interval '1 s' where credential_id = $1 and secret_id is null",
      [own.credentialId],
    )
    await deleteExpiredTokens(pool())
    expect([await count(), (await under(token)).status]).toEqual([1, 200])
  })
})
