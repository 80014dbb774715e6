/**
 * The completion of an asynchronous request as the claims of a security event token (RFC 8417 §2.2; RFC 9967 §2.1,
 * §2.5.1.3). No `sub`, no `exp`: the token tells of something that happened and is no credential (RFC 8417 §4).
 */
import type { Method, ResourceType } from '../domain/operation.ts'
import { errorBody, type ScimType } from './error.ts'
import { etag } from './etag.ts'
import type { JsonObject } from './json.ts'
import { locationOf } from './representation.ts'
import { RESOURCE_TYPES } from './resource-type.ts'

export const ASYNC_RESPONSE_EVENT = 'urn:ietf:params:scim:event:misc:asyncresp'

/** What came of a request, as one operation of a Bulk response has it (RFC 7644 §3.7.3). */
export type AsyncResult = {
  readonly method: Method
  readonly resourceType: ResourceType
  /** The resource that was aimed at or made; null for a POST that failed. */
  readonly resourceId: string | null
  readonly externalId: string | null
  readonly status: number
  readonly version: number | null
  readonly scimType: ScimType | null
  readonly detail: string | null
  readonly appliedAt: Date
}

export type AsyncResponseContext = {
  /** Who vouches for it: the public URL of the service. */
  readonly issuer: string
  /** Of the directory, without a slash at its end: whom it is for, and what `sub_id.uri` is relative to. */
  readonly baseUrl: string
  /** The value of Set-Txn. */
  readonly txn: string
  /** The same each time that the same result is fetched. */
  readonly jti: string
}

export function asyncResponseClaims(
  result: AsyncResult,
  { issuer, baseUrl, txn, jti }: AsyncResponseContext,
): JsonObject {
  const { resourceId, externalId, appliedAt } = result
  return {
    iss: issuer,
    iat: Math.floor(appliedAt.getTime() / 1_000),
    jti,
    aud: baseUrl,
    txn,
    sub_id: {
      format: 'scim',
      uri: pathOf(result),
      ...(resourceId === null ? {} : { id: resourceId }),
      ...(externalId === null ? {} : { externalId }),
    },
    events: { [ASYNC_RESPONSE_EVENT]: responseOf(result, baseUrl) },
  }
}

/** A request that made nothing has no resource: the endpoint stands for it. */
function pathOf({ resourceType, resourceId }: AsyncResult): string {
  const { endpoint } = RESOURCE_TYPES[resourceType]
  return resourceId === null ? endpoint : `${endpoint}/${resourceId}`
}

function responseOf(result: AsyncResult, baseUrl: string): JsonObject {
  const { method, resourceType, resourceId, status, version, scimType, detail } = result
  return {
    method,
    ...(version === null ? {} : { version: etag(version) }),
    ...(resourceId === null ? {} : { location: locationOf(resourceType, resourceId, baseUrl) }),
    status: String(status),
    ...(status < 300 ? {} : { response: errorBody(status, detail ?? 'The request failed.', scimType) }),
  }
}
