/** The ListResponse message (RFC 7644 §3.4.2). Totals are numbers; `Resources` is there even when empty. */
import type { JsonObject } from './json.ts'

export const LIST_RESPONSE_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** `startIndex` is the effective 1-based one; itemsPerPage is what the page really has. */
export function listResponse(
  resources: JsonObject[],
  page: { readonly totalResults: number; readonly startIndex: number },
): JsonObject {
  return {
    schemas: [LIST_RESPONSE_SCHEMA],
    totalResults: page.totalResults,
    startIndex: page.startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}
