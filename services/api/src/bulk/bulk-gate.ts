/** How much of Bulk requests is in the memory of this process while they are read, parsed and appended. */
import { tooManyBulks } from '../http/refusal.ts'

export type BulkGate = {
  /** Returns what gives the bytes free again, once. @throws Refusal 503 */
  enter(bytes: number): () => void
}

/** Parsed, a request takes several times as much. */
const MOST_BYTES = 64 * 1_048_576

export function createBulkGate(): BulkGate {
  let inside = 0
  return {
    enter(bytes) {
      // One of any size has its turn when it is alone.
      if (inside > 0 && inside + bytes > MOST_BYTES) throw tooManyBulks()
      inside += bytes
      return () => {
        inside -= bytes
      }
    },
  }
}
