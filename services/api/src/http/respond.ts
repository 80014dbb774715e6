/** Answers: media type, caching and the headers of a resource (RFC 7644 §3.8, §3.12, §3.14). */
import { errorBody, type ScimError } from '@syncline/core/scim/error.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { Context } from 'hono'
import { Refusal } from './refusal.ts'

type Headers = Readonly<Record<string, string>>

/** Never kept by anybody between: answers hold personal data. */
const NO_STORE = { 'Cache-Control': 'no-store' } as const

export function respondJson(c: Context, status: number, body: object, headers: Headers = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...NO_STORE, ...headers, 'Content-Type': mediaType(c.req.header('accept')) },
  })
}

export function respondEmpty(status: 204 | 304, headers: Headers = {}): Response {
  return new Response(null, { status, headers: { ...NO_STORE, ...headers } })
}

/** RFC 9967 §2.5.1.1: accepted, to be applied; no body. The Accept header does not matter. */
export function respondAccepted(headers: Headers): Response {
  return new Response(null, { status: 202, headers: { ...NO_STORE, 'Content-Length': '0', ...headers } })
}

/** A signed security event token (RFC 8417 §7.1, RFC 8935 §2). */
export function respondEventToken(token: string): Response {
  return new Response(token, { status: 200, headers: { ...NO_STORE, 'Content-Type': 'application/secevent+jwt' } })
}

/** Several of them, as a poll has them (RFC 8936 §2.3). */
export function respondEventSet(body: ReadableStream): Response {
  return new Response(body, { status: 200, headers: { ...NO_STORE, 'Content-Type': 'application/json' } })
}

export function respondError(c: Context, error: ScimError): Response {
  const headers = error instanceof Refusal ? error.headers : {}
  return respondJson(c, error.status, errorBody(error.status, error.message, error.scimType), headers)
}

/** One resource: RFC 7643 §3.1 equates meta.location with Location and Content-Location, meta.version with ETag. */
export function resourceHeaders(location: string, version: string): Headers {
  return { Location: location, 'Content-Location': location, ETag: version }
}

export function headersOf(resource: JsonObject): Headers {
  const { meta } = resource
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) return {}
  return resourceHeaders(String(meta.location), String(meta.version))
}

/** application/scim+json unless the client takes application/json and not that (OneLogin). */
export function mediaType(accept: string | undefined): string {
  if (accept === undefined || !accept.includes('application/json')) return 'application/scim+json'
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase())
  const takesScim = types.some((type) => type === 'application/scim+json' || type === 'application/*' || type === '*/*')
  return takesScim ? 'application/scim+json' : 'application/json'
}
