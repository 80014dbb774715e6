/**
 * The claim floor. Settled rows stay in the index of `pending` until a vacuum, and a claim from the beginning would walk
 * over them; so it starts above what was settled some seconds ago. Rows below it whose commit became visible late are
 * found by the sweep, which ignores the floor.
 */
import type { Operation } from '@syncline/core/domain/operation.ts'
import type { Lane } from '@syncline/core/storage/lane/claim.ts'

/** Longer than an append may take between drawing its seq and its commit. */
const TRAIL_MS = 5_000

export type Floor = Pick<Lane, 'claimFloor' | 'floorCandidate' | 'floorMarkedAt'>

/**
 * @param applied what this batch settles
 * @param whole the batch is the whole claim: every directory with pending rows is in it
 */
export function moveFloor(lane: Floor & Pick<Lane, 'now'>, applied: readonly Operation[], whole: boolean): Floor {
  const { claimFloor, floorCandidate, floorMarkedAt } = lane
  if (!whole || lane.now.getTime() - floorMarkedAt.getTime() < TRAIL_MS)
    return { claimFloor, floorCandidate, floorMarkedAt }
  // A directory with a long backlog keeps the floor down: nothing of it below its last settled seq is left.
  const lastByDirectory = new Map<number, number>()
  for (const { directoryId, seq } of applied) {
    lastByDirectory.set(directoryId, Math.max(seq, lastByDirectory.get(directoryId) ?? 0))
  }
  const settledUpTo = Math.min(...lastByDirectory.values())
  return {
    claimFloor: Math.max(claimFloor, floorCandidate),
    floorCandidate: Math.max(floorCandidate, settledUpTo),
    floorMarkedAt: lane.now,
  }
}
