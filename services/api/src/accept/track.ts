/** What makes a request a tracked one: the row that is appended, and how long it waits for its outcome. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Mode, OperationRequest } from '@syncline/core/domain/operation.ts'
import type { AppendRequest } from '@syncline/core/storage/journal/append.ts'
import { operationCost } from './operation-cost.ts'
import { requestDigest } from './request-digest.ts'

export type Tracking = {
  readonly idempotencyKey: string | null
  /** Strict: a second request with the key is refused while the first is not applied. */
  readonly mode: Mode
  /** Null: answered synchronously. */
  readonly respondAsync: { readonly waitMs: number } | null
}

export function isTracked({ idempotencyKey, respondAsync }: Tracking): boolean {
  return idempotencyKey !== null || respondAsync !== null
}

/** The value of Set-Txn. */
export function newTxn(): string {
  return randomBytes(16).toString('hex')
}

export function trackedRequest(
  request: OperationRequest,
  { idempotencyKey, mode, respondAsync }: Tracking,
): AppendRequest {
  return {
    ...request,
    // Equal to that of no other: its key and its txn are what it is found by.
    digest: randomUUID(),
    cost: operationCost(request.body),
    waiter: randomUUID(),
    tracked: {
      idempotency: idempotencyKey === null ? null : idempotencyOf(request, idempotencyKey, mode),
      txn: respondAsync === null ? null : newTxn(),
    },
  }
}

function idempotencyOf(request: OperationRequest, key: string, mode: Mode) {
  const { method, resourceType, resourceId } = request
  const path = method === 'POST' ? resourceType : `${resourceType}/${resourceId}`
  return {
    key: `${method} ${path} ${key}`,
    digest: requestDigest(request),
    whileRunning: mode === 'strict' ? 'refuse' : 'join',
  } as const
}
