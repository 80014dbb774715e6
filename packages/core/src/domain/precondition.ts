/** What every operation on an existing resource checks first: 404, then 412 (protocol sheet §2.3). */
import { etagMatches } from '../scim/etag.ts'
import type { Operation } from './operation.ts'
import { notFound, versionChanged } from './refusal.ts'

export function found<Row extends { readonly version: number }>(operation: Operation, row: Row | undefined): Row {
  if (row === undefined) throw notFound()
  if (operation.ifMatch !== null && !etagMatches(operation.ifMatch, row.version)) throw versionChanged()
  return row
}
