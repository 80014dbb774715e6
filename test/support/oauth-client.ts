/** An OAuth client of a test directory, and how it asks for tokens. */
import type { Access } from '@syncline/core/storage/catalogue/credential.ts'
import { clientIdOf, createOAuthClient } from '@syncline/core/storage/catalogue/oauth-client.ts'
import { addClientSecret } from '@syncline/core/storage/catalogue/oauth-secret.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { PUBLIC_URL, readAnswer, type ScimAnswer, type TestApi } from './test-api.ts'
import type { TestDirectory } from './test-directory.ts'

const HOUR_MS = 3_600_000

export type TestClient = {
  readonly credentialId: number
  readonly prefix: string
  readonly clientId: string
  readonly secret: string
  readonly secretPrefix: string
}

/** @param validMs of its secret; default two hours */
export async function createTestClient(
  pool: pg.Pool,
  { directoryId }: TestDirectory,
  { access = 'write', validMs = 2 * HOUR_MS }: { readonly access?: Access; readonly validMs?: number } = {},
): Promise<TestClient> {
  const client = await createOAuthClient(createKysely(pool), { directoryId, name: 'client', access }, 'test')
  return { credentialId: client.id, prefix: client.prefix, ...(await addTestSecret(pool, clientIdOf(client), validMs)) }
}

export async function addTestSecret(pool: pg.Pool, clientId: string, validMs = 2 * HOUR_MS) {
  const expiresAt = new Date(Date.now() + validMs)
  const { secret, prefix } = await addClientSecret(createKysely(pool), { clientId, expiresAt }, 'test')
  return { clientId, secret, secretPrefix: prefix }
}

/** @param form sent as it is, when it is a text */
export async function askForToken(
  { app }: Pick<TestApi, 'app'>,
  form: Readonly<Record<string, string>> | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<ScimAnswer> {
  const response = await app.request(`${PUBLIC_URL}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  })
  return readAnswer(response)
}

export async function tokenOf(
  api: Pick<TestApi, 'app'>,
  { clientId, secret }: TestClient,
  scope?: string,
): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret }
  const { status, body } = await askForToken(api, scope === undefined ? form : { ...form, scope })
  if (status !== 200) throw new Error(`no token: ${status} ${body.error}`)
  return body.access_token
}
