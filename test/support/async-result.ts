/** Fetching the results of asynchronous requests, and verifying them as a client does: with the published keys. */
import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import { PUBLIC_URL, scimRequest, type TestApi } from './test-api.ts'
import type { TestDirectory } from './test-directory.ts'
import { waitUntil } from './wait-until.ts'

export const ASYNC = { prefer: 'respond-async' }
export const ASYNC_RESPONSE = 'urn:ietf:params:scim:event:misc:asyncresp'

// biome-ignore lint/suspicious/noExplicitAny: shapes are what the tests assert
export type Claims = JWTPayload & { readonly [name: string]: any }

/** What the status URI answers at this moment. */
export async function askStatus(api: TestApi, directory: TestDirectory, txn: string | null): Promise<Response> {
  const path = `/scim/v2/${directory.directoryPublicId}/AsyncRequests/${txn}`
  return api.app.request(`${PUBLIC_URL}${path}`, scimRequest(directory.key, 'GET'))
}

/** The token, once it is there. */
export async function fetchToken(api: TestApi, directory: TestDirectory, txn: string | null): Promise<string> {
  const answer = await waitUntil(
    () => askStatus(api, directory, txn),
    ({ status }) => status !== 202,
  )
  if (answer.status !== 200) throw new Error(`the status URI answered ${answer.status}`)
  return answer.text()
}

export async function publishedKeys(api: TestApi): Promise<JSONWebKeySet> {
  return (await api.app.request(`${PUBLIC_URL}/.well-known/jwks.json`)).json() as Promise<JSONWebKeySet>
}

/** @throws what jose says of a token that does not hold */
export async function verifiedClaims(api: TestApi, directory: TestDirectory, token: string): Promise<Claims> {
  const { payload } = await jwtVerify(token, createLocalJWKSet(await publishedKeys(api)), {
    algorithms: ['ES256'],
    typ: 'secevent+jwt',
    issuer: PUBLIC_URL,
    audience: `${PUBLIC_URL}/scim/v2/${directory.directoryPublicId}`,
  })
  return payload
}

/** The claims of the result, once it is there. */
export async function fetchClaims(api: TestApi, directory: TestDirectory, txn: string | null): Promise<Claims> {
  return verifiedClaims(api, directory, await fetchToken(api, directory, txn))
}
