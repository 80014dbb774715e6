/** The admin API as a token's owner uses it, without a socket. */
import { createAdmin } from '@syncline/core/storage/catalogue/admin.ts'
import { ADMIN_ROLES, type AdminRole } from '@syncline/core/storage/catalogue/admin-role.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { PUBLIC_URL, type TestApi } from './test-api.ts'

const HOUR_MS = 3_600_000

export type AdminGrantWanted = { readonly role: AdminRole; readonly siteId: number | null }

/** @returns the token */
export async function createTestAdmin(pool: pg.Pool, roles: readonly AdminGrantWanted[]): Promise<string> {
  const expiresAt = new Date(Date.now() + HOUR_MS)
  const { token } = await createAdmin(createKysely(pool), { name: 'test admin', expiresAt, roles }, 'test')
  return token
}

export type AdminAnswer = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Undefined when it is no JSON. Shapes are what the tests assert. */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any
}

/** @param path behind `/admin/v1`. @param token null: none is sent */
export async function adminRequest(
  api: TestApi,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<AdminAnswer> {
  const response = await api.app.request(`${PUBLIC_URL}/admin/v1${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}

/** One token for each role, at all sites or at one. */
export async function createTokens(pool: pg.Pool, siteId: number | null): Promise<ReadonlyMap<AdminRole, string>> {
  const tokens = ADMIN_ROLES.map(async (role) => [role, await createTestAdmin(pool, [{ role, siteId }])] as const)
  return new Map(await Promise.all(tokens))
}
