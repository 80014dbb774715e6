/**
 * The completion of an asynchronous request as the claims of a security event token (RFC 8417 §2.2; RFC 9967 §2.1,
 * §2.5.1.3). No `sub`, no `exp`: the token tells of something that happened and is no credential (RFC 8417 §4).
 */
import type { bulkOperationResponse } from './bulk-response.ts'
import type { JsonObject } from './json.ts'

export const ASYNC_RESPONSE_EVENT = 'urn:ietf:params:scim:event:misc:asyncresp'

export type AsyncCompletion = {
  /** The resource, relative to the base URL; the endpoint where there is none. */
  readonly uri: string
  readonly resourceId: string | null
  readonly externalId: string | null
  readonly appliedAt: Date
  /** What came of it, as one operation of a Bulk response (RFC 7644 §3.7.3). */
  readonly response: ReturnType<typeof bulkOperationResponse>
}

export type AsyncResponseContext = {
  /** Who vouches for it: the public URL of the service. */
  readonly issuer: string
  /** Of the directory, without a slash at its end: whom it is for, and what `uri` is relative to. */
  readonly baseUrl: string
  /** The value of Set-Txn; for an operation of a Bulk with ":" and its zero-based index (RFC 9967 §2.5.1.2). */
  readonly txn: string
  /** The same each time that the same result is fetched. */
  readonly jti: string
}

export function asyncResponseClaims(completion: AsyncCompletion, context: AsyncResponseContext): JsonObject {
  const { uri, resourceId, externalId, appliedAt, response } = completion
  const { issuer, baseUrl, txn, jti } = context
  return {
    iss: issuer,
    iat: Math.floor(appliedAt.getTime() / 1_000),
    jti,
    aud: baseUrl,
    txn,
    sub_id: {
      format: 'scim',
      uri,
      ...(resourceId === null ? {} : { id: resourceId }),
      ...(externalId === null ? {} : { externalId }),
    },
    events: { [ASYNC_RESPONSE_EVENT]: response },
  }
}
