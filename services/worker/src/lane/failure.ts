/** What a failed batch means: try again, or look for the operation that breaks it. */
import type { Operation } from '@syncline/core/domain/operation.ts'

/** Classes and codes of Postgres that say "not now" and nothing about the rows. */
const RETRYABLE_CLASSES = ['08', '40', '53', '57', '58']
const RETRYABLE_CODES = new Set(['55P03', '25P03', '25P04', '57P05'])

/** A statement that ran out of time would again: that batch is made smaller instead. */
const QUERY_CANCELED = '57014'

const RETRYABLE_ERRNO = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND'])

/** The whole batch failed for a reason that is not known to pass; carries what was in it. */
export class BatchError extends Error {
  override readonly name = 'BatchError'
  readonly operations: readonly Operation[]

  constructor(operations: readonly Operation[], cause: unknown) {
    super(`a batch of ${operations.length} failed`, { cause })
    this.operations = operations
  }
}

/** Connection, deadlock, serialization, resources, server going down or coming up. */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (code === null) return /connection|terminat|timeout exceeded|read timeout|not queryable/i.test(error.message)
  if (code === QUERY_CANCELED) return false
  return RETRYABLE_CODES.has(code) || RETRYABLE_ERRNO.has(code) || RETRYABLE_CLASSES.includes(code.slice(0, 2))
}

/** For operators: kind and place of a failure. Postgres puts values into its messages, so only its code is kept. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure'
  const code = codeOf(error)
  if (code === null) return `${error.name}: ${error.message}`
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? ` on ${error.constraint}` : ''
  return `database error ${code}${constraint}`
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}
