/** Errors of the token endpoint (RFC 6749 §5.2): JSON of its own form, not that of SCIM. */

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'temporarily_unavailable'

/** `description` says what to do and never carries a value. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: OAuthErrorCode,
    description: string,
    { status = 400, headers = {}, cause }: { status?: number; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(description, cause === undefined ? {} : { cause })
    this.name = 'OAuthError'
    this.code = code
    this.status = status
    this.headers = headers
  }
}

export function invalidRequest(description: string): OAuthError {
  return new OAuthError('invalid_request', description)
}

/** Unknown, revoked, expired or wrong: nobody is told which. RFC 6749 §5.2 wants the challenge. */
export function invalidClient(description = 'The client or its secret is not valid, or no longer.'): OAuthError {
  return new OAuthError('invalid_client', description, {
    status: 401,
    headers: { 'WWW-Authenticate': 'Basic realm="scim"' },
  })
}
