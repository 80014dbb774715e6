/** Refusals of the HTTP layer: a SCIM error with the headers that belong to it. One function each. */
import { ScimError } from '@syncline/core/scim/error.ts'

export class Refusal extends ScimError {
  override readonly name = 'Refusal'
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, detail: string, headers: Readonly<Record<string, string>>, cause?: unknown) {
    super(status, detail)
    this.headers = headers
    if (cause !== undefined) this.cause = cause
  }
}

/** 503 with Retry-After (RFC 9110 §10.2.3): whole seconds, Okta reads nothing else. */
function unavailable(detail: string, retryAfterSeconds: number, cause?: unknown): Refusal {
  return new Refusal(503, detail, { 'Retry-After': String(retryAfterSeconds) }, cause)
}

/** The operation stays queued; an equal request within ten minutes gets its answer. */
export function notYetApplied(): Refusal {
  return unavailable('The request is accepted and not applied yet. Send the same request again for its result.', 5)
}

export function tooBusy(): Refusal {
  return unavailable('Too many requests are waiting to be accepted. Try again.', 1)
}

export function tooManyLists(): Refusal {
  return unavailable('Too many long lists are waiting to be put together. Try again, or narrow the filter.', 2)
}

export function databaseAway(cause: unknown): Refusal {
  return unavailable('The service is not available at the moment. Try again.', 2, cause)
}

/** The operation that the request had joined was dropped with the credential that sent it. */
export function joinedWasDropped(): Refusal {
  return unavailable('The request was not executed. Send the same request again.', 1)
}

/** RFC 6585 §4. @param headers those of the rate limit */
export function tooManyRequests(retryAfterSeconds: number, headers: Readonly<Record<string, string>>): Refusal {
  const detail = 'The directory has sent more requests than it may. Try again later.'
  return new Refusal(429, detail, { ...headers, 'Retry-After': String(retryAfterSeconds) })
}

export function backlogTooLong(retryAfterSeconds: number): Refusal {
  const detail = 'Too many requests of the directory are waiting to be applied. Try again later.'
  return new Refusal(429, detail, { 'Retry-After': String(retryAfterSeconds) })
}

/** An administrator has paused the directory for writes; reads go on. Minutes, mostly: who asks each second gets nothing by it. */
export function directoryPaused(): Refusal {
  return unavailable(
    'The directory is paused by an administrator and takes no changes. Send the request again later.',
    60,
  )
}

export function shuttingDown(): Refusal {
  return unavailable('The service is restarting. Send the same request again.', 2)
}

const REALM = 'Bearer realm="scim"'

/** RFC 6750 §3.1: without credentials the challenge carries no error code. */
export function credentialsMissing(): Refusal {
  return new Refusal(401, 'Authentication is required: send the key of the directory as a bearer token.', {
    'WWW-Authenticate': REALM,
  })
}

/** Unknown, expired, revoked or malformed: nobody is told which. */
export function credentialsInvalid(): Refusal {
  return new Refusal(401, 'The bearer token is not valid, or no longer.', {
    'WWW-Authenticate': `${REALM}, error="invalid_token", error_description="The token is not valid, or no longer"`,
  })
}

export function credentialsMalformed(): Refusal {
  return new Refusal(400, 'The bearer token has to be sent once, in the Authorization header.', {
    'WWW-Authenticate': `${REALM}, error="invalid_request"`,
  })
}

/** RFC 6750 §3.1: the token is good, but not for this. */
export function insufficientScope(scope: string): Refusal {
  return new Refusal(403, 'The token may only read.', {
    'WWW-Authenticate': `${REALM}, error="insufficient_scope", scope="${scope}"`,
  })
}

export function methodNotAllowed(allowed: readonly string[]): Refusal {
  return new Refusal(405, 'The method is not supported here.', { Allow: allowed.join(', ') })
}

/** The draft's "same key, other payload". */
export function keyReused(): ScimError {
  return new ScimError(
    422,
    'Idempotency-Key: it was sent with another request already. Use a new key for each request.',
  )
}

/** Strict mode alone: lenient requests wait for the first one's answer. */
export function stillRunning(): ScimError {
  return new ScimError(409, 'Idempotency-Key: the first request with it is not applied yet. Try again.')
}

export function bodyTooLarge(mostBytes: number): ScimError {
  return new ScimError(413, `The body is larger than ${mostBytes} bytes.`)
}

/** RFC 7644 §3.7.4: 413 names the limit. */
export function bulkTooLarge(mostBytes: number): ScimError {
  return new ScimError(
    413,
    `A Bulk request may have ${mostBytes} bytes (bulk.maxPayloadSize): send several smaller ones.`,
  )
}

export function tooManyOperations(most: number): ScimError {
  return new ScimError(
    413,
    `A Bulk request may have ${most} operations (bulk.maxOperations): send several smaller ones.`,
  )
}

export function tooManyBulks(): Refusal {
  return unavailable('Too many Bulk requests are being accepted. Try again.', 2)
}

export function unsupportedMediaType(): ScimError {
  return new ScimError(415, 'The body has to be sent as application/scim+json or application/json, in UTF-8.')
}

export function notImplemented(what: string): ScimError {
  return new ScimError(501, `${what} is not supported by this service.`)
}

/** No Host, or an address that is none. */
export function addressMalformed(): ScimError {
  return new ScimError(400, 'The address or the Host header of the request is not valid.')
}

export function bodyCutOff(): ScimError {
  return new ScimError(400, 'The body of the request did not arrive whole.')
}

/** Everything unforeseen. What happened is in the log, never in the answer. */
export function internalError(): ScimError {
  return new ScimError(500, 'The request failed inside the service. Try again; if it stays, ask the administrator.')
}
