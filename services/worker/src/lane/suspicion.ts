/**
 * Which part of a claim to try: all of it, or less when an earlier try was never finished. The batch that killed its
 * process is tried again in small pieces, then singly; an operation that was alone twice and still unfinished is given
 * up. So it takes three tries (four for a batch of more than 32) to find it, and the lane goes on.
 */
import { unitSize } from '@syncline/core/domain/bulk.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import type { Attempt, Lane } from '@syncline/core/storage/lane/claim.ts'

const PIECE = 32
const TRIES_ALONE = 2

export type Verdict =
  | { readonly kind: 'apply'; readonly size: number; readonly suspectLast: number; readonly suspectSize: number }
  | { readonly kind: 'give-up'; readonly reason: string }

type Suspects = Pick<Lane, 'suspectLast' | 'suspectSize'>

/** @param operations the claim, not empty, in its order */
export function judge(
  lane: Suspects & Pick<Lane, 'appliedSeq'>,
  attempt: Attempt | null,
  operations: readonly Operation[],
): Verdict {
  const [first] = operations
  const all = { kind: 'apply', size: operations.length, suspectLast: 0, suspectSize: 0 } as const
  if (first === undefined) return all
  if (isUnfinished(lane, attempt)) {
    // A cycle of a Bulk request is never cut: it is alone when nothing else was there.
    if (attempt.size <= unitSize(first) && attempt.first === first.seq && attempt.count >= TRIES_ALONE) {
      return { kind: 'give-up', reason: `the process ended ${attempt.count} times while it was applied alone` }
    }
    const suspects = suspectsOf(lane, attempt)
    return { kind: 'apply', size: suspects.suspectSize, ...suspects }
  }
  if (lane.suspectLast < first.seq) return all
  const { suspectLast, suspectSize } = lane
  return { kind: 'apply', size: Math.max(1, suspectSize), suspectLast, suspectSize }
}

/** What a step leaves to the next batch: it takes the place at which an unfinished attempt is known, and not what that one is suspected of. */
export function stillSuspected(lane: Suspects & Pick<Lane, 'appliedSeq'>, attempt: Attempt | null): Suspects {
  if (isUnfinished(lane, attempt)) return suspectsOf(lane, attempt)
  return { suspectLast: lane.suspectLast, suspectSize: lane.suspectSize }
}

function isUnfinished(lane: Pick<Lane, 'appliedSeq'>, attempt: Attempt | null): attempt is Attempt {
  return attempt !== null && attempt.base === lane.appliedSeq
}

function suspectsOf(lane: Suspects, attempt: Attempt): Suspects {
  return { suspectLast: Math.max(lane.suspectLast, attempt.last), suspectSize: attempt.size > PIECE ? PIECE : 1 }
}
