/** SCIM errors, one row each (RFC 7644 §3.12, Table 9; RFC 9865 §2.1 for the cursor ones). */

export const SCIM_ERRORS = {
  invalidFilter: 400,
  tooMany: 400,
  uniqueness: 409,
  mutability: 400,
  invalidSyntax: 400,
  invalidPath: 400,
  noTarget: 400,
  invalidValue: 400,
  invalidVers: 400,
  sensitive: 403,
  invalidCursor: 400,
  expiredCursor: 400,
  invalidCount: 400,
} as const

export type ScimType = keyof typeof SCIM_ERRORS

export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** An error that the client may see. `detail` says what to do and never carries a value or a secret. */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: ScimType | null

  constructor(status: number, detail: string, scimType: ScimType | null = null) {
    super(detail)
    this.name = 'ScimError'
    this.status = status
    this.scimType = scimType
  }

  /** An error whose status follows from its scimType (RFC 7644 Table 9). */
  static of(scimType: ScimType, detail: string): ScimError {
    return new ScimError(SCIM_ERRORS[scimType], detail, scimType)
  }
}

/** The body of RFC 7644 §3.12; `status` is a JSON string. */
export function errorBody(status: number, detail: string, scimType: ScimType | null) {
  return {
    schemas: [ERROR_SCHEMA],
    status: String(status),
    ...(scimType === null ? {} : { scimType }),
    detail,
  }
}
