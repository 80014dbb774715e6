/** The ListResponse message (RFC 7644 §3.4.2). Totals are numbers; `Resources` is there even when empty. */
import type { JsonObject } from './json.ts'

export const LIST_RESPONSE_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

export type ListPlace =
  /** The effective 1-based one. */
  | { readonly startIndex: number }
  /** RFC 9865: absent on the last page. */
  | { readonly nextCursor: string | null }

/** itemsPerPage is what the page really has. */
export function listResponse(resources: JsonObject[], page: { readonly totalResults: number } & ListPlace): JsonObject {
  return { ...listHead(resources.length, page), Resources: resources }
}

/** Everything but `Resources`, which comes last. */
export function listHead(itemsPerPage: number, page: { readonly totalResults: number } & ListPlace): JsonObject {
  const head: JsonObject = { schemas: [LIST_RESPONSE_SCHEMA], totalResults: page.totalResults }
  if ('startIndex' in page) head.startIndex = page.startIndex
  head.itemsPerPage = itemsPerPage
  if ('nextCursor' in page && page.nextCursor !== null) head.nextCursor = page.nextCursor
  return head
}
