/** What a failed step means: half as many rows, until the one that breaks it is alone; that one is left for an operator. */
import { reasonOf } from './failure.ts'

/** A step of unknown failure. */
export class StepError extends Error {
  override readonly name = 'StepError'
  readonly rows: number

  constructor(rows: number, cause: unknown) {
    super('a step failed', { cause })
    this.rows = rows
  }
}

export type StepRequest = {
  readonly siteId: number
  /** Most rows. */
  readonly limit: number
  /** The first row broke a step in which it was alone: it is left for an operator. */
  readonly giveUp: string | null
}

export function narrowStep(siteId: number, { rows, cause }: StepError): StepRequest {
  return { siteId, limit: Math.ceil(rows / 2), giveUp: rows <= 1 ? reasonOf(cause) : null }
}
