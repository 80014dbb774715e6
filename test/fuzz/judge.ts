/** What no answer may be, whatever was asked. */

import { ERROR } from '../support/urns.ts'
import type { FuzzRequest } from './any-request.ts'
import type { RawAnswer } from './http-socket.ts'

const MEDIA_TYPES = ['application/scim+json', 'application/json']
/** Of the inside: statements, stacks and places. */
const INSIDE = /node_modules|\bat \w+ \(|\.ts:\d|\bselect\b.*\bfrom\b|ECONN|SQLSTATE/i
const WITHOUT_BODY = [202, 204, 304]

export type Asked = {
  readonly request: FuzzRequest
  readonly malformed: boolean
  readonly elapsedMs: number
  /** How long a request may wait for its outcome before 503 is right. */
  readonly waitLimitMs: number
}

/** What is wrong with the answer; null: nothing. */
export function faultOf(answer: RawAnswer, { request, malformed, elapsedMs, waitLimitMs }: Asked): string | null {
  const { status, headers, body } = answer
  if (status === 500 || (status > 503 && status < 600)) return `status ${status}`
  if (status === 503 && elapsedMs < waitLimitMs) return `503 after ${Math.round(elapsedMs)} ms`
  if (request.method === 'HEAD') return null
  const text = body.toString('utf8')
  if (INSIDE.test(text) && status >= 400) return 'the answer speaks of the inside'
  if (status >= 400) return faultOfError(status, headers, text)
  // Answered as another request than the one that was meant.
  if (malformed || !request.target.startsWith('/scim/')) return null
  if (WITHOUT_BODY.includes(status)) return text === '' ? null : `${status} with a body`
  return faultOfSuccess(headers, text)
}

function faultOfError(status: number, headers: RawAnswer['headers'], text: string): string | null {
  const parsed = parse(text)
  if (parsed === undefined) return `an error without a SCIM body: ${status}`
  const { schemas, status: named, detail } = parsed
  if (!Array.isArray(schemas) || schemas.length !== 1 || schemas[0] !== ERROR) return 'an error of another schema'
  if (named !== String(status)) return `status ${status}, in the body ${String(named)}`
  if (typeof detail !== 'string' || detail === '') return 'an error without detail'
  if (!MEDIA_TYPES.includes(headers.get('content-type') ?? '')) return `content-type ${headers.get('content-type')}`
  if (status === 401 && !headers.has('www-authenticate')) return '401 without a challenge'
  if (status === 405 && !headers.has('allow')) return '405 without Allow'
  if ((status === 503 || status === 429) && !/^\d+$/.test(headers.get('retry-after') ?? '')) return 'no Retry-After'
  return null
}

function faultOfSuccess(headers: RawAnswer['headers'], text: string): string | null {
  const parsed = parse(text)
  if (parsed === undefined) return 'a success without JSON'
  if (!Array.isArray(parsed.schemas) || parsed.schemas.length === 0) return 'a success without schemas'
  if (!MEDIA_TYPES.includes(headers.get('content-type') ?? '')) return `content-type ${headers.get('content-type')}`
  if ('password' in parsed) return 'a password in the answer'
  if (!('totalResults' in parsed)) return null
  const { totalResults, Resources, itemsPerPage } = parsed
  if (!Number.isInteger(totalResults) || !Array.isArray(Resources)) return 'a list without its members'
  return itemsPerPage === undefined || itemsPerPage === Resources.length ? null : 'itemsPerPage is another number'
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}
