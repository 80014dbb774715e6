/** What a lane works with. */
import type { Operation } from '@syncline/core/domain/operation.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import type pg from 'pg'

/** Named moments of a batch, in their order. */
export type Boundary = 'claimed' | 'attempted' | 'loaded' | 'planned' | 'committed' | 'step-planned' | 'step-committed'

export type LaneDeps = {
  /** Pipelining connections, durable commits; one a running lane. */
  readonly lanePool: pg.Pool
  /** Connections with synchronous_commit off: attempts. */
  readonly sidePool: pg.Pool
  readonly logger: Logger
  /** Most operations, and most rows they may touch, in one batch. */
  readonly batchSize: number
  readonly maxCost: number
  /** Most rows that one step projects again. */
  readonly stepSize: number
  /** Sites whose last attempt failed here for a reason that has nothing to do with its operations, and is to be forgotten. */
  readonly harmless: Set<number>
  /** A lane gives its worker back after this time. */
  readonly sliceMs: number
  /** uuidv7. */
  readonly newId: () => string
  /** Called at each boundary with the operations of the batch: where fault tests take hold. */
  readonly atBoundary: (boundary: Boundary, operations: readonly Operation[]) => void
}
