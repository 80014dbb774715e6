/** What makes a Bulk request a tracked one, as track.ts does for single requests. */
import { randomUUID } from 'node:crypto'
import type { BulkAppend } from '@syncline/core/storage/journal/bulk-append.ts'
import type { TrackedBulk } from '@syncline/core/storage/journal/bulk-append-tracked.ts'
import { newTxn, type Tracking } from '../accept/track.ts'
import type { BulkAnswerElement } from './parse-bulk.ts'

export function trackedBulk(
  append: BulkAppend,
  elements: readonly BulkAnswerElement[],
  { idempotencyKey, mode, respondAsync }: Tracking,
): TrackedBulk {
  const idempotency =
    idempotencyKey === null
      ? null
      : ({
          key: `POST Bulk ${idempotencyKey}`,
          digest: append.digest,
          whileRunning: mode === 'strict' ? 'refuse' : 'join',
        } as const)
  return {
    ...append,
    // Equal to that of no other: its key and its txn are what it is found by.
    digest: randomUUID(),
    tracked: { idempotency, txn: respondAsync === null ? null : newTxn() },
    elements: respondAsync === null ? null : JSON.stringify(elements),
  }
}
