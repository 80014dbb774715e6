/** The BulkResponse message (RFC 7644 §3.7.3), in the order of the request. */
import { errorBody, type ScimType } from './error.ts'
import { etag } from './etag.ts'

export const BULK_RESPONSE_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

export type BulkOperationResult = {
  /** As sent; null when it was no method at all. */
  readonly method: string | null
  readonly bulkId: string | null
  /** Null: nothing was created, or the request did not say which resource. */
  readonly location: string | null
  readonly version: number | null
  readonly status: number
  readonly scimType: ScimType | null
  readonly detail: string | null
}

/** `status` is a JSON string (erratum 7916); an error is the operation's `response`. */
export function bulkOperationResponse(result: BulkOperationResult) {
  const { method, bulkId, location, version, status, scimType, detail } = result
  return {
    ...(method === null ? {} : { method }),
    ...(bulkId === null ? {} : { bulkId }),
    ...(location === null ? {} : { location }),
    ...(version === null ? {} : { version: etag(version) }),
    status: String(status),
    ...(status < 300 ? {} : { response: errorBody(status, detail ?? 'The operation failed.', scimType) }),
  }
}

export function bulkResponse(operations: readonly ReturnType<typeof bulkOperationResponse>[]) {
  return { schemas: [BULK_RESPONSE_SCHEMA], Operations: operations }
}
