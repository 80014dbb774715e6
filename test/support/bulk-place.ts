/** The place of an operation in a Bulk request. */
import type { BulkPlace } from '@syncline/core/domain/operation.ts'

export const BULK = '0190dddd-1111-7000-8000-000000000001'

export function bulkPlace(index: number, place: Partial<BulkPlace> = {}): BulkPlace {
  return { id: BULK, index, dependsOn: [], cycle: null, refusal: null, ...place }
}
