/** Refusals of the admin API as problem details (RFC 9457). Details name what to change, and never hold a value. */

import { ScimError } from '@syncline/core/scim/error.ts'
import { CatalogueError, type CatalogueFault } from '@syncline/core/storage/catalogue/catalogue-error.ts'
import { Refusal } from '../http/refusal.ts'
import { refusalOf } from '../storage-failure.ts'
import { PROBLEM_PATH, PROBLEMS, type ProblemKind } from './problem-types.ts'

/** `pointer`: into the body (RFC 6901). `parameter`: of the query. */
export type ProblemPart =
  | { readonly pointer: string; readonly detail: string }
  | { readonly parameter: string; readonly detail: string }

type Extras = {
  readonly errors?: readonly ProblemPart[]
  readonly headers?: Readonly<Record<string, string>>
  /** What has changed between a preview and today. */
  readonly difference?: object
}

export class Problem extends Error {
  override readonly name = 'Problem'
  readonly kind: ProblemKind
  readonly errors: readonly ProblemPart[]
  readonly headers: Readonly<Record<string, string>>

  readonly difference: object | undefined

  constructor(kind: ProblemKind, detail: string, { errors = [], headers = {}, difference }: Extras = {}) {
    super(detail)
    this.kind = kind
    this.errors = errors
    this.headers = headers
    this.difference = difference
  }
}

/** One text for whatever is not there or not theirs. */
export function notFound(): Problem {
  return new Problem('not-found', 'There is nothing here for this token.')
}

/** Behind those that wait for their turn already. */
export function tooBusy(): Problem {
  return new Problem('busy', 'Too many admin requests wait for their turn. Try again.', {
    headers: { 'Retry-After': '2' },
  })
}

const REALM = 'Bearer realm="admin"'

/** RFC 6750 §3.1: without credentials the challenge carries no error code. */
export function unauthenticated(tokenSent: boolean): Problem {
  return new Problem('unauthenticated', 'Send a valid admin token in the Authorization header: Bearer syncadm_…', {
    headers: { 'WWW-Authenticate': tokenSent ? `${REALM}, error="invalid_token"` : REALM },
  })
}

const KIND_OF_FAULT: Readonly<Record<CatalogueFault, ProblemKind>> = {
  'name-invalid': 'invalid-request',
  'name-taken': 'name-taken',
  'unknown-site': 'not-found',
  'unknown-directory': 'not-found',
  'directory-disconnected': 'refused',
  'unknown-credential': 'not-found',
  'unknown-domain': 'not-found',
  'unknown-client': 'not-found',
  'too-many-secrets': 'invalid-request',
  'unknown-admin': 'not-found',
  'expiry-invalid': 'invalid-request',
  'setting-invalid': 'invalid-request',
  'roles-invalid': 'invalid-request',
  'schema-invalid': 'invalid-request',
  'schema-in-use': 'invalid-request',
  'unknown-schema': 'not-found',
  'trust-invalid': 'invalid-request',
}

const KIND_OF_STATUS: Readonly<Record<number, ProblemKind>> = {
  400: 'invalid-request',
  401: 'unauthenticated',
  404: 'not-found',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  503: 'unavailable',
}

/** @returns null: unforeseen, to be logged */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error
  if (error instanceof CatalogueError) {
    const kind = KIND_OF_FAULT[error.fault]
    return kind === 'not-found' ? notFound() : new Problem(kind, error.message)
  }
  const refusal = refusalOf(error)
  if (!(refusal instanceof ScimError)) return null
  const kind = KIND_OF_STATUS[refusal.status]
  if (kind === undefined) return null
  return new Problem(kind, refusal.message, { headers: refusal instanceof Refusal ? refusal.headers : {} })
}

export function respondProblem(problem: Problem): Response {
  const { kind, message: detail, errors, headers, difference } = problem
  const { status, title } = PROBLEMS[kind]
  const body = {
    type: `${PROBLEM_PATH}${kind}`,
    title,
    status,
    detail,
    ...(errors.length > 0 ? { errors } : {}),
    ...(difference === undefined ? {} : { difference }),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'Cache-Control': 'no-store', 'Content-Type': 'application/problem+json' },
  })
}
