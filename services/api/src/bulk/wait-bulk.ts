/** Waiting of a Bulk request that takes 202 for an answer (RFC 9967 §2.5.1.1; RFC 7240 §4.3). It is durable already. */
import type { BulkOutcome } from '@syncline/core/storage/journal/bulk-read.ts'
import type { BulkAcceptor } from './bulk-acceptor.ts'
import type { BulkKey } from './bulk-desk.ts'

/** Null: it is not finished in that time. */
export async function resultInTime(
  bulks: BulkAcceptor,
  bulk: BulkKey,
  waitMs: number,
  signal: AbortSignal,
): Promise<readonly BulkOutcome[] | null> {
  if (waitMs === 0) return null
  const enough = new AbortController()
  const timer = setTimeout(() => enough.abort(), waitMs)
  try {
    return await bulks.result(bulk, AbortSignal.any([signal, enough.signal]))
  } catch {
    // Over its time, or the process is ending: it is applied all the same.
    return null
  } finally {
    clearTimeout(timer)
  }
}
